/**
 * How an app comes up and goes down: it waits for the servers that it cannot start without, and
 * what ends it first is its exit status.
 */
package io.clausewatch.platform.startup;
