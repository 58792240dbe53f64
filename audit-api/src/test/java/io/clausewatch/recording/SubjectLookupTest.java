package io.clausewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Operation;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.TrailVisibility;
import io.github.bucket4j.TimeMeter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many people a caller may look up, and what is said of whoever looks up more. */
class SubjectLookupTest {
  private static final int LIMIT = 3;

  private final AtomicLong nanos = new AtomicLong();
  private final TestActivity acts =
      new TestActivity(
          TestActivity::caller,
          id -> "ref-of-" + id,
          new LookupLimit(
              LIMIT,
              new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                  return nanos.get();
                }

                @Override
                public boolean isWallClockBased() {
                  return false;
                }
              }));
  private volatile Answer answer = FakeElasticsearch.hits(0, List.of());
  private final FakeElasticsearch elasticsearch = new FakeElasticsearch(asked -> answer);
  private final TestServer server = acts.searches(elasticsearch.searcher());

  @AfterEach
  void stop() {
    server.close();
    elasticsearch.close();
  }

  private HttpResponse<String> lookUp(String id) {
    return server.get("/v1/trail?subjectId=" + id, Role.AUDITOR);
  }

  private List<Operation> operations() {
    return acts.recorded().stream().map(Access::getOperation).toList();
  }

  @Test
  void whoLooksUpTooManyIsStoppedAndOnRecordOnceAMinute() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(lookUp("member-" + i).statusCode()).isEqualTo(200);
    }
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> refused = lookUp("member-7Q");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("40");
      assertThat(refused.body()).contains("More than 3 ids").doesNotContain("7Q");
    }
    assertThat(operations())
        .as("one look each, and one act for all refusals")
        .containsExactly(Operation.READ, Operation.READ, Operation.READ, Operation.USE);
    Access enumerated = acts.recorded().getLast();
    assertThat(enumerated.getSubjectIds()).containsExactly("-");
    assertThat(enumerated.getPurpose()).isEqualTo("audit");
    assertThat(enumerated.getActor().getId()).isEqualTo("auditor");

    nanos.addAndGet(Duration.ofSeconds(40).toNanos());
    assertThat(lookUp("a&subjectId=b&subjectId=c&subjectId=d").statusCode()).isEqualTo(429);
    assertThat(operations().subList(LIMIT, operations().size()))
        .as("of those whom nothing was shown of there is no act")
        .containsExactly(Operation.USE, Operation.USE);
  }

  @Test
  void theLimitIsACallersOwn() {
    for (int i = 0; i <= LIMIT; i++) {
      lookUp("member-" + i);
    }
    assertThat(lookUp("member-9").statusCode()).isEqualTo(429);
    assertThat(server.get("/v1/trail", Role.AUDITOR).statusCode()).isEqualTo(200);
    assertThat(server.get("/v1/trail?subjectId=a", Role.ADMIN).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/findings?",
        "/v1/findings/facets?",
        "/v1/trail?",
        "/v1/trail/facets?",
        "/v1/deadlines?",
        "/v1/gaps?",
        "/v1/statistics?",
        "/v1/statistics/people?",
        "/v1/activity?"
      })
  void everySearchCountsWhomItNamesOnce(String path) {
    String few = path + "subjectId=a&subjectId=b";
    assertThat(server.get(few, Role.ADMIN).statusCode()).isEqualTo(200);
    assertThat(acts.recorded().getLast().getSubjectIds()).containsExactly("a", "b");
    assertThat(server.get(few, Role.ADMIN).statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource({"subjectId, 429", "subjectRef, 429", "actorId, 429", "recipientId, 429", "q, 200"})
  void whoeverMayBeADataSubjectCounts(String parameter, int status) {
    String four = "%1$s=a&%1$s=b&%1$s=c&%1$s=d".formatted(parameter);
    assertThat(server.get("/v1/trail?" + four, Role.AUDITOR).statusCode()).isEqualTo(status);
  }

  /** Such an entry shows the hash of the id; colleagues do not become data subjects by it. */
  @Test
  void aDataSubjectWhoIsNamedAsAnActorIsOnRecordToo() {
    assertThat(server.get("/v1/trail?actorId=member&recipientId=x", Role.AUDITOR).statusCode())
        .isEqualTo(200);
    assertThat(acts.recorded().getLast().getSubjectIds()).containsExactly("member");
    assertThat(server.get("/v1/trail?actorId=staff-1", Role.AUDITOR).statusCode()).isEqualTo(200);
    assertThat(acts.recorded().getLast().getSubjectIds()).containsExactly("-");
  }

  /** One's own acts are what the page of them shows. */
  @Test
  void whoAsksForTheirOwnActsLooksNobodyUp() {
    for (int i = 0; i <= LIMIT; i++) {
      assertThat(server.get("/v1/activity", Role.AUDITOR).statusCode()).isEqualTo(200);
    }
    assertThat(elasticsearch.asked()).as("no search for whom it may name").hasSize(LIMIT + 1);
  }

  /** As a report does, which is written after its act. */
  @Test
  void whoIsOnRecordIsNotRecordedAgainByTheSameRequest() {
    RequestLookups lookedUp =
        new RequestLookups(
            "me",
            id -> id,
            () -> new LookupLimit.Taken(Optional.empty(), false, 2_000),
            TrailVisibility.ALL);
    lookedUp.subject("a");
    assertThat(lookedUp.takeNamed()).containsExactly("a");
    lookedUp.subject("a");
    assertThat(lookedUp.takeNamed()).isEmpty();
    assertThat(lookedUp.left(true)).isEmpty();
  }

  @Test
  void anEventCannotBeAboutMoreThanAThousand() {
    RequestLookups lookedUp =
        new RequestLookups(
            "me",
            id -> id,
            () -> new LookupLimit.Taken(Optional.empty(), false, 2_000),
            TrailVisibility.ALL);
    for (int i = 0; i < 1_000; i++) {
      lookedUp.subject("member-" + i);
    }
    assertThat(lookedUp.subject("member-0")).isEqualTo("member-0");
    assertThatThrownBy(() -> lookedUp.subject("another"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageNotContaining("another");
  }

  /** That it is of another search tells that the id is not the one which that search was for. */
  @ParameterizedTest
  @CsvSource({"subjectId, a", "actorId, member"})
  void whoeverIsComparedWithACursorIsOnRecord(String parameter, String id) throws IOException {
    String cursor = packed("{'p': '', 'h': 'another search', 'a': []}".replace('\'', '"'));
    String url = "/v1/trail?limit=1&%s=%s&cursor=%s".formatted(parameter, id, cursor);
    HttpResponse<String> refused = server.get(url, Role.AUDITOR);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("the same filters");
    assertThat(acts.recorded()).hasSize(1);
    assertThat(acts.recorded().getLast().getSubjectIds()).containsExactly(id);
  }

  private static String packed(String cursor) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(cursor.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
  }

  @Test
  void whatWasLookedUpAndRefusedForAnotherFaultIsNotOnRecord() {
    assertThat(server.get("/v1/trail?subjectId=a&limit=x", Role.AUDITOR).statusCode())
        .isEqualTo(400);
    assertThat(acts.recorded()).isEmpty();
  }
}
