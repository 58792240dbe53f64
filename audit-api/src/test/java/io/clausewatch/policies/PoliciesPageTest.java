package io.clausewatch.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.page.TestPages;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.table.MemoryTable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the project's own policies, without knowing what is in them. */
class PoliciesPageTest {
  private static final Policy POLICY =
      TestPages.catalog().policies().stream()
          .filter(policy -> policy.language().equals("ko"))
          .findFirst()
          .orElseThrow();
  private static final List<Clause> CLAUSES = POLICY.versions().getLast().clauses();

  /** The first clause was broken today, the second too long ago. */
  private static final String COUNTED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":2,"relation":"eq"},"hits":[]},
       "aggregations":{"sterms#clauses":{"sum_other_doc_count":0,"buckets":[
         {"key":"%s","doc_count":9,
          "sterms#statuses":{"sum_other_doc_count":0,"buckets":[{"key":"OPEN","doc_count":2},
            {"key":"RESOLVED","doc_count":3},{"key":"RETRACTED","doc_count":4}]},
          "filter#standing":{"doc_count":5,"max#last":{"value":1.7697528E12}}},
         {"key":"%s","doc_count":1,
          "sterms#statuses":{"sum_other_doc_count":0,"buckets":[{"key":"RESOLVED","doc_count":1}]},
          "filter#standing":{"doc_count":1,"max#last":{"value":1.7E12}}}]}}}
      """
          .formatted(CLAUSES.get(0).id(), CLAUSES.get(1).id());

  private volatile Answer answer = new Answer(200, COUNTED);
  private final MemoryTable<PolicyPass> passes = new MemoryTable<>();

  private final TestPages pages =
      new TestPages(
          asked -> answer,
          (searcher, catalog) ->
              List.of(
                  new PoliciesPage(
                      searcher,
                      catalog,
                      new PolicyProgress(passes, catalog),
                      () -> Instant.parse("2026-01-31T10:00:00Z"))));

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void theListCountsWhatWasFoundAndWhatWasNot() {
    assertThat(pages.text("/policies"))
        .contains(
            "href=\"/policies/" + POLICY.policyId() + "\"",
            POLICY.controller(),
            "Open findings </span>2</td>",
            "All findings </span>6</td>",
            "Not broken in 90 days </span>" + (CLAUSES.size() - 1) + "</td>");
  }

  @Test
  void everyClauseIsMarkedInTheTextAndLeadsThereAndBack() {
    String page = pages.text("/policies/" + POLICY.policyId());
    for (Clause clause : CLAUSES) {
      assertThat(page)
          .contains(
              "<span class=\"place\" id=\"" + clause.id() + "\"></span>",
              "href=\"#" + clause.id() + "\"",
              "id=\"clause-" + clause.id() + "\"",
              "href=\"#clause-" + clause.id() + "\"");
    }
    assertThat(page)
        .contains(
            "<div class=\"document\" lang=\"ko\">",
            "2 open of 5 findings",
            "30 Jan 2026",
            (CLAUSES.size() - 1) + " of " + CLAUSES.size() + " clauses were not broken in 90 days")
        .doesNotContain("style=");
  }

  @Test
  void clausesHaveTheirHeadlinesInTheLanguageOfTheReaderOrElseInEnglish() {
    String path = "/policies/" + POLICY.policyId();
    String korean = korean(path);
    for (Clause clause : CLAUSES) {
      assertThat(korean)
          .contains("<h3 id=\"h-" + clause.id() + "\">" + clause.localTitle() + "</h3>");
    }
    Clause quiet = CLAUSES.getLast();
    assertThat(korean).contains("</code> " + quiet.localTitle() + "</a>");
    assertThat(pages.text(path))
        .contains("</code> " + quiet.title() + "</a>", ">" + quiet.title() + "</h3>")
        .doesNotContain(quiet.localTitle());

    Policy english =
        TestPages.catalog().policies().stream()
            .filter(policy -> policy.language().equals("en"))
            .findFirst()
            .orElseThrow();
    Clause clause = english.versions().getLast().clauses().getFirst();
    assertThat(korean("/policies/" + english.policyId())).contains(">" + clause.title() + "</h3>");
  }

  private String korean(String path) {
    return pages.get(path, "Accept-Language", "ko").body();
  }

  private void judgeAgain(PassCause cause) {
    passes.put(
        POLICY.policyId() + "|0",
        PolicyPass.newBuilder()
            .setPolicyId(POLICY.policyId())
            .setPartition(0)
            .setCause(cause)
            .setShare(0.429)
            .setJudgedAgain(4290)
            .setStartedAt(Instant.parse("2026-01-31T09:02:00Z"))
            .setUpdatedAt(Instant.parse("2026-01-31T09:59:00Z"))
            .build());
  }

  @Test
  void whatIsJudgedAgainIsSaid() {
    String path = "/policies/" + POLICY.policyId();
    assertThat(pages.text("/policies") + pages.text(path)).doesNotContain("judged again");

    judgeAgain(PassCause.POLICY_CHANGED);
    String changed =
        "Since 31 Jan 2026 09:02:00 the events of this policy are judged again, because its file"
            + " changed: 42 %. Until it is through, findings may still be those of before.";
    assertThat(pages.text(path)).contains("<p class=\"notice\" role=\"status\">" + changed);
    assertThat(pages.text("/policies"))
        .containsOnlyOnce(
            "<a href=\"%s\">%s</a>: %s".formatted(path, POLICY.controller(), changed));
    assertThat(korean(path)).contains("2026. 1. 31. 09:02:00부터", "파일이 바뀌었기 때문입니다: 42%");
    assertThat(korean("/policies")).contains("파일이 바뀌었기 때문입니다: 42%");

    judgeAgain(PassCause.FACT);
    assertThat(pages.text(path))
        .contains("because something came that can touch all of them: 42 %");
    assertThat(korean(path)).contains("영향을 줄 수 있는 사실이 들어왔기 때문입니다: 42%");
  }

  @Test
  void policiesAreReadWithoutKafkaToo() {
    judgeAgain(PassCause.FACT);
    passes.away = true;
    assertThat(pages.text("/policies"))
        .contains(POLICY.controller())
        .doesNotContain("judged again");
    assertThat(pages.text("/policies/" + POLICY.policyId()))
        .contains("<mark>")
        .doesNotContain("judged again");
  }

  @Test
  void policiesAreReadWithoutTheIndexToo() {
    answer = FakeElasticsearch.error(503, "cluster_block_exception");
    assertThat(pages.text("/policies")).contains(POLICY.controller(), "cannot be counted now");
    assertThat(pages.text("/policies/" + POLICY.policyId()))
        .contains("<mark>", "cannot be counted now")
        .doesNotContain("Never broken");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(pages.get("/policies/nobodys").statusCode()).isEqualTo(404);
    assertThat(pages.text("/policies/nobodys")).contains("There is no such policy");
    assertThat(pages.get("/policies/" + POLICY.policyId() + "?version=none").statusCode())
        .isEqualTo(404);
  }
}
