package io.clausewatch.api;

/**
 * Who makes a request.
 *
 * @param name the name of the API key, or the role's for a local token, or the person's at the
 *     organisation's provider: safe to log and to record
 * @param role what it may do
 */
public record Caller(String name, Role role) {

  /** Whether this caller may make a call that is open to {@code wanted}. */
  boolean is(Role wanted) {
    return role == wanted || role == Role.ADMIN;
  }
}
