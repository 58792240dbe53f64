package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.clausewatch.contract.Fault;
import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.trail.TrailSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NamedSubjectsTest {
  private static NamedSubjects in(String... texts) {
    return NamedSubjects.in(id -> "ref-of-" + id, "note", texts);
  }

  private static SubjectSpelling spelled(String canonical) {
    return new SubjectSpelling("ref-of-" + canonical, canonical.length());
  }

  private static boolean names(NamedSubjects named, String canonical) {
    return named.include(null, spelled(canonical));
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
    String odd = "a" + "!".repeat(15_000) + "a";
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(in(odd).words()).hasSize(1));
  }

  /** Counts what it is asked for. */
  private static final class Counting implements LookupContext {
    private int hashes;
    private int lookups;
    private final Set<String> told = new HashSet<>();

    @Override
    public String hash(String text) {
      hashes++;
      return "ref-of-" + text;
    }

    @Override
    public void seeks(String text) {
      lookups++;
    }

    @Override
    public void seeksOn() {
      lookups++;
    }

    @Override
    public void isTold(Collection<String> subjectRefs) {
      told.addAll(subjectRefs);
    }
  }

  private static String text(int length) {
    return new Random(7)
        .ints(length, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Several findings of each length, as a request about many has them. */
  @Test
  void aLengthIsSoughtOnceAndWhatIsNotAskedForIsNotKept() {
    String note = text(4_000);
    List<SubjectSpelling> asked = new ArrayList<>();
    for (int length = 4; length < 256; length++) {
      for (int other = 0; other < 3; other++) {
        asked.add(spelled(other + "x".repeat(length - 1)));
      }
    }
    SubjectSpelling named = spelled(note.substring(700, 730));
    asked.add(named);
    Counting lookup = new Counting();
    NamedSubjects subjects = NamedSubjects.in(lookup, "note", note);
    subjects.seek(asked);
    int hashes = lookup.hashes;
    assertThat(hashes).isLessThanOrEqualTo(252 * 4_000);
    assertThat(lookup.lookups)
        .as("long ones count")
        .isEqualTo(1 + hashes / NamedSubjects.HASHES_A_LOOKUP);
    assertThat(lookup.told).isEmpty();
    assertThat(asked.stream().filter(one -> subjects.include("someone", one)))
        .containsExactly(named);
    assertThat(lookup.told).containsExactly("someone");
    assertThat(lookup.hashes).as("no more work").isEqualTo(hashes);
  }

  @Test
  void thoseOfBeforeTakeTheWordsOnce() {
    Counting lookup = new Counting();
    NamedSubjects subjects = NamedSubjects.in(lookup, "note", "ask Old-1, now");
    subjects.seek(Arrays.asList(null, null));
    int hashes = lookup.hashes;
    assertThat(subjects.include("ref-of-Old-1", null)).isTrue();
    assertThat(subjects.include("ref-of-Old-2", null)).isFalse();
    assertThat(lookup.hashes).isEqualTo(hashes);
  }

  @Test
  void aTextIsBoundedInAllItsForms() {
    String escaped = "x".repeat(30) + "%" + "25".repeat(15) + "2d";
    for (String text :
        List.of(escaped.repeat(62), "\uFDFA".repeat(1_000), "&" + "amp;".repeat(999))) {
      assertThatThrownBy(() -> in("short", text))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              e ->
                  assertThat(e.faults())
                      .containsExactly(
                          new Fault(
                              "note",
                              "few escapes (at most 16,000 characters in all forms of the text)",
                              "too many")));
    }
    for (String text :
        List.of("회원".repeat(2_000), text(3_900) + "a%2525b\\\\x2d", escaped.repeat(10))) {
      assertThat(names(in(text), "none-of-it")).isFalse();
    }
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
