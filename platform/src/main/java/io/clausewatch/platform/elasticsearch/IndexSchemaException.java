package io.clausewatch.platform.elasticsearch;

/**
 * An index was made by another version of the mappings. Its sentence says which index and what to
 * do.
 */
public final class IndexSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A sentence for whoever runs the app.
   *
   * @param message which index, and what to do
   */
  public IndexSchemaException(String message) {
    super(message);
  }
}
