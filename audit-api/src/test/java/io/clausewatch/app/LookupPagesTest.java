package io.clausewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Operation;
import io.clausewatch.deadlines.DeadlinesPage;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.page.TestPages;
import io.clausewatch.people.PeoplePage;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.subjects.SubjectsPage;
import io.clausewatch.table.MemoryTable;
import io.clausewatch.trail.TrailPage;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is looked up by a page is on record before the hash of the id is shown. */
class LookupPagesTest {
  private final SavedSearches saved =
      new SavedSearches(
          new MemoryTable<>(), named -> named.include("ref-of-6", null), InstantSource.system());
  private final TestPages pages =
      new TestPages(
          asked -> FakeElasticsearch.hits(0, List.of()),
          (searcher, catalog) ->
              List.of(
                  new FindingsPage(searcher, null, saved, catalog),
                  new TrailPage(
                      searcher,
                      saved,
                      TestActivity.lookups(TestPages::hashed),
                      InstantSource.system()),
                  new PeoplePage(
                      searcher,
                      catalog,
                      TestActivity.lookups(TestPages::hashed),
                      InstantSource.system()),
                  new DeadlinesPage(searcher, catalog),
                  new SubjectsPage(searcher, catalog, new DataSubjects(TestPages::hashed), null)));

  @AfterEach
  void stop() {
    pages.close();
  }

  private void assertOnRecord(String subject) {
    Access act = pages.acts().only();
    assertThat(act.getSubjectIds()).containsExactly(subject);
    assertThat(act.getOperation()).isEqualTo(Operation.READ);
    assertThat(act.getActor().getId()).isEqualTo("lee");
  }

  @ParameterizedTest
  @CsvSource({
    "/subjects, /subjects/ref-of-8",
    "/search, /findings?subjectRef=ref-of-8",
    "/trail, /trail?subjectRef=ref-of-8"
  })
  void aFormThatNamesSomebody(String path, String leadsTo) {
    HttpResponse<String> sent = pages.form(path, "auditor-token", "subjectId=member-1");
    assertThat(TestPages.location(sent)).isEqualTo(leadsTo);
    assertOnRecord("member-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/findings", "/trail", "/people", "/deadlines"})
  void aUrlThatNamesSomebody(String path) {
    HttpResponse<String> sent = pages.getAs(path + "?subjectId=member-1", "auditor-token");
    assertThat(TestPages.location(sent)).isEqualTo(path + "?subjectRef=ref-of-8");
    assertOnRecord("member-1");
  }

  @Test
  void aSearchThatIsKept() {
    HttpResponse<String> kept =
        pages.form("/trail/searches", "auditor-token", "name=Mine", "subjectId=member-1");
    assertThat(kept.statusCode()).isEqualTo(303);
    assertOnRecord("member-1");
  }

  /** The refusal tells that somebody of this id is known. */
  @Test
  void aSearchThatIsRefusedBecauseItNamesSomebody() {
    HttpResponse<String> refused =
        pages.form("/trail/searches", "auditor-token", "name=Mine", "q=member");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertOnRecord("ref-of-6");
  }

  /** The refusal tells that the page is another's. */
  @Test
  void aReportThatIsRefusedBecauseItsPageIsAnothers() {
    HttpResponse<String> refused =
        pages.form(
            "/subjects/ref-of-9/report", "officer-token", "subjectId=member-1", "reason=why");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(pages.acts().only().getSubjectIds()).containsExactly("member-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/subjects", "/search", "/trail"})
  void whatCannotBeRecordedIsNotShown(String path) {
    pages.acts().goAway();
    HttpResponse<String> sent = pages.form(path, "auditor-token", "subjectId=member-1");
    assertThat(sent.statusCode()).isEqualTo(503);
    assertThat(TestPages.location(sent)).isEmpty();
    assertThat(sent.body()).doesNotContain("ref-of-8");
  }

  @Test
  void whoNamesNobodyIsOnRecordForTheListAlone() {
    pages.form("/search", "auditor-token", "q=words");
    assertThat(pages.acts().recorded()).isEmpty();
  }
}
