package io.clausewatch.page;

import io.clausewatch.contract.Fault;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.SearchParameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The days that a page is narrowed by, and the instants that the search knows instead. A day is one
 * of the office's clock, from its first instant, whenever that is; the last day is still part of
 * the period, as people mean it. An instant is the same to both.
 */
public final class DayFilters {
  private static final String FROM = "from";
  private static final String TO = "to";

  private static final int FIRST_YEAR = 1;
  private static final int LAST_YEAR = 9999;

  // Years of the contract, by UTC: the day of an office may begin before or end after them.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private DayFilters() {}

  /** Whether a parameter of a page takes a day. */
  static boolean isOne(String parameter) {
    return parameter.equals(FROM) || parameter.equals(TO);
  }

  /** The day that somebody typed; empty when it is none of the years of the contract. */
  static Optional<LocalDate> day(String typed) {
    try {
      return Optional.of(LocalDate.parse(typed))
          .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * What a page is narrowed by, as parameters of the search, whose end is no part of it.
   *
   * @throws InvalidRequestException when the last day comes before the first: a day less would be a
   *     period of no length to the search
   */
  public static UrlQuery toSearch(UrlQuery page, ZoneId zone) {
    Optional<LocalDate> first = page.only(FROM).flatMap(DayFilters::day);
    Optional<LocalDate> last = page.only(TO).flatMap(DayFilters::day);
    if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
      throw new InvalidRequestException(
          List.of(
              new Fault(TO, "a day not before from (" + first.get() + ")", last.get().toString())));
    }
    return changed(page, typed -> startOf(typed, 0, zone), typed -> startOf(typed, 1, zone));
  }

  /** What is no day is an instant, or a fault that the search will name. */
  private static String startOf(String typed, int daysLater, ZoneId zone) {
    return day(typed)
        .map(day -> day.plusDays(daysLater).atStartOfDay(zone).toInstant())
        .map(start -> start.isBefore(FIRST) ? FIRST : start.isAfter(LAST) ? LAST : start)
        .map(Instant::toString)
        .orElse(typed);
  }

  /** Parameters of the search, as a page is narrowed by them: by days where these mean the same. */
  public static UrlQuery toPage(UrlQuery search, ZoneId zone) {
    return changed(search, value -> startedBy(value, 0, zone), value -> startedBy(value, 1, zone));
  }

  private static String startedBy(String value, int daysEarlier, ZoneId zone) {
    return SearchParameters.instant(value)
        .map(start -> startedBy(start, daysEarlier, zone))
        .orElse(value);
  }

  private static String startedBy(Instant start, int daysEarlier, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(start, zone);
    return day.atStartOfDay(zone).toInstant().equals(start)
        ? day.minusDays(daysEarlier).toString()
        : start.toString();
  }

  private static UrlQuery changed(
      UrlQuery query, UnaryOperator<String> first, UnaryOperator<String> last) {
    return query
        .with(FROM, query.all(FROM).stream().map(first).toList())
        .with(TO, query.all(TO).stream().map(last).toList());
  }
}
