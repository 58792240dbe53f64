package io.clausewatch.http;

/** What the server serves as its description, for tests of other packages. */
public final class OpenApiDocument {
  private OpenApiDocument() {}

  /** The document as maps, lists, strings and numbers. */
  public static Object document() {
    return OpenApiRoutes.document();
  }
}
