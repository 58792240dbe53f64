package io.clausewatch.local.cli;

/** The roles in which commands call the API. */
public enum ApiRole {
  /** Sends events. */
  PRODUCER,
  /** Searches, reports and decides. */
  OFFICER
}
