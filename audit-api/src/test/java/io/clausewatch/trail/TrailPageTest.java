package io.clausewatch.trail;

import static io.clausewatch.page.TestPages.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.SavedSearch;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.page.Page;
import io.clausewatch.page.TestPages;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.SampleDocuments;
import io.clausewatch.search.SearchClient;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.table.MemoryTable;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public class TrailPageTest {
  private static final String COUNTED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":2,"relation":"eq"},"hits":[]},
       "aggregations":{"filter#those":{"doc_count":2},
         "filter#verdict":{"doc_count":1300,"sterms#those":{"sum_other_doc_count":0,
           "buckets":[{"key":"LAWFUL","doc_count":1298},{"key":"VIOLATED","doc_count":2}]}}}}
      """;

  private volatile List<String> entries = List.of(entry("kim"));

  private final MemoryTable<SavedSearch> table = new MemoryTable<>();
  private final SavedSearches saved =
      new SavedSearches(table, refs -> false, InstantSource.system());

  private final TestPages pages = new TestPages(this::answer, this::page);

  private List<Page> page(SearchClient searcher, PolicyCatalog catalog) {
    return List.of(
        new TrailPage(
            searcher, saved, TestActivity.lookups(TestPages::hashed), InstantSource.system()));
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  private Answer answer(Asked asked) {
    return asked.body().path("size").asInt() == 0
        ? new Answer(200, COUNTED)
        : FakeElasticsearch.hits(entries.size(), entries);
  }

  public static String entry(String actor) {
    Access access = Samples.access();
    access.setEventId("e1");
    access.setOccurredAt(Instant.parse("2026-01-02T03:04:05.123Z"));
    access.setSubjectIds(List.of("0123"));
    access.getActor().setId(actor);
    access.setPurpose("promotions");
    access.setDataCategories(List.of("name"));
    TrailEntry entry =
        Samples.entry(
            "t1",
            1,
            access,
            List.of(
                Samples.violated("ABC-ADS", "f1"),
                new Verdict("ABC-X", Outcome.UNDECIDED, null, "no consent known")));
    entry.setSubjectRef("0123");
    entry.setReceivedAt(Instant.parse("2026-01-02T03:04:06Z"));
    return SampleDocuments.json(TrailDocument.of(entry));
  }

  @Test
  void anEntryOpensToAllThatIsKnownOfIt() {
    assertThat(pages.text("/trail"))
        .contains(
            "1 entry",
            "<b>Access · Export</b>",
            "promotions",
            "<a href=\"/findings/f1\">",
            "no consent known",
            "href=\"/subjects/0123\"",
            "href=\"/trail?actorId=kim\"",
            "href=\"/policies/a-policy\"",
            "<h4>Actor</h4>");
    assertThat(pages.elasticsearch().asked()).hasSize(2);
  }

  @Test
  void itIsNarrowedByWhatWasCounted() {
    String page = pages.text("/trail?verdict=VIOLATED&service=crm");
    assertThat(page)
        .contains(
            "<a href=\"/trail?verdict=VIOLATED&amp;verdict=LAWFUL&amp;service=crm\"",
            "<b>1,298</b>",
            "<a class=\"chip\" href=\"/trail?service=crm\">Verdict: Violated",
            "<input type=\"hidden\" name=\"verdict\" value=\"VIOLATED\">");
  }

  @Test
  void theLastDayOfAPeriodIsPartOfIt() {
    String page = pages.text("/trail?from=2026-01-01&to=2026-01-31");
    JsonNode range =
        pages.elasticsearch().asked().getFirst().body().at("/query/bool/filter/0/range/occurredAt");
    assertThat(range.path("lt").asText()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(page)
        .contains(
            "name=\"to\" type=\"date\" value=\"2026-01-31\"",
            // What is exported is what is seen: the API knows no last day.
            "action=\"/v1/trail/export\"",
            "<input type=\"hidden\" name=\"to\" value=\"2026-02-01T00:00:00Z\">");
  }

  @Test
  void aDayIsOneOfTheOfficeWhoseClockIsNamedOnce() {
    try (TestPages seoul = new TestPages(this::answer, this::page, ZoneId.of("Asia/Seoul"))) {
      String page = seoul.text("/trail?from=2026-11-29&to=2026-11-29");
      assertThat(
              seoul
                  .elasticsearch()
                  .asked()
                  .getFirst()
                  .body()
                  .at("/query/bool/filter/0/range/occurredAt")
                  .toString())
          .isEqualTo("{\"gte\":\"2026-11-28T15:00:00Z\",\"lt\":\"2026-11-29T15:00:00Z\"}");
      assertThat(page)
          .contains(
              "name=\"from\" type=\"date\" value=\"2026-11-29\"",
              "<input type=\"hidden\" name=\"from\" value=\"2026-11-28T15:00:00Z\">",
              "<input type=\"hidden\" name=\"to\" value=\"2026-11-29T15:00:00Z\">",
              "2 Jan 2026 <span class=\"clock\">12:04:05</span>")
          .containsOnlyOnce("Asia/Seoul")
          .doesNotContain("UTC");
    }
  }

  @Test
  void anInstantThatIsNoDayIsAFilterToBeSeen() {
    assertThat(pages.text("/trail?from=2026-01-01T09:30:00Z"))
        .contains(
            "name=\"from\" type=\"date\" value=\"\"",
            "From: 2026-01-01 09:30:00",
            "<input type=\"hidden\" name=\"from\" value=\"2026-01-01T09:30:00Z\">");
  }

  @Test
  void anActAboutNobodyIsAboutNoDataSubject() {
    String nobody = TestPages.hashed(ReservedNames.NOBODY);
    entries =
        List.of(
            entry("kim")
                .replace("\"subjectRef\":\"0123\"", "\"subjectRef\":\"" + nobody + "\"")
                .replace("{\"eventId\"", "{\"subjectIds\":[\"" + nobody + "\"],\"eventId\""));
    assertThat(pages.text("/trail")).contains("<dt>Data subjects</dt>").doesNotContain(nobody);
  }

  @Test
  void theIdOfADataSubjectGetsIntoNoUrl() {
    assertThat(
            location(
                pages.form("/trail", "auditor-token", "q=a b", "subjectId=person-4711", "csrf=1")))
        .isEqualTo("/trail?q=a+b&subjectRef=ref-of-11");
    assertThat(location(pages.get("/trail?subjectId=person-4711")))
        .isEqualTo("/trail?subjectRef=ref-of-11");
  }

  @Test
  void aSearchIsKeptUnderANameAndForgotten() {
    String looked = "/trail?verdict=VIOLATED&to=2026-01-31&sort=receivedAt";
    assertThat(pages.text(looked))
        .contains(
            "action=\"/trail/searches\"",
            "name=\"here\" value=\"/trail?verdict=VIOLATED&amp;to=2026-01-31&amp;sort=receivedAt\"",
            "<input type=\"hidden\" name=\"to\" value=\"2026-02-01T00:00:00Z\">")
        .containsOnlyOnce("id=\"search-name\"");
    HttpResponse<String> kept =
        pages.form(
            "/trail/searches",
            "officer-token",
            "name=January & co",
            "shared=true",
            "here=" + looked,
            "verdict=VIOLATED",
            "to=2026-02-01",
            "subjectId=person-4711");
    assertThat(location(kept)).isEqualTo(looked);
    assertThat(table.all().toString()).contains("ref-of-11").doesNotContain("person-4711");
    String link =
        "href=\"/trail?subjectRef=ref-of-11&amp;to=2026-01-31&amp;verdict=VIOLATED\">January &amp;"
            + " co</a>";
    assertThat(pages.text("/trail")).contains(link, "aria-label=\"Delete January &amp; co\"");
    assertThat(pages.getAs("/trail", "auditor-token").body())
        .contains(link, "of kim")
        .doesNotContain("Delete January");
    pages.form("/trail/searches/forget", "auditor-token", "name=January & co");
    assertThat(pages.text("/trail")).contains(link);
    HttpResponse<String> forgotten =
        pages.form(
            "/trail/searches/forget", "officer-token", "name=January & co", "here=//evil.example");
    assertThat(location(forgotten)).isEqualTo("/trail");
    assertThat(pages.text("/trail")).doesNotContain("January &amp; co");
  }

  @Test
  void aSearchOfTheFindingsIsNeitherShownNorReplaced() {
    Caller kim = new Caller("kim", Role.OFFICER);
    saved.keep(kim, "Mine", "findings", Map.of("q", List.of("a")), false, id -> id);
    assertThat(pages.text("/trail")).doesNotContain("Mine");
    HttpResponse<String> refused = pages.form("/trail/searches", "officer-token", "name=Mine");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("This search cannot be kept", "under which you keep nothing else", "\"/trail\"");
    assertThat(saved.seenBy(kim)).extracting(SavedSearch::getTarget).containsExactly("findings");
    table.away = true;
    assertThat(pages.get("/trail").statusCode()).isEqualTo(200);
  }

  @Test
  void itGoesOnOnTheNextPage() {
    entries = Collections.nCopies(51, entry("kim"));
    String first = pages.text("/trail?service=crm");
    assertThat(first).contains("rel=\"next\"").doesNotContain("← Newest");
    String next = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1");
    assertThat(pages.text(next.replace("&amp;", "&")))
        .contains("← Newest", "href=\"/trail?service=crm\"")
        // All that is found can be kept and exported, and not this page of it.
        .doesNotContain("name=\"cursor\"");
  }

  @Test
  void anEmptyTrailSaysWhy() {
    entries = List.of();
    assertThat(pages.text("/trail?q=zzz")).contains("Nothing matches");
    assertThat(pages.text("/trail")).contains("Nothing has arrived yet");
  }

  @Test
  void whatIsInAnEventIsTextAndNothingElse() {
    entries = List.of(entry("<script>x</script>"));
    assertThat(pages.text("/trail"))
        .contains("&lt;script&gt;x")
        .doesNotContain("<script", "style=");
    assertThat(pages.get("/trail?verdict=NONE").statusCode()).isEqualTo(400);
  }

  @Test
  void itSpeaksKorean() {
    assertThat(pages.get("/trail", "Accept-Language", "ko").body())
        .contains("이력 1건", "이용 · 내보내기", "위반");
  }
}
