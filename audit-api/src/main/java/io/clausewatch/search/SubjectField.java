package io.clausewatch.search;

/** The fields of the index that tell of a data subject. */
public final class SubjectField {
  public static final String REF = "subjectRef";

  /** An object with {@link #HASH} and {@link #LENGTH}; missing in what version 0.1.0 wrote. */
  public static final String SPELLING = "subjectSpelling";

  public static final String HASH = "hash";
  public static final String LENGTH = "length";

  private SubjectField() {}
}
