package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;

/**
 * A raw subject id goes no further than the topics of events and own acts: not into a log, a
 * metric, another topic or the index.
 */
@EndToEnd
class PrivacyIT {

  private static final String RAW = "raw-subject-id-7Q";

  @Test
  void rawSubjectIdsGoNoFurtherThanTheEventsTopics(RunningSystem running) throws Exception {
    Door door = running.door();
    door.send(everyKind());
    JsonNode faulty =
        Story.event(
            "access",
            "priv-bad",
            "sony-music-kr",
            Instant.now(),
            "{'subjectIds': ['%s', '%s']}".formatted(RAW, RAW));
    assertThat(door.post("application/cloudevents+json", faulty.toString()).status())
        .isEqualTo(400);
    door.settle();
    assertThat(door.all("/v1/trail", "subjectId", RAW)).hasSizeGreaterThanOrEqualTo(6);
    assertThat(door.open(RAW, "loen-partner-center")).isNotEmpty();
    assertThat(door.get("/v1/findings?subjectId=" + RAW + "&limit=wrong").status()).isEqualTo(400);
    assertThat(door.get("/v1/subjects/" + RAW + "/report?format=pdf&reason=why").status())
        .isEqualTo(200);
    assertThat(door.get("/v1/subjects/" + RAW + "/report").status()).isEqualTo(400);

    assertThat(logsWithRawId(running.logs())).isEmpty();
    assertThat(Servers.metrics(door.base())).doesNotContain(RAW);
    assertThat(Servers.metrics(running.processor())).doesNotContain(RAW);
    String index = running.elasticsearch("GET", "/_all/_search?size=10000", "");
    assertThat(index).contains("priv-1").doesNotContain(RAW);
    assertThat(topicsWithRawId(running.kafka()))
        .isNotEmpty()
        .allMatch(
            topic ->
                topic.startsWith("clausewatch.events.") || topic.equals("clausewatch.own-acts"));
  }

  private static List<JsonNode> everyKind() {
    String policy = "loen-partner-center";
    Instant now = Instant.now();
    return List.of(
        Story.read("priv-1", policy, RAW, "recruitment", now),
        Story.request("priv-2", policy, RAW, "VERBAL_REQUEST", now),
        Story.consent("priv-3", policy, RAW, "GRANTED", "direct-marketing", now),
        Story.event(
            "subject",
            "priv-4",
            policy,
            now,
            "{'subjectId': '%s', 'change': 'REGISTERED'}".formatted(RAW)),
        Story.event(
            "request",
            "priv-5",
            policy,
            now,
            "{'subjectId': '%s', 'requestId': 'req-%s', 'right': 'ACCESS', 'stage': 'REFUSED'}"
                .formatted(RAW, RAW)),
        Story.event(
            "notice",
            "priv-6",
            policy,
            now,
            "{'noticeId': 'n-1', 'kind': 'BREACH_DISCOVERED', 'subjectIds': ['%s']}"
                .formatted(RAW)),
        Story.event(
            "access",
            "priv-7",
            policy,
            now,
            """
            {'subjectIds': ['%s'], 'actor': {'id': '%s', 'kind': 'SUBJECT'}, 'operation': 'EXPORT',
             'purpose': 'recruitment', 'dataCategories': ['name'],
             'export': {'reason': 'asked for by %s', 'recordCount': 1}}
            """
                .formatted(RAW, RAW, RAW)));
  }

  private static List<String> logsWithRawId(Path logs) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (contains(Files.readAllBytes(file))) {
          found.add(file.getFileName().toString());
        }
      }
    }
    return found;
  }

  private static Set<String> topicsWithRawId(Map<String, Object> kafka) throws Exception {
    Set<String> found = new TreeSet<>();
    try (Admin admin = Admin.create(kafka)) {
      Set<String> topics = new TreeSet<>(admin.listTopics().names().get());
      topics.remove("_schemas");
      TopicReader.readAll(
          kafka,
          IsolationLevel.READ_UNCOMMITTED,
          topics,
          record -> {
            if (contains(record.key()) || contains(record.value())) {
              found.add(record.topic());
            }
          });
    }
    return found;
  }

  private static boolean contains(byte[] bytes) {
    return bytes != null && new String(bytes, StandardCharsets.ISO_8859_1).contains(RAW);
  }
}
