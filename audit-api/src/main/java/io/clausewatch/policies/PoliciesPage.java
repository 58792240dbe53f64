package io.clausewatch.policies;

import io.clausewatch.findings.ClauseHits;
import io.clausewatch.findings.ClauseHits.Hits;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.QuoteMarker;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policies.PolicyView.ClauseCard;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyVersion;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is judged by: each policy with its clauses, and what was found about them. */
public final class PoliciesPage implements Page {
  private static final String PATH = "/policies";
  private static final String ONE = PATH + "/{policyId}";
  private static final String VERSION = "version";

  /** A clause that nothing broke for so long is said to be quiet. */
  private static final Duration QUIET = Duration.ofDays(90);

  private final PolicyCatalog catalog;
  private final ClauseHits hits;
  private final PolicyProgress progress;
  private final InstantSource clock;

  /**
   * The policies of a catalog, with what a searcher finds about them.
   *
   * @param progress says whose events are being judged again
   * @param clock says which version is in force, and what lately is
   */
  public PoliciesPage(
      SearchClient searcher, PolicyCatalog catalog, PolicyProgress progress, InstantSource clock) {
    this.catalog = catalog;
    this.hits = new ClauseHits(searcher);
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public void addTo(Places places) {
    places.get(PATH, KnownParameters.NONE, this::policies);
    places.get(ONE, KnownParameters.once(VERSION), this::policy);
  }

  /** By clause; empty when the index is away: what is judged by can be read all the same. */
  private Optional<Map<String, Hits>> counted() {
    try {
      return Optional.of(hits.byClause());
    } catch (SearchUnavailableException e) {
      return Optional.empty();
    }
  }

  private void policies(PageRequest request) {
    Optional<Map<String, Hits>> counted = counted();
    request.show(
        "policies.jte",
        request.words().say("policies"),
        new PoliciesView(
            catalog.policies().stream()
                .map(policy -> line(policy, counted.orElse(Map.of())))
                .toList(),
            counted.isPresent(),
            List.copyOf(judgingAgain().values())));
  }

  /** By policy; empty too when Kafka is away: what is judged by can be read all the same. */
  private Map<String, JudgingAgain> judgingAgain() {
    return progress.now().orElseGet(TreeMap::new);
  }

  private PoliciesView.Line line(Policy policy, Map<String, Hits> counted) {
    PolicyVersion inForce = policy.at(clock.instant());
    List<ClauseCard> cards = cards(inForce, counted, id -> true);
    return new PoliciesView.Line(
        policy.policyId(),
        policy.controller(),
        policy.jurisdiction(),
        inForce.version(),
        policy.versions().size(),
        cards.size(),
        cards.stream().mapToLong(ClauseCard::open).sum(),
        cards.stream().mapToLong(ClauseCard::findings).sum(),
        cards.stream().filter(ClauseCard::quiet).count());
  }

  private void policy(PageRequest request) {
    Optional<Policy> policy = catalog.policy(RequestParameters.path(request.ctx(), "policyId"));
    if (policy.isPresent()) {
      request.show("policy.jte", policy.get().controller(), view(policy.get(), request));
    } else {
      request.show(404, MessagePages.unknown(request.words(), "policy", PATH));
    }
  }

  private PolicyView view(Policy policy, PageRequest request) {
    PolicyVersion inForce = policy.at(clock.instant());
    PolicyVersion shown =
        request.query().only(VERSION).map(name -> version(policy, name)).orElse(inForce);
    Optional<Map<String, Hits>> counted = counted();
    Map<String, String> quotes = new LinkedHashMap<>();
    shown.clauses().forEach(clause -> quotes.put(clause.id(), clause.quote()));
    QuoteMarker text = new QuoteMarker(policy.document(), quotes);
    return new PolicyView(
        policy.policyId(),
        policy.controller(),
        policy.jurisdiction(),
        policy.language(),
        shown.version(),
        policy.versions().stream()
            .map(version -> version(policy, version, version == inForce))
            .toList(),
        text.paragraphs(),
        cards(shown, counted.orElse(Map.of()), text::has),
        counted.isPresent(),
        Optional.ofNullable(judgingAgain().get(policy.policyId())));
  }

  private static PolicyVersion version(Policy policy, String name) {
    return policy.versions().stream()
        .filter(version -> version.version().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("There is no such version.").exception());
  }

  private static PolicyView.Version version(Policy policy, PolicyVersion version, boolean inForce) {
    return new PolicyView.Version(
        version.version(),
        Optional.ofNullable(version.effectiveFrom())
            .map(from -> LocalDate.ofInstant(from, ZoneOffset.UTC)),
        inForce,
        new UrlQuery(Map.of(VERSION, List.of(version.version())))
            .on(PATH + "/" + policy.policyId()));
  }

  private List<ClauseCard> cards(PolicyVersion version, Map<String, Hits> counted, Marks marks) {
    Instant quietSince = clock.instant().minus(QUIET);
    return version.clauses().stream()
        .map(
            (Clause clause) ->
                ClauseCard.of(
                    clause,
                    marks.has(clause.id()),
                    counted.getOrDefault(clause.id(), Hits.NONE),
                    quietSince))
        .toList();
  }

  private interface Marks {
    boolean has(String clauseId);
  }
}
