package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.trail.TrailSearch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedSubjectsTest {
  private static NamedSubjects in(String... texts) {
    return NamedSubjects.in(id -> "ref-of-" + id, texts);
  }

  private static boolean names(NamedSubjects named, String canonical) {
    return named.include(null, new SubjectSpelling("ref-of-" + canonical, canonical.length()));
  }

  @Test
  void anIdOfBeforeStandsByItself() {
    assertThat(in("ask (Member-7), now", null).words())
        .containsExactlyInAnyOrder(
            "ref-of-ask", "ref-of-(Member-7),", "ref-of-Member-7", "ref-of-now");
  }

  @Test
  void aShortIdIsOnlyEverAWholeText() {
    assertThat(names(in(" M7 "), "m7")).isTrue();
    assertThat(names(in("ask m7"), "m7")).isFalse();
  }

  @Test
  void someMayBeNamed() {
    assertThat(names(in("Ask Kim.Park").except(List.of("Kim.Park")), "kim.park")).isFalse();
    assertThat(names(in("Ask Kim.Park"), "kim.park")).isTrue();
  }

  @Test
  void aLongTextTakesNoLongTime() {
    String odd = "a" + "!".repeat(40_000) + "a";
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(in(odd).words()).hasSize(1));
  }

  @Test
  void theTrailKnowsWhoIsADataSubject() {
    try (FakeElasticsearch elasticsearch = new FakeElasticsearch(NamedSubjectsTest::answer)) {
      TrailSearch trail = new TrailSearch(elasticsearch.searcher());
      assertThat(trail.isAboutAnyOf(in("asked by MEMBER-7님"))).isTrue();
      assertThat(trail.isAboutAnyOf(in("asked by member-8님"))).isFalse();
      assertThat(trail.isAboutAnyOf(in("asked by Old-1."))).as("of version 0.1.0").isTrue();
      assertThat(trail.isAboutAnyOf(in("asked by old-1."))).isFalse();
    }
  }

  private static Answer answer(Asked asked) {
    if (asked.body().path("aggregations").has("lengths")) {
      return new Answer(
          200,
          """
          {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
           "hits":{"total":{"value":9,"relation":"eq"},"hits":[]},
           "aggregations":{"lterms#lengths":{"doc_count_error_upper_bound":0,
             "sum_other_doc_count":0,"buckets":[{"key":8,"doc_count":9}]}}}
          """);
    }
    String query = asked.body().path("query").toString();
    boolean found =
        query.contains("must_not")
            ? query.contains("\"ref-of-Old-1\"")
            : query.contains("subjectSpelling.hash") && query.contains("\"ref-of-member-7\"");
    return FakeElasticsearch.hits(found ? 1 : 0, List.of());
  }
}
