package io.clausewatch.page;

import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchParameters;
import java.util.List;

/** What is searched for, without the id of any data subject: a URL is kept in too many places. */
public final class SubjectRefForm {
  private static final String RAW = "subjectId";

  private SubjectRefForm() {}

  /** Whether an id of a data subject stands in a query. */
  public static boolean isNeeded(UrlQuery query) {
    return !query.all(RAW).isEmpty();
  }

  /**
   * The first page of the same, with the keyed hash of each id in place of it.
   *
   * @throws io.clausewatch.http.InvalidRequestException when one of them can be no id
   */
  public static UrlQuery of(UrlQuery query, LookupContext lookup) {
    List<String> subjectRefs = SearchParameters.subjectRefs(RAW, query.all(RAW), lookup);
    return subjectRefs.isEmpty()
        ? query
        : query.without(RAW, "cursor").with("subjectRef", subjectRefs);
  }
}
