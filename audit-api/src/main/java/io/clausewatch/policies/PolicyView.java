package io.clausewatch.policies;

import io.clausewatch.findings.ClauseHits.Hits;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.page.QuoteMarker.Piece;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.Clause;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy with its clauses.
 *
 * @param policyId its id
 * @param controller who promises
 * @param jurisdiction ISO 3166-1 alpha-2
 * @param language the language of its words, ISO 639-1
 * @param version the version that is shown
 * @param versions all of them, oldest first
 * @param paragraphs the policy as it was published
 * @param clauses those of the version, in its order
 * @param counted whether findings could be counted
 * @param judgingAgain that its events are being judged again; empty when they are not
 */
public record PolicyView(
    String policyId,
    String controller,
    String jurisdiction,
    String language,
    String version,
    List<Version> versions,
    List<List<Piece>> paragraphs,
    List<ClauseCard> clauses,
    boolean counted,
    Optional<JudgingAgain> judgingAgain) {
  /** Copies its lists. */
  public PolicyView {
    versions = List.copyOf(versions);
    paragraphs = List.copyOf(paragraphs);
    clauses = List.copyOf(clauses);
  }

  /**
   * One of its versions.
   *
   * @param name as the policy itself gives it
   * @param effectiveFrom since when, as the policy says it: its dates are those of UTC; empty for a
   *     first one without a date
   * @param inForce whether events of today are judged by it
   * @param url where it is shown
   */
  public record Version(
      String name, Optional<LocalDate> effectiveFrom, boolean inForce, String url) {}

  /**
   * A clause, with what was found about it.
   *
   * @param clause the clause
   * @param marked whether its words are marked in the text
   * @param open how many findings are open
   * @param findings how many there are, without those taken back
   * @param last when it was broken last; empty when it was not
   * @param quiet whether it was not broken lately
   */
  public record ClauseCard(
      Clause clause,
      boolean marked,
      long open,
      long findings,
      Optional<Instant> last,
      boolean quiet) {

    /** Reads what was found about a clause. */
    static ClauseCard of(Clause clause, boolean marked, Hits hits, Instant quietSince) {
      return new ClauseCard(
          clause,
          marked,
          hits.byStatus().getOrDefault("OPEN", 0L),
          SearchTarget.standing().stream()
              .mapToLong(status -> hits.byStatus().getOrDefault(status, 0L))
              .sum(),
          hits.last(),
          hits.last().filter(last -> !last.isBefore(quietSince)).isEmpty());
    }

    /** All findings about it that were not taken back. */
    public String findingsUrl() {
      return new UrlQuery(Map.of("clauseId", List.of(clause.id())))
          .with("status", SearchTarget.standing())
          .on(FindingsPage.PATH);
    }
  }

  /** The headline of a clause, in the reader's language where it has one in it, else in English. */
  public String title(Clause clause, PageWords words) {
    return words.prefers(clause.localTitle(), language) ? clause.localTitle() : clause.title();
  }

  /** The clauses that were not broken lately. */
  public List<ClauseCard> quiet() {
    return clauses.stream().filter(ClauseCard::quiet).toList();
  }
}
