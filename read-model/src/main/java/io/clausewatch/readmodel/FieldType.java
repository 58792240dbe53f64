package io.clausewatch.readmodel;

/** How the index holds a field, and so what it can be asked of it. */
public enum FieldType {
  /** A short text that is found and counted as a whole, such as an id or a symbol. */
  KEYWORD,
  /** A sentence; its words are found in the full text alone. */
  TEXT,
  /** An instant. */
  DATE,
  /** A number of 32 bits. */
  INTEGER,
  /** A number of 64 bits. */
  LONG,
  /** A number of 8 bits. */
  BYTE,
  /** True or false. */
  BOOLEAN,
  /** Something with parts that is kept and shown, and not searched. */
  KEPT,
  /** The keyed hash of a data subject's canonical id, with its length. */
  SPELLING,
  /** Clauses that could not be decided, each with its reason, found as pairs. */
  GAPS,
  /** A text that is no field of its own: its words are found in the full text. */
  WORDS
}
