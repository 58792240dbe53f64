package io.clausewatch.page;

import io.clausewatch.search.Parameters;
import java.util.function.UnaryOperator;

/** What is searched for, without the id of any data subject: a URL is kept in too many places. */
final class Hashed {
  private static final String RAW = "subjectId";

  private Hashed() {}

  /** Whether an id of a data subject stands in a query. */
  static boolean isNeeded(UrlQuery query) {
    return !query.all(RAW).isEmpty();
  }

  /** The same with the keyed hash of each id in place of it, and then its first page. */
  static UrlQuery of(UrlQuery query, UnaryOperator<String> pseudonym) {
    return isNeeded(query)
        ? query
            .without(RAW, "cursor")
            .with("subjectRef", Parameters.subjectRefs(query.all(RAW), pseudonym))
        : query;
  }
}
