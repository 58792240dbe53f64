package io.clausewatch.findings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.contract.Triage;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.http.TestServer;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.index.IndexedJson;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.SearchClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The triage service with a Kafka that takes everything, and an index that follows it at once, or
 * does not.
 */
public final class TestTriage implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123456Z");

  final List<Triage> log = new CopyOnWriteArrayList<>();
  final Map<String, FindingDocument> index = new ConcurrentHashMap<>();
  volatile boolean indexing = true;
  volatile boolean kafkaIsAway;
  volatile boolean indexIsAway;

  private final FakeElasticsearch elasticsearch = new FakeElasticsearch(this::answer);
  final TriageService service =
      new TriageService(
          new FindingSearch(elasticsearch.searcher()), this::append, InstantSource.fixed(NOW), 2);

  /** What is tested. */
  public TriageService service() {
    return service;
  }

  /** Searches what is decided about. */
  public SearchClient searcher() {
    return elasticsearch.searcher();
  }

  /** How many acts were written. */
  public int written() {
    return log.size();
  }

  /** The calls with nothing behind them. */
  public static Routes routes() {
    return new TriageRoutes(
        auth(),
        new TriageService(
            new FindingSearch(null),
            acts -> {
              throw new AssertionError("nothing is to be written");
            },
            InstantSource.system()),
        new TestActivity().recorder());
  }

  /** Knows the tokens of the test server. */
  static AccessControl auth() {
    return new AccessControl(
        BearerTokens.of(
            TestServer.TOKENS.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, entry -> caller(entry.getKey())))),
        new BrowserSessions(InstantSource.system()));
  }

  private static Caller caller(Role role) {
    return new Caller(role.id(), role);
  }

  /** The engine says something of a finding. */
  public void engine(String findingId, int revision, FindingStatus status) {
    Finding finding =
        Finding.newBuilder()
            .setFindingId(findingId)
            .setRevision(revision)
            .setStatus(status)
            .setSeverity(Severity.HIGH)
            .setPolicyId("p")
            .setPolicyVersion("1")
            .setClauseId("C")
            .setSection("1")
            .setQuote("We do not.")
            .setTitle("It was done")
            .setExplanation("They did.")
            .setEventId("e-" + findingId)
            .setEventKind("access")
            .setOccurredAt(NOW)
            .setDetectedAt(Instant.parse("2026-10-01T00:00:00Z"))
            .setRevisedAt(NOW.plusSeconds(revision))
            .setSubjectRef("ref-of-member-1")
            .setService("crm")
            .build();
    index.put(findingId, FindingDocument.with(Optional.ofNullable(index.get(findingId)), finding));
  }

  /** The engine knew how the data subject's id is recognised in a text. */
  void spell(String findingId, String canonical) {
    index
        .get(findingId)
        .finding()
        .setSubjectSpelling(new SubjectSpelling("ref-of-" + canonical, canonical.length()));
  }

  private void append(List<Triage> acts) throws UnavailableException {
    if (kafkaIsAway) {
      throw new UnavailableException("Kafka did not acknowledge", null);
    }
    log.addAll(acts);
    if (indexing) {
      acts.forEach(this::index);
    }
  }

  void index(Triage act) {
    index.compute(
        act.getFindingId(), (id, known) -> FindingDocument.with(Optional.ofNullable(known), act));
  }

  private Answer answer(Asked asked) {
    if (indexIsAway) {
      return FakeElasticsearch.error(503, "away");
    }
    JsonNode filters = asked.body().at("/query/bool/filter");
    List<FindingDocument> found =
        filters
            .at("/0/terms/findingId")
            .valueStream()
            .map(id -> index.get(id.asText()))
            .filter(Objects::nonNull)
            .filter(known -> filters.size() == 1 || knows(known, filters.get(1)))
            .toList();
    return FakeElasticsearch.hits(found.size(), found.stream().map(TestTriage::indexed).toList());
  }

  private static String indexed(FindingDocument document) {
    return new String(IndexedJson.of(FindingDocument.CATALOG, document), UTF_8);
  }

  private static boolean knows(FindingDocument document, JsonNode filter) {
    return document.act(filter.at("/terms/actIds/0").asText()).isPresent();
  }

  @Override
  public void close() {
    elasticsearch.close();
  }
}
