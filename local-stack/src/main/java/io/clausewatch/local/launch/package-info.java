/**
 * The commands that start the whole path contract → ingest → judge → index → search on this
 * machine, and that look after it there.
 */
package io.clausewatch.local.launch;
