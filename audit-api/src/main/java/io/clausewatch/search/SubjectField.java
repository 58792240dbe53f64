package io.clausewatch.search;

/** The fields of the index that tell of a data subject. */
final class SubjectField {
  static final String REF = "subjectRef";

  /** An object with {@link #HASH} and {@link #LENGTH}; missing in what version 0.1.0 wrote. */
  static final String SPELLING = "subjectSpelling";

  static final String HASH = "hash";
  static final String LENGTH = "length";

  private SubjectField() {}
}
