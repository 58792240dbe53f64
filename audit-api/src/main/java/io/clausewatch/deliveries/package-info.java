/** What became of the events that producing services sent. */
package io.clausewatch.deliveries;
