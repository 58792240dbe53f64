package io.clausewatch.alerts;

import static io.clausewatch.page.TestPages.location;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.page.Page;
import io.clausewatch.page.TestPages;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.readmodel.index.IndexedJson;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.SearchClient;
import io.clausewatch.table.MemoryTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsPageTest {
  private static final Instant MADE = Instant.parse("2026-11-30T10:00:00Z");

  private volatile List<String> messages = List.of(message(AlertState.DELIVERED, null));

  private final MemoryTable<AlertReceiverHealth> receivers = new MemoryTable<>();
  private final MemoryTable<AlertSilence> silences = new MemoryTable<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final TestPages pages =
      new TestPages(query -> FakeElasticsearch.hits(messages.size(), messages), this::page);

  AlertsPageTest() {
    AlertReceiverHealth desk =
        AlertReceiverHealth.newBuilder()
            .setReceiver("desk")
            .setKind("webhook")
            .setPlace("https://desk.example.org/hook")
            .setLastFailureAt(MADE)
            .setLastFailure("no connection")
            .setWaiting(0)
            .setRetrying(0)
            .setDead(1)
            .setAt(MADE)
            .build();
    receivers.put("desk", desk);
  }

  private List<Page> page(SearchClient searcher, PolicyCatalog catalog) {
    InstantSource clock = InstantSource.system();
    return List.of(
        new AlertsPage(
            new AlertSearch(searcher),
            new AlertRequests(
                receivers,
                records -> asked.addAndGet(records.size()),
                new Topics("t.", 1, 1).alertRequests(),
                new AvroSerdes("mock://alerts-page"),
                clock),
            new AlertSilences(silences, refs -> false, clock),
            clock));
  }

  private static String message(AlertState state, String keptBackBy) {
    return message("finding.raised", state, "a sample", keptBackBy);
  }

  private static String message(String type, AlertState state, String about, String keptBackBy) {
    AlertMessage message =
        AlertMessage.newBuilder()
            .setMessageId("msg_1")
            .setRevision(1)
            .setReceiver("desk")
            .setType(type)
            .setState(state)
            .setCreatedAt(MADE)
            .setChangedAt(MADE)
            .setAbout(about)
            .setKeptBackBy(keptBackBy)
            .build();
    return new String(IndexedJson.of(AlertDocument.CATALOG, AlertDocument.of(message)), UTF_8);
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  private String filters() {
    return pages.elasticsearch().asked().getLast().body().at("/query/bool/filter").toString();
  }

  @Test
  void itIsNarrowedByItsForm() {
    String page =
        pages.text(
            "/alerts?receiver=desk&findingId=f1&type=finding.raised&state=DEAD"
                + "&from=2026-11-29&to=2026-11-30");
    assertThat(filters())
        .contains(
            "{\"terms\":{\"receiver\":[\"desk\"]}}",
            "{\"terms\":{\"findingIds\":[\"f1\"]}}",
            "{\"terms\":{\"type\":[\"finding.raised\"]}}",
            "{\"terms\":{\"state\":[\"DEAD\"]}}",
            "\"gte\":\"2026-11-29T00:00:00Z\"",
            // The last day is still part of the period.
            "\"lt\":\"2026-12-01T00:00:00Z\"");
    assertThat(page)
        .contains(
            "<label for=\"receiver\">Receiver</label>",
            "<option value=\"desk\" selected>desk</option>",
            "<option value=\"finding.raised\" selected>finding raised</option>",
            "<option value=\"DEAD\" selected>not delivered</option>",
            "name=\"findingId\" value=\"f1\"",
            "name=\"from\" type=\"date\" value=\"2026-11-29\"",
            "name=\"to\" type=\"date\" value=\"2026-11-30\"",
            "href=\"/alerts\">Clear")
        .doesNotContain("class=\"chip\"");
  }

  @Test
  void whatIsNotFilledInIsNoFilter() {
    assertThat(pages.text("/alerts?receiver=&findingId=&type=&state=&from=&to="))
        .contains("1 message", "<option value=\"desk\">desk</option>")
        .doesNotContain("selected>", "Clear");
    assertThat(pages.elasticsearch().lastBody().path("query").toString())
        .doesNotContain("receiver", "state", "range");
  }

  @Test
  void whatNoControlShowsIsShownAndKept() {
    assertThat(pages.text("/alerts?receiver=gone&state=DEAD&state=RETRYING&messageId=msg_1"))
        .contains(
            // A receiver that the file has no more still has its messages.
            "<option value=\"gone\" selected>gone</option>",
            "href=\"/alerts?receiver=gone&amp;state=RETRYING&amp;messageId=msg_1\">State: not"
                + " delivered",
            "<input type=\"hidden\" name=\"state\" value=\"RETRYING\">",
            "<input type=\"hidden\" name=\"messageId\" value=\"msg_1\">");
    assertThat(pages.get("/alerts?state=LOST").statusCode()).isEqualTo(400);
    assertThat(pages.get("/alerts?from=2026-11-30&to=2026-11-29").statusCode()).isEqualTo(400);
  }

  @Test
  void theNextPageHasTheSameFilters() {
    messages = Collections.nCopies(51, message(AlertState.DEAD, "404"));
    String first = pages.text("/alerts?state=DEAD");
    assertThat(first).contains("href=\"/alerts?state=DEAD&amp;cursor=").doesNotContain("← Newest");
    String next = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1");
    assertThat(pages.text(next.replace("&amp;", "&")))
        .contains("← Newest", "href=\"/alerts?state=DEAD\"")
        .doesNotContain("name=\"cursor\"");
  }

  @Test
  void nothingIsSaidOtherwiseWhereNothingMatches() {
    messages = List.of();
    assertThat(pages.text("/alerts")).contains("Nobody has been told of anything yet.");
    assertThat(pages.text("/alerts?state=DEAD")).contains("No message meets all of these filters.");
  }

  @Test
  void whyNobodyWasToldIsSaidInTheLanguageOfThePage() {
    messages = List.of(message(AlertState.DEAD, "tried for 24 hours, last: no answer within 10 s"));
    assertThat(pages.text("/alerts"))
        .contains("tried for 24 hours, last: no answer within 10 s", "no connection");
    assertThat(pages.get("/alerts", "Accept-Language", "ko").body())
        .contains(
            "24시간 동안 시도함, 마지막 결과: 10초 안에 응답 없음",
            "<span class=\"sub\">연결되지 않음</span>",
            "<option value=\"DEAD\">전달되지 않음</option>")
        .doesNotContain("no connection", "tried for");
  }

  @Test
  void whatIsWrongWithThePipelineIsSaidInTheLanguageOfThePage() {
    String words = "nothing has been judged for PT1M, and 1,234 records wait: see the log of";
    messages =
        List.of(
            message("pipeline.trouble", AlertState.DEAD, words + " the stream processor", "404"));
    assertThat(pages.text("/alerts")).contains(words);
    assertThat(pages.get("/alerts", "Accept-Language", "ko").body())
        .contains("PT1M 동안 아무것도 판정되지 않았고 레코드 1,234건이 대기 중임")
        .doesNotContain("nothing has been judged");
  }

  @Test
  void anAuditorLooksAndChangesNothing() {
    assertThat(pages.getAs("/alerts", "auditor-token").body())
        .contains("name=\"receiver\"")
        .doesNotContain("method=\"post\" action=\"/alerts");
  }

  @Test
  void whatIsDoneIsInTheTrail() {
    messages = List.of(message(AlertState.DEAD, "404"));
    assertThat(
            location(
                pages.form(
                    "/alerts/silences",
                    "officer-token",
                    "field=service",
                    "value=crm",
                    "hours=4",
                    "reason=a test")))
        .isEqualTo("/alerts?done=silenced");
    String id = silences.all().keySet().iterator().next();
    List<String> others =
        List.of(
            "/alerts/silences/" + id + "/end",
            "/alerts/receivers/desk/test",
            "/alerts/msg_1/resend");
    for (String act : others) {
      assertThat(pages.form(act, "officer-token").statusCode()).as(act).isEqualTo(303);
    }
    assertThat(silences.all()).isEmpty();
    assertThat(asked).hasValue(2);
    assertThat(pages.acts().recorded()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/alerts/silences",
        "/alerts/silences/s1/end",
        "/alerts/receivers/desk/test",
        "/alerts/msg_1/resend"
      })
  void whatCannotBeRecordedIsNotDone(String act) {
    messages = List.of(message(AlertState.DEAD, "404"));
    AlertSilence silence =
        new AlertSilence(
            "s1",
            Collections.emptyMap(),
            Instant.now().plusSeconds(600),
            "a test",
            "kim",
            "officer",
            MADE);
    silences.put("s1", silence);
    pages.acts().goAway();
    String[] fields =
        act.equals("/alerts/silences")
            ? new String[] {"field=service", "value=crm", "hours=4", "reason=a test"}
            : new String[0];
    assertThat(pages.form(act, "officer-token", fields).statusCode()).isEqualTo(503);
    assertThat(silences.all()).containsOnlyKeys("s1");
    assertThat(asked).hasValue(0);
  }
}
