package io.clausewatch.search;

/** The fields of the index that tell of a data subject. */
public final class SubjectField {
  /** The keyed hash of the data subject's id. */
  public static final String REF = "subjectRef";

  /** An object with {@link #HASH} and {@link #LENGTH}; missing in what version 0.1.0 wrote. */
  public static final String SPELLING = "subjectSpelling";

  /** Of a spelling: the keyed hash of the canonical form. */
  public static final String HASH = "hash";

  /** Of a spelling: how many code points the canonical form has. */
  public static final String LENGTH = "length";

  private SubjectField() {}
}
