package io.clausewatch.deadlines;

import io.clausewatch.contract.Deadline;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.search.ResultPage;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of what falls due next.
 *
 * @param total how many deadlines there are
 * @param rows those shown
 * @param filters what they were searched by, as parameters of the API
 * @param firstUrl where the first ones are; empty when these are they
 * @param nextUrl where the next ones are; empty when there are none
 */
public record DeadlinesView(
    long total,
    List<Row> rows,
    Map<String, List<String>> filters,
    Optional<String> firstUrl,
    Optional<String> nextUrl) {
  /** Where it is. */
  public static final String PATH = "/deadlines";

  /** Copies its list. */
  public DeadlinesView {
    rows = List.copyOf(rows);
    filters = Map.copyOf(filters);
  }

  /**
   * A deadline.
   *
   * @param severity a symbol of the contract
   * @param status a symbol of the contract
   * @param title its headline, in the reader's language where it has one in it, else in English
   * @param policyId the policy
   * @param clauseId the clause
   * @param items what is left to be done, or was missed
   * @param eventId the event that started it
   * @param service what sent that event
   * @param dueAt when the next of what is left falls due; empty when the clock stands still
   */
  public record Row(
      String severity,
      String status,
      String title,
      String policyId,
      String clauseId,
      List<String> items,
      String eventId,
      String service,
      Optional<Instant> dueAt) {
    /** Copies its list. */
    public Row {
      items = List.copyOf(items);
    }

    /**
     * Reads deadlines as the API returns them.
     *
     * @param catalog the policies, which say in which language a clause is
     * @param words the language that they are read in
     */
    public static List<Row> of(
        ResultPage<DeadlineDocument> page, PolicyCatalog catalog, PageWords words) {
      return page.items().stream()
          .map(document -> of(document.deadline(), catalog, words))
          .toList();
    }

    private static Row of(Deadline deadline, PolicyCatalog catalog, PageWords words) {
      return new Row(
          deadline.getSeverity().name(),
          deadline.getStatus().name(),
          words.preferred(
              deadline.getPolicyId(), deadline.getTitle(), deadline.getLocalTitle(), catalog),
          deadline.getPolicyId(),
          deadline.getClauseId(),
          deadline.getItems(),
          deadline.getEventId(),
          deadline.getService(),
          Optional.ofNullable(deadline.getDueAt()));
    }
  }

  /**
   * The view of a page of deadlines.
   *
   * @param query what is looked at
   * @param asked the same as parameters of the API
   */
  static DeadlinesView of(
      UrlQuery query,
      UrlQuery asked,
      ResultPage<DeadlineDocument> page,
      PolicyCatalog catalog,
      PageWords words) {
    return new DeadlinesView(
        page.total(),
        Row.of(page, catalog, words),
        asked.without("cursor", "limit").values(),
        query.only("cursor").map(cursor -> query.without("cursor").on(PATH)),
        page.nextCursor().map(cursor -> query.with("cursor", cursor).on(PATH)));
  }
}
