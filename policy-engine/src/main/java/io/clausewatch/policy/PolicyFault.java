package io.clausewatch.policy;

/**
 * Something wrong in a policy file.
 *
 * @param file the file's name
 * @param line counted from 1; 0 where the whole file is meant
 * @param column counted from 1
 * @param clauseId the clause; null outside of any
 * @param message what was found, and what to write instead
 * @param warning whether it can be meant so: the policies can be used all the same
 */
public record PolicyFault(
    String file, int line, int column, String clauseId, String message, boolean warning) {

  /** An error. */
  public PolicyFault(String file, int line, int column, String clauseId, String message) {
    this(file, line, column, clauseId, message, false);
  }

  /** The fault as {@code file:line:column: [clause] message}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place
        + ": "
        + (warning ? "warning: " : "")
        + (clauseId == null ? "" : "[" + clauseId + "] ")
        + message;
  }
}
