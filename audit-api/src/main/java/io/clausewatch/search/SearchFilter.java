package io.clausewatch.search;

import java.util.List;

/** What a request's parameter narrows a search by, and so which values it takes. */
sealed interface SearchFilter {

  /**
   * An id or another short name, met exactly.
   *
   * @param field the field's name in the index
   */
  record Id(String field) implements SearchFilter {}

  /**
   * The id of somebody who may be a data subject: met as given, and as the keyed hash that stands
   * in its place in the index where it is one.
   *
   * @param field the field's name in the index
   */
  record Person(String field) implements SearchFilter {}

  /**
   * A data subject's id as the producer knows it, met as its keyed hash; and as the hash of that,
   * which is whom an officer's act is about that knew the hash alone.
   *
   * @param field the field's name in the index, which holds the hash
   */
  record Subject(String field) implements SearchFilter {}

  /**
   * One of a few symbols.
   *
   * @param field the field's name in the index
   * @param symbols those that there are, most important first
   */
  record Symbol(String field, List<String> symbols) implements SearchFilter {
    /** Copies its list. */
    public Symbol {
      symbols = List.copyOf(symbols);
    }
  }

  /**
   * What is known of a gap of an entry; all such filters have to be met by one and the same gap.
   *
   * @param field the field's name in the index
   */
  record Gap(String field) implements SearchFilter {}

  /**
   * Something that falls due within a number of days from now.
   *
   * @param field the field's name in the index
   */
  record Days(String field) implements SearchFilter {}

  /** The first instant of a period: that of {@link SearchTarget#instant()}. */
  record From() implements SearchFilter {}

  /** The first instant after it. */
  record To() implements SearchFilter {}

  /** Words to be found in texts and ids. */
  record Text() implements SearchFilter {}
}
