/** Waits, while an app starts, for the servers that it cannot start without. */
package io.clausewatch.platform.startup;
