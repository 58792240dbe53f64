/**
 * What operators are told of the system: whether it lives and is ready, what it waits for, and how
 * far each part of the path contract → ingest → judge → index → search is behind.
 */
package io.clausewatch.status;
