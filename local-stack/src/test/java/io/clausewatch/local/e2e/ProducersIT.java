package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Store;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services send as docs/producers.md shows, and are told what became of it. */
@EndToEnd
class ProducersIT {
  private static final Pattern TESTED =
      Pattern.compile("<!-- tested: (.*?) -->\\s*```[a-z]+\\n(.*?)```", Pattern.DOTALL);

  private static final List<String> LIBRARIES =
      List.of(
          "cloudevents@10.0.0",
          "kafkajs@2.2.4",
          "@kafkajs/confluent-schema-registry@4.1.0",
          "@confluentinc/schemaregistry@1.10.1");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @BeforeEach
  void onceIsEnough() {
    assumeTrue(
        !System.getProperty("clausewatch.servers", "embedded").equals("containers"),
        "the examples ran on the embedded servers");
  }

  @Test
  void theExamplesOfEachLanguageLeadToFindings(RunningSystem running) throws Exception {
    Map<String, String> examples = examples();
    assertThat(examples.keySet())
        .containsExactly(
            "curl",
            "java Send.java",
            "node http.mjs",
            "node kafka.mjs",
            "node confluent.mjs",
            "python send.py",
            "go send.go");
    Optional<Path> npm = onThePath("npm");
    CompletableFuture<Void> libraries =
        npm.isEmpty()
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(() -> install(npm.get()));

    List<String> sent = new ArrayList<>();
    Map<String, String> environment = new HashMap<>(running.variables());
    environment.put("CLAUSEWATCH_URL", running.door().base().toString());
    environment.put("CLAUSEWATCH_TOKEN", running.door().tokens().producer());
    for (Map.Entry<String, String> example : examples.entrySet()) {
      String[] words = example.getKey().split(" ", 2);
      List<String> command;
      switch (words[0]) {
        case "curl" -> command = List.of("sh", "-c", example.getValue());
        case "java" ->
            command =
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), words[1]);
        case "node" -> {
          if (npm.isEmpty()) {
            missing("node and npm");
            continue;
          }
          libraries.get(5, TimeUnit.MINUTES);
          command = List.of("node", words[1]);
        }
        default -> {
          Optional<Path> program = onThePath(words[0].equals("python") ? "python3" : words[0]);
          if (program.isEmpty()) {
            missing(words[0]);
            continue;
          }
          command =
              words[0].equals("go")
                  ? List.of(program.get().toString(), "run", words[1])
                  : List.of(program.get().toString(), words[1]);
        }
      }
      if (words.length > 1) {
        Files.writeString(folder.resolve(words[1]), example.getValue());
      }
      run(command, environment);
      Matcher id = Pattern.compile("docs-[a-z0-9-]+").matcher(example.getValue());
      while (id.find()) {
        sent.add(id.group());
      }
    }

    running.door().settle();
    List<String> found =
        running.door().all("/v1/findings", "policyId", "loen-partner-center").stream()
            .map(finding -> finding.path("eventId").asText())
            .toList();
    assertThat(sent).hasSizeGreaterThanOrEqualTo(2);
    assertThat(found).containsAll(sent);
    JsonNode deliveries = deliveries(running, "?limit=1000&service=legal-desk");
    assertThat(deliveries.path("items").findValuesAsText("eventId")).containsAll(sent);
  }

  @Test
  void aServiceIsToldWhatBecameOfItsEvents(RunningSystem running) throws Exception {
    String before = access("producers-it-1", "service-of-producers-it", "customer-support");
    String changed = access("producers-it-1", "service-of-producers-it", "security");
    String typo = access("producers-it-2", "service-of-producers-it", "custmer-support");
    JsonNode receipt =
        running
            .door()
            .post("application/cloudevents-batch+json", "[" + before + "," + typo + "]")
            .json();
    assertThat(receipt.path("accepted").asInt()).isEqualTo(2);
    assertThat(receipt.at("/warnings/0/path").asText()).isEqualTo("$.data.purpose");
    assertThat(receipt.at("/warnings/0/closest").asText()).isEqualTo("customer-support");
    running.door().settle();
    running.door().post("application/cloudevents+json", changed);
    sendToKafka(running, "producers-it-3", List.of(), Operation.READ);
    sendToKafka(running, "producers-it-4", List.of("s-1"), Operation.UNKNOWN);
    running.door().settle();

    String all = "?service=service-of-producers-it";
    JsonNode page = deliveries(running, all);
    assertThat(page.path("total").asInt()).isEqualTo(5);
    Map<String, JsonNode> byState = new LinkedHashMap<>();
    page.path("items")
        .forEach(
            item ->
                byState.put(
                    item.path("eventId").asText() + " " + item.path("state").asText(), item));
    assertThat(byState.keySet())
        .contains(
            "producers-it-1 CONFLICTING",
            "producers-it-3 REJECTED",
            // A symbol of a newer contract is a gap, not a death.
            "producers-it-4 UNDECIDED");
    assertThat(byState.get("producers-it-3 REJECTED").path("faults").toString())
        .contains("$.subjectIds");
    assertThat(byState.get("producers-it-1 CONFLICTING").path("duplicateOf").asText())
        .isEqualTo("producers-it-1");
    assertThat(byState.get("producers-it-4 UNDECIDED").path("gaps")).isNotEmpty();

    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode one = deliveries(running, all + "&limit=1" + cursor);
      paged.add(one.at("/items/0/state").asText() + one.at("/items/0/eventId").asText());
      cursor = one.path("nextCursor").isNull() ? "" : "&cursor=" + one.path("nextCursor").asText();
    } while (!cursor.isEmpty());
    assertThat(paged)
        .hasSize(5)
        .doesNotHaveDuplicates()
        .isEqualTo(
            page.path("items")
                .valueStream()
                .map(item -> item.path("state").asText() + item.path("eventId").asText())
                .toList());
    for (String state : List.of("ACCEPTED", "JUDGED", "UNDECIDED", "REJECTED", "CONFLICTING")) {
      List<String> those =
          byState.keySet().stream().filter(key -> key.endsWith(" " + state)).toList();
      JsonNode found = deliveries(running, all + "&state=" + state);
      assertThat(found.path("total").asInt()).as(state).isEqualTo(those.size());
      assertThat(found.path("items")).as(state).hasSize(those.size());
    }
    assertThat(deliveries(running, "?eventId=producers-it-2").path("total").asInt()).isEqualTo(1);
  }

  private static JsonNode deliveries(RunningSystem running, String query) {
    Door door = running.door();
    Door.Answer answer =
        door.exchange(door.request("/v1/deliveries" + query, door.tokens().producer()).GET());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String access(String id, String service, String purpose) throws IOException {
    return JSON.createObjectNode()
        .put("specversion", "1.0")
        .put("id", id)
        .put("source", service)
        .put("type", "io.clausewatch.access.v1")
        .put("time", "2026-11-20T09:30:00Z")
        .put("policy", "sony-music-kr")
        .set(
            "data",
            JSON.readTree(
                """
                {"subjectIds": ["member-of-producers-it"], "actor": {"id": "kim", "kind": "SYSTEM"},
                 "operation": "READ", "purpose": "%s", "dataCategories": ["name"]}
                """
                    .formatted(purpose)))
        .toString();
  }

  private static void sendToKafka(
      RunningSystem running, String id, List<String> subjects, Operation operation)
      throws Exception {
    try (AvroSerdes serdes =
            new AvroSerdes(running.registry().get("schema.registry.url"), running.registry());
        KafkaProducer<String, Access> producer =
            new KafkaProducer<>(
                running.kafka(), new StringSerializer(), serdes.serializer(Access.class))) {
      Access access =
          Access.newBuilder()
              .setEventId(id)
              .setOccurredAt(Instant.parse("2026-11-20T09:30:00Z"))
              .setPolicyId("sony-music-kr")
              .setService("service-of-producers-it")
              .setSubjectIds(subjects)
              .setActor(Actor.newBuilder().setId("batch").setKind(ActorKind.SYSTEM).build())
              .setOperation(operation)
              .setPurpose("customer-support")
              .setDataCategories(List.of("name"))
              .setStore(Store.PRIMARY)
              .build();
      producer.send(new ProducerRecord<>("clausewatch.events.access", id, access)).get();
    }
  }

  /** The code of each by what stands in its mark, in their order. */
  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher block =
        TESTED.matcher(Files.readString(Folders.home().resolve("docs").resolve("producers.md")));
    while (block.find()) {
      examples.put(block.group(1), block.group(2));
    }
    return examples;
  }

  private void install(Path npm) {
    List<String> command =
        new ArrayList<>(
            List.of(npm.toString(), "install", "--no-audit", "--no-fund", "--ignore-scripts"));
    command.addAll(LIBRARIES);
    try {
      run(command, Map.of());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + ": " + said).isZero();
  }

  /** Go need not be there; what CI installs has to be. */
  private static void missing(String program) {
    System.err.println("There is no " + program + " on the path: its example did NOT run");
    assertThat(System.getenv("CI") == null || program.equals("go")).as(program).isTrue();
  }

  private static Optional<Path> onThePath(String program) {
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(place, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
