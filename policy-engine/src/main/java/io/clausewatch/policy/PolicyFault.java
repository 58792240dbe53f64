package io.clausewatch.policy;

/**
 * Something wrong in a policy file.
 *
 * @param file the file's name
 * @param line counted from 1; 0 where the whole file is meant
 * @param column counted from 1
 * @param clauseId the clause; null outside of any
 * @param message what is wrong and what was expected
 */
public record PolicyFault(String file, int line, int column, String clauseId, String message) {

  /** The fault as {@code file:line:column: [clause] message}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": " + (clauseId == null ? "" : "[" + clauseId + "] ") + message;
  }
}
