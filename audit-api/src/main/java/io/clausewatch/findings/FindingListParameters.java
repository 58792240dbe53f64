package io.clausewatch.findings;

import io.clausewatch.page.DayFilters;
import io.clausewatch.page.UrlQuery;
import java.time.ZoneId;
import java.util.List;

/** What the parameters of the list's page mean to the search: a page is kinder than an API. */
public final class FindingListParameters {

  private FindingListParameters() {}

  /**
   * A search as the list's page takes it, which shows the open findings alone when it is not told
   * otherwise.
   *
   * @param zone by whose clock days are meant
   */
  static UrlQuery toPage(UrlQuery search, ZoneId zone) {
    UrlQuery days = DayFilters.toPage(search, zone);
    return days.all("status").isEmpty() ? days.with("status", FindingListView.ANY) : days;
  }

  /**
   * The same as parameters of the search. Without a status it is the open findings that are
   * searched for.
   *
   * @param zone by whose clock days are meant
   */
  public static UrlQuery of(UrlQuery page, ZoneId zone) {
    return DayFilters.toSearch(withStatus(page.without("columns", "done")), zone);
  }

  private static UrlQuery withStatus(UrlQuery page) {
    if (page.has("status", FindingListView.ANY)) {
      return page.without("status");
    }
    return page.all("status").isEmpty() ? page.with("status", List.of("OPEN")) : page;
  }
}
