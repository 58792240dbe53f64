package io.clausewatch.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.page.TestPages;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.SampleFinding;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.table.MemoryTable;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not taken of the form that decides about several findings. */
class BulkFormTest {
  private static final String LIST =
      "/findings?status=ANY&policyId=loen-partner-center&sort=service&cursor=";

  private final SavedSearches saved =
      new SavedSearches(new MemoryTable<>(), refs -> false, InstantSource.system());

  private volatile int findings = 1;

  /** Without a triage service: nothing is decided. */
  private final TestPages pages =
      new TestPages(
          asked ->
              FakeElasticsearch.hits(
                  findings,
                  Collections.nCopies(
                      findings, SampleFinding.of("f1", "e1", "disclosure").toString())),
          (searcher, catalog) -> List.of(new FindingsPage(searcher, null, saved, catalog)));

  @AfterEach
  void stop() {
    pages.close();
  }

  private String refused(String... fields) {
    HttpResponse<String> refused = pages.form("/findings/status", "officer-token", fields);
    assertThat(refused.statusCode()).isEqualTo(400);
    return refused.body();
  }

  @Test
  void whoSelectsNoneComesBackToTheSameListWithAllThatWasFilledIn() {
    assertThat(
            refused(
                "here=" + LIST,
                "shown=f1:2",
                "decision=DISMISSED/TEST_DATA",
                "assignee=park",
                "note=typed at length"))
        .contains(
            "No finding was selected",
            "typed at length</textarea>",
            "name=\"assignee\" value=\"park\"",
            "<option value=\"DISMISSED/TEST_DATA\" selected>",
            "<option value=\"loen-partner-center\" selected>",
            "name=\"here\""
                + " value=\"/findings?status=ANY&amp;policyId=loen-partner-center&amp;sort=service\"",
            // In the other language the list is shown, and not what a form is sent to.
            "href=\"/findings?status=ANY&amp;policyId=loen-partner-center&amp;sort=service&amp;language=ko\"")
        .doesNotContain("value=\"f1:2\" checked");
    assertThat(pages.elasticsearch().asked().getFirst().body().at("/query/bool/filter").toString())
        .isEqualTo("[{\"terms\":{\"policyId\":[\"loen-partner-center\"]}}]");
  }

  @Test
  void whatCannotBeDecidedIsSaidOnTheListAndWhatWasSelectedStaysSo() {
    assertThat(refused("here=/findings", "selected=f1:2"))
        .contains("Choose a decision, write a note", "value=\"f1:2\" checked");
    assertThat(refused("all=true", "shown=f1:2", "decision=GONE", "note=x"))
        .contains("status: expected one of", "value=\"f1:2\" checked", "x</textarea>");
    // Shown as it is now, which nobody has selected.
    assertThat(refused("selected=f1:1")).doesNotContain("value=\"f1:2\" checked");
  }

  @Test
  void theSamePageOfTheListIsShown() {
    findings = 51;
    String next =
        pages
            .text("/findings?sort=service")
            .replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1")
            .replace("&amp;", "&");
    assertThat(refused("here=" + next)).contains("← Newest", "No finding was selected");
  }

  @Test
  void whereItComesFromIsNotBelieved() {
    // Not a list of everything either.
    assertThat(refused("here=/findings?policyId=%zz"))
        .contains("policyId: expected percent-encoded UTF-8")
        .doesNotContain("f1:2");
    assertThat(refused("here=//evil.example?policyId=x")).doesNotContain("evil", "value=\"x\"");
    assertThat(refused("here=/findings?subjectId=person-4711")).doesNotContain("4711");
  }
}
