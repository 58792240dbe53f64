package io.clausewatch.readmodel;

import java.util.List;

/**
 * The parameter of a search that narrows it by a field.
 *
 * @param parameter its name
 * @param kind which values it takes
 * @param symbols those that there are, most important first; empty unless it takes symbols
 */
public record FieldFilter(String parameter, Kind kind, List<String> symbols) {

  /** Copies its list. */
  public FieldFilter {
    symbols = List.copyOf(symbols);
  }

  /** Which values a filter takes. */
  public enum Kind {
    /** An id or another short name, met exactly. */
    ID,
    /** The id of somebody who may be a data subject: as given, or as the keyed hash of it. */
    PERSON,
    /** One of a few symbols. */
    SYMBOL,
    /** A purpose of the vocabulary. */
    PURPOSE,
    /** A data category of the vocabulary. */
    DATA_CATEGORY
  }
}
