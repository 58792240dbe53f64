package io.clausewatch.page;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** What the parameters of the list's page mean to the search: a page is kinder than an API. */
final class ListParameters {

  private ListParameters() {}

  /**
   * A search as the list's page takes it, which shows the open findings alone when it is not told
   * otherwise.
   */
  static UrlQuery toPage(UrlQuery search) {
    UrlQuery days = toLastDay(search);
    return days.all("status").isEmpty() ? days.with("status", ListView.ANY) : days;
  }

  /**
   * The same as parameters of the search. Without a status it is the open findings that are
   * searched for; and a last day is still part of the period, as people mean it.
   */
  static UrlQuery of(UrlQuery page) {
    return throughLastDay(withStatus(page.without("columns", "done")));
  }

  /** The same with a last day that is still part of the period, as people mean it. */
  static UrlQuery throughLastDay(UrlQuery page) {
    return moved(page, 1);
  }

  /** A search as a page takes it that means a last day by {@code to}. */
  static UrlQuery toLastDay(UrlQuery search) {
    return moved(search, -1);
  }

  private static UrlQuery moved(UrlQuery query, int days) {
    return query.with("to", query.all("to").stream().map(to -> moved(to, days)).toList());
  }

  private static UrlQuery withStatus(UrlQuery page) {
    if (page.has("status", ListView.ANY)) {
      return page.without("status");
    }
    return page.all("status").isEmpty() ? page.with("status", List.of("OPEN")) : page;
  }

  private static String moved(String day, int days) {
    try {
      return LocalDate.parse(day).plusDays(days).toString();
    } catch (DateTimeException e) {
      return day; // an instant, or a fault that the search will name
    }
  }
}
