package io.clausewatch.http;

import io.clausewatch.contract.IdText;

/**
 * Who makes a request.
 *
 * @param name the name of the API key, or the role's for a local token, or the person's at the
 *     organisation's provider: safe to log and to record
 * @param role what it may do
 */
public record Caller(String name, Role role) {

  /** Brings the name into Unicode NFC, in which ids are compared. */
  public Caller {
    name = IdText.normalise(name);
  }

  /** Whether this caller may make a call that is open to {@code wanted}. */
  boolean is(Role wanted) {
    return role == wanted || role == Role.ADMIN;
  }
}
