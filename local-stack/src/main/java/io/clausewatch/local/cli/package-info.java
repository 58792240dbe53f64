/**
 * The commands that need no local stack: those that speak to a Clausewatch by its URL and a token,
 * at the beginning and the end of the path contract → ingest → judge → index → search, and those
 * that read files alone. Where no token is given they ask a {@link
 * io.clausewatch.local.cli.LocalTokenSource}.
 */
package io.clausewatch.local.cli;
