package io.clausewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.activity.ActivityPage;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import io.clausewatch.deadlines.DeadlinesPage;
import io.clausewatch.findings.FindingColumn;
import io.clausewatch.findings.FindingPage;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.overview.OverviewPage;
import io.clausewatch.page.TestPages;
import io.clausewatch.policies.PolicyProgress;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.SampleDocuments;
import io.clausewatch.search.SampleFinding;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.status.IndexFreshness;
import io.clausewatch.subjects.SubjectsPage;
import io.clausewatch.table.MemoryTable;
import io.clausewatch.trail.TrailPage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page says "null", whatever an event leaves out that may be left out. */
class NullFieldsTest {
  private static final String EVERY_COLUMN =
      Stream.of(FindingColumn.values())
          .map(column -> "&columns=" + column.id())
          .reduce("", String::concat);

  private volatile UnaryOperator<ObjectNode> emptied = document -> document;

  private Answer answer(Asked asked) {
    if (asked.body().path("size").asInt() == 0) {
      return FakeElasticsearch.hits(0, List.of());
    }
    ObjectNode document =
        asked.path().startsWith("/findings")
            ? finding()
            : asked.path().startsWith("/deadlines") ? deadline() : entry();
    return FakeElasticsearch.hits(1, List.of(emptied.apply(document).toString()));
  }

  private static ObjectNode finding() {
    ObjectNode finding = SampleFinding.of("f1", "e1", "disclosure");
    finding
        .putArray("evidence")
        .add(
            json(
                "{'occurredAt':'2026-01-01T00:00:00Z','says':'it was"
                    + " so','eventId':'c1','eventKind':'consent'}"));
    finding
        .putArray("revisions")
        .add(json("{'revision':1,'revisedAt':'2026-01-02T03:04:06Z','status':'OPEN'}"));
    finding
        .putArray("acts")
        .add(json("{'actId':'act-1','by':'kim','at':'2026-01-02T04:00:00Z','revision':1}"));
    return finding;
  }

  /** With nothing in it that an event may leave out. */
  private static ObjectNode entry() {
    Disclosure disclosure = Samples.disclosure();
    disclosure.setSubjectIds(List.of("0123"));
    disclosure.getRecipient().setName(null);
    disclosure.getRecipient().setCountry(null);
    disclosure.setTransferId(null);
    disclosure.setJustification(null);
    TrailEntry entry =
        Samples.entry(
            "t1",
            1,
            disclosure,
            List.of(
                new Verdict(null, Outcome.UNDECIDED, null, null),
                new Verdict(null, Outcome.VIOLATED, null, null)));
    entry.setSubjectRef("0123");
    return json(SampleDocuments.json(TrailDocument.of(entry)));
  }

  private static ObjectNode deadline() {
    return json(
        """
        {'deadlineId':'d1','status':'RUNNING','severity':'HIGH','policyId':'loen-partner-center','clauseId':'LPC-REQ',
         'title':'Answer','localTitle':'답','items':['it'],'eventId':'e1','service':'crm','dueAt':'2026-02-03T10:00:00Z'}
        """);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsNotThereIsNotCalledNull() {
    try (TestPages pages = pages()) {
      assertNoNull(pages, "as it is");
      for (ObjectNode complete : List.of(finding(), entry(), deadline())) {
        for (String field : complete.propertyStream().map(Map.Entry::getKey).toList()) {
          if (isAlwaysThere(field)) {
            continue;
          }
          emptied = document -> document.has(field) ? document.putNull(field) : document;
          assertNoNull(pages, field + " null");
          emptied = document -> document.without(field);
          assertNoNull(pages, field + " missing");
        }
      }
    }
  }

  /** What every document of some kind has, and what says what it is. */
  private static boolean isAlwaysThere(String field) {
    return field.equals("event")
        || Stream.of(FindingDocument.CATALOG, TrailDocument.CATALOG, DeadlineDocument.CATALOG)
            .flatMap(catalog -> catalog.field(field).stream())
            .anyMatch(DocumentField::isAlways);
  }

  private static void assertNoNull(TestPages pages, String what) {
    for (String path :
        List.of(
            "/",
            "/findings?status=ANY" + EVERY_COLUMN,
            "/findings/f1",
            "/trail",
            "/subjects/0123",
            "/deadlines",
            "/activity")) {
      String page = pages.text(path);
      assertThat(page).as(path + " with " + what).contains("<h1>");
      assertThat(page.replaceAll("<[^>]*>", " "))
          .as(path + " with " + what)
          .doesNotContainPattern("\\bnull\\b")
          .doesNotContain("went wrong");
    }
  }

  private TestPages pages() {
    InstantSource clock = () -> Instant.parse("2026-01-31T10:00:00Z");
    TestActivity acts = new TestActivity(ctx -> new Caller("kim", Role.OFFICER));
    SavedSearches saved = new SavedSearches(new MemoryTable<>(), refs -> false, clock);
    DataSubjects subjects = new DataSubjects(TestPages::hashed);
    IndexFreshness.Lag lag = new IndexFreshness.Lag(OptionalLong.of(0), OptionalLong.of(0));
    return new TestPages(
        this::answer,
        (searcher, catalog) ->
            List.of(
                new OverviewPage(
                    searcher,
                    catalog,
                    () -> lag,
                    List::of,
                    new PolicyProgress(new MemoryTable<>(), catalog),
                    clock),
                new FindingsPage(searcher, null, saved, catalog),
                new FindingPage(searcher, null, catalog, subjects, id -> List.of()),
                new TrailPage(searcher, saved, TestActivity.lookups(TestPages::hashed), clock),
                new SubjectsPage(searcher, catalog, subjects, null),
                new DeadlinesPage(searcher, catalog),
                new ActivityPage(searcher, acts.recorder(), subjects)));
  }
}
