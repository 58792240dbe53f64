/**
 * How what fails for a while is tried again: one policy for whatever waits for a server, from the
 * start of an app to the search behind a page.
 */
package io.clausewatch.platform.retry;
