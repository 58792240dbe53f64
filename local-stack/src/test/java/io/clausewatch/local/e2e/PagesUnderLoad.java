package io.clausewatch.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Event;
import io.clausewatch.local.stack.StackOptions;
import io.clausewatch.scenario.PolicyScenarios;
import io.clausewatch.scenario.Scenario;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * How long the pages take with 1,000,000 entries of the trail and 50,000 findings: a benchmark, run
 * by hand. The events of all scenarios are sent into a new system; what came of them is then copied
 * in the index, about other people and at other times of the last sixty days, until there is
 * enough. Each visit is itself an event, so that the index changes all the while, as it does at
 * work.
 */
final class PagesUnderLoad {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ENTRIES = 1_000_000;
  private static final int FINDINGS = 50_000;
  private static final int BULK = 4_000;
  private static final int DAYS = 60;
  private static final int PEOPLE = 100_000;
  private static final int VISITS = 40;
  private static final int STAFF = 300;
  private static final Pattern MONTH = Pattern.compile("\\d{4}\\.\\d{2}$");
  private static final DateTimeFormatter IN_INDEX =
      DateTimeFormatter.ofPattern("yyyy.MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunningSystem running;
  private final Random random = new Random(17);

  private PagesUnderLoad(RunningSystem running) {
    this.running = running;
  }

  /** Fills the index, visits the pages, and prints how long they took. */
  public static void main(String[] arguments) throws Exception {
    try (RunningSystem running = OnEmbeddedServers.start()) {
      PagesUnderLoad load = new PagesUnderLoad(running);
      running.door().send(scenarios());
      running.door().settle();
      load.copy("clausewatch-trail", "entryId", ENTRIES);
      load.copy("clausewatch-findings", "findingId", FINDINGS);
      load.visitAll();
    }
  }

  private static List<JsonNode> scenarios() throws Exception {
    List<JsonNode> events = new ArrayList<>();
    Instant now = Instant.now();
    for (PolicyScenarios all : PolicyScenarios.load(StackOptions.findHome().resolve("policies"))) {
      int number = 0;
      for (Scenario scenario : all.scenarios()) {
        number++;
        for (Event event : scenario.events()) {
          if (event.occurredAt().isBefore(now)) {
            events.add(AnyOrderIT.ownStory(event, all.policyId() + "-" + number + "-"));
          }
        }
      }
    }
    return events;
  }

  private void copy(String alias, String id, int many) throws Exception {
    JsonNode hits =
        JSON.readTree(running.elasticsearch("GET", "/" + alias + "/_search", "{\"size\":10000}"))
            .at("/hits/hits");
    System.err.printf("%s: %d documents to copy%n", alias, hits.size());
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < many; i++) {
      JsonNode hit = hits.get(random.nextInt(hits.size()));
      Instant at = Instant.now().minus(Duration.ofSeconds(random.nextInt(DAYS * 24 * 3600)));
      ObjectNode copy = copy((ObjectNode) hit.get("_source"), id, i, at);
      String index = MONTH.matcher(hit.get("_index").asText()).replaceFirst(IN_INDEX.format(at));
      bulk.append("{\"index\":{\"_index\":\"%s\",\"_id\":\"copy-%d\"}}\n".formatted(index, i));
      bulk.append(copy).append('\n');
      if (i % BULK == BULK - 1 || i == many - 1) {
        JsonNode answer = JSON.readTree(running.elasticsearch("POST", "/_bulk", bulk.toString()));
        if (answer.path("errors").asBoolean()) {
          throw new AssertionError(answer.at("/items/0"));
        }
        bulk.setLength(0);
      }
      if (i % 100_000 == 0) {
        System.err.printf("%s: %,d%n", alias, i);
      }
    }
    running.elasticsearch("POST", "/" + alias + "/_refresh", "");
  }

  private ObjectNode copy(ObjectNode original, String id, int number, Instant at) {
    ObjectNode copy = original.deepCopy();
    String instant = at.truncatedTo(ChronoUnit.MILLIS).toString();
    copy.put(id, "copy-" + number).put("eventId", "copy-" + number).put("occurredAt", instant);
    for (String name : List.of("receivedAt", "judgedAt", "detectedAt", "revisedAt")) {
      if (copy.hasNonNull(name)) {
        copy.put(name, instant);
      }
    }
    if (copy.hasNonNull("subjectRef")) {
      byte[] person = new byte[16];
      new Random(random.nextInt(PEOPLE)).nextBytes(person);
      copy.put("subjectRef", HexFormat.of().formatHex(person));
    }
    if (copy.hasNonNull("actorId")) {
      copy.put("actorId", "staff-" + random.nextInt(STAFF));
    }
    String text = copy.path("title").asText("") + " " + copy.path("explanation").asText("");
    copy.put(
        "searchText",
        (text + " copy " + number + " " + copy.path("actorId").asText(""))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9 ]+", " "));
    if (copy.has("severity")) {
      copy.put(
          "severityRank",
          List.of("LOW", "MEDIUM", "HIGH", "CRITICAL").indexOf(copy.path("severity").asText()));
    }
    return copy;
  }

  private void visitAll() throws Exception {
    String finding =
        running.door().get("/v1/findings?limit=1").json().at("/items/0/findingId").asText();
    String subject = somebody();
    String month = IN_INDEX.format(Instant.now().minus(Duration.ofDays(30))).replace('.', '-');
    List<String> paths =
        List.of(
            "/",
            "/findings",
            "/findings?q=copy+consent",
            "/findings/" + finding,
            "/trail",
            "/trail?q=staff",
            "/subjects/" + subject,
            "/people",
            "/policies",
            "/policies/loen-partner-center",
            "/deadlines",
            "/reviews",
            "/reviews/loen-partner-center/" + month,
            "/activity",
            "/v1/findings?q=guardian",
            "/v1/trail?q=staff-17");
    System.out.printf("%-44s %8s %8s %8s %8s%n", "ms", "first", "p50", "p95", "most");
    long[][] times = new long[paths.size()][VISITS + 1];
    try (HttpClient http = HttpClient.newHttpClient()) {
      // In turns, so that between two visits of a page the index has changed.
      for (int visit = 0; visit <= VISITS; visit++) {
        for (int i = 0; i < paths.size(); i++) {
          times[i][visit] = visit(http, paths.get(i));
        }
      }
    }
    for (int i = 0; i < paths.size(); i++) {
      long first = times[i][0];
      long[] later = Arrays.copyOfRange(times[i], 1, VISITS + 1);
      Arrays.sort(later);
      System.out.printf(
          "%-44s %8d %8d %8d %8d%n",
          paths.get(i).replaceAll("[0-9a-f]{32}|copy-\\d+", "…"),
          first,
          later[VISITS / 2],
          later[VISITS * 95 / 100 - 1],
          later[VISITS - 1]);
    }
  }

  /** Not every event is about one person: a notice may be about everybody. */
  private String somebody() throws Exception {
    for (JsonNode entry : running.door().get("/v1/trail?limit=1000").json().path("items")) {
      if (entry.hasNonNull("subjectRef")) {
        return entry.path("subjectRef").asText();
      }
    }
    throw new AssertionError("nobody is in the newest part of the trail");
  }

  private long visit(HttpClient http, String path) throws Exception {
    HttpRequest request = running.door().request(path, running.door().tokens().officer()).build();
    long start = System.nanoTime();
    int status = http.send(request, BodyHandlers.ofString()).statusCode();
    if (status != 200) {
      throw new AssertionError(path + " " + status);
    }
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
