package io.clausewatch.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.SavedSearch;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.page.TestPages;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.table.MemoryTable;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What officers decide on the pages. */
class TriagePageTest {
  private final TestTriage triage = new TestTriage();
  private final MemoryTable<SavedSearch> table = new MemoryTable<>();
  private final SavedSearches saved =
      new SavedSearches(table, refs -> false, InstantSource.system());
  private final TestPages pages =
      new TestPages(
          List.of(
              new FindingsPage(triage.searcher(), triage.service(), saved, TestPages.catalog()),
              new FindingPage(
                  triage.searcher(),
                  triage.service(),
                  TestPages.catalog(),
                  new DataSubjects(id -> id),
                  id -> List.of())));

  @BeforeEach
  void raise() {
    triage.engine("f1", 1, FindingStatus.OPEN);
  }

  @AfterEach
  void stop() {
    pages.close();
    triage.close();
  }

  private HttpResponse<String> get(String path) {
    return pages.get(path);
  }

  private HttpResponse<String> form(String path, String token, String... fields) {
    return pages.form(path, token, fields);
  }

  @Test
  void anOfficerDecidesAndSeesItOnThePage() {
    assertThat(get("/findings/f1").body())
        .contains("name=\"version\" value=\"1\"", "RESOLVED/FIXED");
    HttpResponse<String> kept =
        form(
            "/findings/f1/status",
            "officer-token",
            "version=1",
            "decision=RESOLVED/FIXED",
            "assignee=park",
            "note=The shop was told.");
    assertThat(kept.statusCode()).isEqualTo(303);
    assertThat(TestPages.location(kept)).isEqualTo("/findings/f1?done=1");
    assertThat(get(TestPages.location(kept)).body())
        .contains("It is kept.", "The shop was told.", "Resolved", "Fixed", "by kim", "park");
  }

  @Test
  void whatIsSeenAndDoneIsRecordedOrNotShown() {
    get("/findings");
    get("/findings/f1");
    form("/findings/f1/status", "officer-token", "note=seen");
    assertThat(pages.acts().recorded())
        .extracting(act -> act.getActor().getId() + " " + act.getOperation())
        .containsExactly("kim READ", "kim READ", "kim UPDATE");
    pages.acts().goAway();
    HttpResponse<String> notShown = get("/findings/f1");
    assertThat(notShown.statusCode()).isEqualTo(503);
    assertThat(notShown.body())
        .contains("what is not recorded is not shown")
        .doesNotContain("It was done");
  }

  @Test
  void whoIsTooLateIsToldAndLosesNothing() {
    form("/findings/f1/status", "officer-token", "version=1", "decision=ACKNOWLEDGED");
    HttpResponse<String> late =
        form(
            "/findings/f1/status",
            "officer-token",
            "version=1",
            "decision=DISMISSED/DUPLICATE",
            "note=typed at length");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body())
        .contains(
            "Somebody else changed the finding",
            "typed at length</textarea>",
            "name=\"version\" value=\"2\"",
            "<option value=\"DISMISSED/DUPLICATE\" selected>");
    assertThat(triage.written()).isEqualTo(1);
  }

  @Test
  void aFormThatSaysNothingOrNonsenseSaysSo() {
    HttpResponse<String> nothing = form("/findings/f1/status", "officer-token", "version=1");
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(nothing.body()).contains("Choose a decision, write a note or name an assignee");
    assertThat(form("/findings/f1/status", "officer-token", "decision=GONE", "note=x").statusCode())
        .isEqualTo(400);
    assertThat(form("/findings/nope/status", "officer-token", "note=x").statusCode())
        .isEqualTo(404);
  }

  /** All of a form of the page that is got, as the browser sends it. */
  private String[] searchForm(String url, String... typed) {
    Matcher form =
        Pattern.compile("(?s)action=\"/findings/searches\".*?</form>").matcher(get(url).body());
    assertThat(form.find()).isTrue();
    return Stream.concat(
            Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")
                .matcher(form.group())
                .results()
                .map(field -> field.group(1) + "=" + field.group(2).replace("&amp;", "&")),
            Stream.of(typed))
        .toArray(String[]::new);
  }

  @Test
  void aSearchIsKeptUnderANameAndForgotten() {
    String looked = "/findings?policyId=p&to=2026-11-25&columns=severity";
    HttpResponse<String> kept =
        form("/findings/searches", "officer-token", searchForm(looked + "&done=3", "name=Mine"));
    assertThat(TestPages.location(kept)).isEqualTo(looked);
    // As the API reads it: it shows every status unless told otherwise, and knows no last day.
    assertThat(saved.seenBy(new Caller("kim", Role.OFFICER)))
        .extracting(SavedSearch::getTarget, search -> search.getQuery().toString())
        .containsExactly(
            tuple("findings", "{policyId=[p], status=[OPEN], to=[2026-11-26T00:00:00Z]}"));
    assertThat(get("/findings").body())
        .contains(">Mine</a>", "href=\"/findings?policyId=p&amp;status=OPEN&amp;to=2026-11-25\"");
    assertThat(pages.getAs("/findings", "auditor-token").body()).doesNotContain(">Mine</a>");
    HttpResponse<String> forgotten =
        form("/findings/searches/forget", "officer-token", "name=Mine", "here=/findings?q=a");
    assertThat(TestPages.location(forgotten)).isEqualTo("/findings?q=a");
    assertThat(get("/findings").body()).doesNotContain(">Mine</a>");
  }

  @Test
  void whatIsAboutOnePageAloneIsNotPartOfASearch() {
    for (String parameter : List.of("cursor=x", "done=3", "columns=severity")) {
      assertThat(form("/findings/searches", "officer-token", "name=x", parameter).statusCode())
          .as(parameter)
          .isEqualTo(400);
    }
    assertThat(saved.seenBy(new Caller("kim", Role.OFFICER))).isEmpty();
  }

  @Test
  void aSearchThatCannotBeKeptIsToldWhyAndWhereToGoOn() {
    for (String name : List.of(" ", "x".repeat(61), "a\nb")) {
      HttpResponse<String> refused =
          form("/findings/searches", "officer-token", "name=" + name, "here=/findings?q=a");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .contains(
              "This search cannot be kept",
              "name: expected 1 to 60 characters on one line",
              "href=\"/findings?q=a\"");
    }
    table.away = true;
    HttpResponse<String> away =
        form("/findings/searches", "officer-token", "name=x", "here=/findings?q=a");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.body()).contains("href=\"/findings?q=a\"");
    assertThat(get("/findings").statusCode()).isEqualTo(200);
  }

  @Test
  void theSameFormSentTwiceDoesNothingTwice() {
    for (int i = 0; i < 2; i++) {
      assertThat(
              form("/findings/f1/status", "officer-token", "actId=act-12345", "note=once")
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(triage.written()).isEqualTo(1);
  }

  @Test
  void manyAreDecidedAboutAtOnceExceptThoseThatChanged() {
    triage.engine("f2", 1, FindingStatus.OPEN);
    form("/findings/f2/status", "officer-token", "note=first");
    HttpResponse<String> some =
        form(
            "/findings/status",
            "officer-token",
            "here=/findings?status=OPEN",
            "selected=f1:1",
            "selected=f2:1",
            "decision=ACKNOWLEDGED");
    assertThat(some.statusCode()).isEqualTo(409);
    assertThat(some.body())
        .contains("One finding was not changed", "One other was changed", "f2: The finding has");
    HttpResponse<String> all =
        form(
            "/findings/status",
            "officer-token",
            "here=/findings?status=OPEN",
            "all=true",
            "shown=f1:2",
            "shown=f2:2",
            "decision=DISMISSED/TEST_DATA");
    assertThat(TestPages.location(all)).isEqualTo("/findings?status=OPEN&done=2");
    assertThat(
            TestPages.location(
                form(
                    "/findings/status",
                    "officer-token",
                    "here=https://evil.example/",
                    "selected=f1:3",
                    "note=x")))
        .isEqualTo("/findings?done=1");
  }

  @Test
  void anAuditorLooksOn() {
    assertThat(pages.getAs("/findings/f1", "auditor-token").body())
        .doesNotContain("name=\"decision\"");
    assertThat(form("/findings/f1/status", "auditor-token", "note=x").statusCode()).isEqualTo(403);
    assertThat(form("/findings/status", "auditor-token", "selected=f1:1", "note=x").statusCode())
        .isEqualTo(403);
    assertThat(triage.written()).isZero();
  }
}
