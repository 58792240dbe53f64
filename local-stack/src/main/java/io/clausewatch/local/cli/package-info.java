/**
 * The commands that speak to a Clausewatch that runs, by its URL and a token: they send at the
 * beginning of the path contract → ingest → judge → index → search, and ask at its end. They know
 * nothing of the local stack.
 */
package io.clausewatch.local.cli;
