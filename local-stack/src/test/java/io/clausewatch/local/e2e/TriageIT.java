package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.local.stack.StackMaintenance;
import java.io.IOException;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What officers do about findings, and the index made anew with it. */
@EndToEnd
class TriageIT {

  private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");
  private static final String LOEN = "loen-partner-center";

  /** Makes findings, one an event, and returns their ids. */
  private static List<String> findings(Door door, String name, int count) {
    door.send(
        IntStream.range(0, count)
            .<JsonNode>mapToObj(
                i -> Story.read(name + "-" + i, "sony-music-kr", name, "recruitment", NOW))
            .toList());
    door.settle();
    return IntStream.range(0, count)
        .mapToObj(i -> door.all("/v1/findings", "eventId", name + "-" + i).getFirst())
        .map(finding -> finding.path("findingId").asText())
        .toList();
  }

  private static Properties tokens(RunningSystem running) throws IOException {
    Properties tokens = new Properties();
    try (Reader reader =
        Files.newBufferedReader(running.workFolder().resolve("data/tokens.properties"))) {
      tokens.load(reader);
    }
    return tokens;
  }

  private static JsonNode finding(Door door, String id) {
    return door.get("/v1/findings/" + id).json();
  }

  private static String status(String id) {
    return "/v1/findings/" + id + "/status";
  }

  @Test
  void twoOfficersAtOnceLoseNoNote(Door door, RunningSystem running) throws Exception {
    List<String> ids = findings(door, "at-once", 3);
    String officer = door.tokens().officer();
    // Where there is only one, both officers have it.
    List<String> officers = List.of(officer, tokens(running).getProperty("admin", officer));
    List<Callable<Integer>> acts = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      String body =
          "{'note': 'note %d', 'status': '%s'}".formatted(i, i % 2 == 0 ? "ACKNOWLEDGED" : "OPEN");
      String path = status(ids.get(i % 3));
      String token = officers.get(i / 3 % 2);
      acts.add(() -> door.triage(token, path, body).status());
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> answer : threads.invokeAll(acts)) {
        assertThat(answer.get()).isBetween(200, 202);
      }
    }
    door.settle();
    for (int f = 0; f < 3; f++) {
      int first = f;
      JsonNode finding = finding(door, ids.get(f));
      List<String> notes =
          finding
              .path("statusHistory")
              .valueStream()
              .filter(entry -> entry.has("note"))
              .map(entry -> entry.path("note").asText())
              .toList();
      assertThat(notes)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 16).mapToObj(i -> "note " + (first + 3 * i)).toList());
      assertThat(finding.path("statusHistory"))
          .extracting(entry -> entry.path("by").asText())
          .contains("engine", "officer");
      assertThat(finding.path("version").asInt()).isEqualTo(17);
      assertThat(finding.path("status"))
          .isEqualTo(finding.path("statusHistory").get(16).path("status"));
    }
  }

  @Test
  void whoeverDecidesOnWhatHasChangedIsTold(Door door) {
    String id = findings(door, "changed", 1).getFirst();
    String officer = door.tokens().officer();
    assertThat(door.triage(officer, status(id), "{'status':'ACKNOWLEDGED','version':1}").status())
        .isEqualTo(200);
    Door.Answer late = door.triage(officer, status(id), "{'status':'OPEN','version':1}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().at("/finding/status").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(door.triage(door.tokens().producer(), status(id), "{'note':'x'}").status())
        .isEqualTo(403);
  }

  @Test
  void aRetractionAndARaiseKeepTheHistory(Door door) {
    Instant day = NOW.minusSeconds(86_400);
    door.send(
        List.of(Story.message("kept-1", LOEN, "kept", "direct-marketing", day.plusSeconds(20))));
    door.settle();
    String id = door.all("/v1/findings", "eventId", "kept-1").getFirst().path("findingId").asText();
    String officer = door.tokens().officer();
    assertThat(
            door.triage(
                    officer,
                    status(id),
                    "{'status':'DISMISSED','reason':'FALSE_ALARM','note':'on"
                        + " paper','assignee':'kim'}")
                .status())
        .isEqualTo(200);
    assertThat(
            door.all(
                "/v1/findings",
                "eventId",
                "kept-1",
                "status",
                "DISMISSED",
                "triageReason",
                "FALSE_ALARM",
                "assignee",
                "kim"))
        .as("at once")
        .hasSize(1);

    door.send(List.of(Story.consent("kept-2", LOEN, "kept", "GRANTED", "direct-marketing", day)));
    door.settle();
    assertThat(finding(door, id).path("status").asText()).isEqualTo("RETRACTED");
    assertThat(door.triage(officer, status(id), "{'status':'OPEN'}").status()).isEqualTo(409);

    door.send(
        List.of(
            Story.consent(
                "kept-3", LOEN, "kept", "WITHDRAWN", "direct-marketing", day.plusSeconds(10))));
    door.settle();
    JsonNode raised = finding(door, id);
    assertThat(raised.path("status").asText()).isEqualTo("OPEN");
    assertThat(raised.path("assignee").asText()).isEqualTo("kim");
    assertThat(raised.path("reason").isNull()).isTrue();
    assertThat(raised.path("statusHistory"))
        .extracting(entry -> entry.path("by").asText() + " " + entry.path("status").asText())
        .containsExactly("engine OPEN", "officer DISMISSED", "engine RETRACTED", "engine OPEN");
    assertThat(raised.at("/statusHistory/1/note").asText()).isEqualTo("on paper");
  }

  @Test
  void manyAreDecidedAtOnceAndCountedByWhatCameOfIt(Door door) {
    List<String> ids = findings(door, "bulk", 5);
    Door.Answer answer =
        door.triage(
            door.tokens().officer(),
            "/v1/findings/status",
            "{'findingIds':['%s','nope','%s'],'status':'RESOLVED','reason':'FIXED','assignee':'lee'}"
                .formatted(ids.get(0), ids.get(1)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("done").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/items/1/problem/status").asInt()).isEqualTo(404);

    JsonNode facets = door.get("/v1/findings/facets?subjectId=bulk&status=OPEN").json();
    assertThat(facets.path("total").asInt()).isEqualTo(3);
    assertThat(counts(facets, "status")).isEqualTo(Map.of("OPEN", 3, "RESOLVED", 2));
    assertThat(counts(facets, "assignee")).isEmpty();
    JsonNode all = door.get("/v1/findings/facets?subjectId=bulk&interval=month").json();
    assertThat(counts(all, "assignee")).isEqualTo(Map.of("lee", 2));
    assertThat(counts(all, "triageReason")).isEqualTo(Map.of("FIXED", 2));
    assertThat(counts(all, "dataCategory")).isEqualTo(Map.of("name", 5));
    assertThat(all.at("/overTime/0/from").asText()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(
            counts(
                door.get("/v1/trail/facets?subjectId=bulk&policyId=sony-music-kr").json(),
                "verdict"))
        .isEqualTo(Map.of("VIOLATED", 5));
  }

  private static Map<String, Integer> counts(JsonNode facets, String facet) {
    Map<String, Integer> counts = new HashMap<>();
    facets
        .at("/facets/" + facet)
        .forEach(value -> counts.put(value.path("key").asText(), value.path("count").asInt()));
    return counts;
  }

  @Test
  void aListStaysAsItWasWhileItsFindingsChange(Door door) {
    List<String> ids = findings(door, "pages", 6);
    String query = "/v1/findings?subjectId=pages&status=OPEN&limit=2";
    List<String> seen = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 3; page++) {
      JsonNode found = door.get(query + cursor).json();
      assertThat(found.path("total").asInt()).isEqualTo(6);
      found.path("items").forEach(item -> seen.add(item.path("findingId").asText()));
      assertThat(
              door.triage(
                      door.tokens().officer(), status(ids.get(page)), "{'status':'ACKNOWLEDGED'}")
                  .status())
          .isEqualTo(200);
      cursor = "&cursor=" + found.path("nextCursor").asText();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(door.get(query).json().path("total").asInt()).isEqualTo(3);
  }

  @Test
  void wordsAreMarkedInBothLanguagesAndNoneIsAnError(Door door) {
    door.send(List.of(Story.request("marked-1", LOEN, "marked", "VERBAL_REQUEST", NOW)));
    door.settle();
    JsonNode item = door.all("/v1/findings", "q", "marked-1 판사의 verbal").getFirst();
    for (String text : List.of("quote", "explanation")) {
      JsonNode mark = item.at("/highlight/" + text + "/0");
      assertThat(
              item.path(text)
                  .asText()
                  .substring(mark.path("start").asInt(), mark.path("end").asInt()))
          .isIn("판사", "판사의", "verbal");
    }
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      String odd =
          random
              .ints(1 + random.nextInt(80), 0, i % 2 == 0 ? 0x80 : 0x20000)
              .filter(c -> c < 0xD800 || c > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      Door.Answer answer =
          door.get("/v1/findings?q=" + URLEncoder.encode(odd, StandardCharsets.UTF_8));
      assertThat(answer.status()).as("%s", odd.codePoints().boxed().toList()).isEqualTo(200);
    }
  }

  @Test
  void theIndexIsMadeAnewWhileEventsFlow(Door door, RunningSystem running) throws Exception {
    List<String> ids = findings(door, "anew", 4);
    String officer = door.tokens().officer();
    for (String id : ids) {
      door.triage(officer, status(id), "{'status':'ACKNOWLEDGED','note':'seen','assignee':'kim'}");
    }
    door.settle();
    Map<String, JsonNode> before = everything(door);
    List<JsonNode> stories = ids.stream().map(id -> finding(door, id)).toList();

    AtomicBoolean stop = new AtomicBoolean();
    List<Long> totals = new CopyOnWriteArrayList<>();
    List<String> progress = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> sent =
          threads.submit(
              () -> {
                int count = 0;
                while (!stop.get()) {
                  String event = "flow-" + count++;
                  door.send(
                      List.of(Story.read(event, "sony-music-kr", "flow", "recruitment", NOW)));
                  Door.Answer noted =
                      door.triage(officer, status(ids.get(count % 4)), "{'note':'" + event + "'}");
                  assertThat(noted.status()).isBetween(200, 202);
                }
                return count;
              });
      Future<?> watched =
          threads.submit(
              () -> {
                while (!stop.get()) {
                  Door.Answer answer = door.get("/v1/trail?limit=1&policyId=sony-music-kr");
                  assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                  totals.add(answer.json().path("total").asLong(-1));
                }
              });
      try {
        running.maintain(StackMaintenance.REINDEX, List.of(), progress::add);
      } finally {
        stop.set(true);
      }
      watched.get();
      int count = sent.get();
      door.settle();

      assertThat(progress).anyMatch(line -> line.contains("100 %"));
      assertThat(progress.getLast()).startsWith("Done: ");
      assertThat(totals).as("at no time is anything missing or there twice").isSorted();
      assertThat(door.all("/v1/findings", "subjectId", "flow")).hasSize(count);
      for (int i = 0; i < count; i++) {
        String note = "flow-" + i;
        assertThat(finding(door, ids.get((i + 1) % 4)).path("statusHistory"))
            .as(note)
            .anyMatch(entry -> entry.path("note").asText().equals(note));
      }
    }
    Map<String, JsonNode> after = everything(door);
    // What the notes of meanwhile have changed.
    ids.forEach(
        id -> {
          before.remove("findingId " + id);
          after.remove("findingId " + id);
        });
    assertThat(after).containsAllEntriesOf(before);
    for (JsonNode story : stories) {
      JsonNode now = finding(door, story.path("findingId").asText());
      assertThat(now.path("statusHistory").valueStream().limit(2).toList())
          .isEqualTo(story.path("statusHistory").valueStream().toList());
      assertThat(now.path("status").asText()).isEqualTo("ACKNOWLEDGED");
    }
    assertThat(door.triage(officer, status(ids.getFirst()), "{'status':'OPEN'}").status())
        .isEqualTo(200);
  }

  /** As a run leaves it that was killed at the worst moment, beside an index of another version. */
  @Test
  void whatAKilledRunLeftIsClearedUpAndAnOldIndexIsMended(Door door, RunningSystem running)
      throws Exception {
    List<String> ids = findings(door, "killed", 1);
    put(running, "clausewatch-findings-g99-2026.11", "{'mappings':{'_meta':{'schema':5}}}");
    put(
        running,
        "clausewatch-findings-2001.01",
        "{'mappings':{'_meta':{'schema':2}},'aliases':{'clausewatch-findings':{}}}");
    put(running, "clausewatch-findings/_settings", "{'index.blocks.write':true}");

    running.maintain(StackMaintenance.REINDEX, List.of(), System.err::println);

    JsonNode mappings =
        Story.json(running.elasticsearch("GET", "/clausewatch-findings-*/_mapping", ""));
    assertThat(mappings.properties())
        .isNotEmpty()
        .allSatisfy(
            index -> {
              assertThat(index.getKey()).doesNotContain("g99").doesNotContain("2001");
              assertThat(index.getValue().at("/mappings/_meta/schema").asInt()).isEqualTo(5);
            });
    assertThat(
            door.triage(door.tokens().officer(), status(ids.getFirst()), "{'note':'x'}").status())
        .isBetween(200, 202);
    door.settle();
    assertThat(finding(door, ids.getFirst()).path("version").asInt()).isEqualTo(2);
  }

  private static void put(RunningSystem running, String path, String body) throws Exception {
    String unused = running.elasticsearch("PUT", "/" + path, Story.json(body).toString());
  }

  /** All that can be listed, by kind and id. */
  private static Map<String, JsonNode> everything(Door door) {
    Map<String, JsonNode> all = new HashMap<>();
    Map.of("/v1/findings", "findingId", "/v1/trail", "entryId", "/v1/deadlines", "deadlineId")
        .forEach(
            (path, idField) ->
                door.all(path, "sort", idField)
                    .forEach(
                        item ->
                            all.put(
                                idField + " " + item.path(idField).asText(),
                                ((ObjectNode) item).deepCopy())));
    return all;
  }
}
