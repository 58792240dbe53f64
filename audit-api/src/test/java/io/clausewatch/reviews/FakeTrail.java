package io.clausewatch.reviews;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Access;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.SampleDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers what a review asks of Elasticsearch, each kind of question with what a test says. */
final class FakeTrail {
  static final Instant FIRST = Instant.parse("2026-10-02T01:00:00Z");
  static final Instant LAST = Instant.parse("2026-10-30T14:59:59Z");

  final List<TrailDocument> handlers = new ArrayList<>();
  final List<String> exports = new ArrayList<>();

  /** Buckets of actors, their kinds and operations. */
  final List<String> rows = new ArrayList<>();

  /** How many people, by actor. */
  final Map<String, Integer> subjects = new LinkedHashMap<>();

  /** Buckets of actors out of hours. */
  final List<String> outside = new ArrayList<>();

  /** Buckets of actors while they were not registered. */
  final List<String> during = new ArrayList<>();

  /** Accesses by actor, then data subject. */
  final Map<String, Map<String, Long>> pairs = new LinkedHashMap<>();

  /** By actor. */
  final Map<String, List<String>> candidates = new LinkedHashMap<>();

  int accesses = 100;
  long dataSubjects = 40;
  boolean noIndex;

  final FakeElasticsearch elasticsearch = new FakeElasticsearch(this::answer);

  void actor(String id, String kind, int accesses, int outOfHours) {
    String row =
        "{\"key\":{\"actorId\":\"%s\",\"actorKind\":\"%s\",\"operation\":%s},\"doc_count\":%d,%s}";
    rows.add(row.formatted(id, kind, "null", 1, when(1)));
    if (accesses > 1) {
      rows.add(row.formatted(id, kind, "\"READ\"", accesses - 1, when(accesses - 1)));
    }
    subjects.put(id, accesses / 2);
    if (outOfHours > 0) {
      ofActor(outside, id, outOfHours);
    }
  }

  static void ofActor(List<String> buckets, String id, int count) {
    buckets.add(
        "{\"key\":{\"actorId\":\"%s\"},\"doc_count\":%d,%s}".formatted(id, count, when(count)));
  }

  static String when(long count) {
    return "\"min#first\":{\"value\":%d},\"max#last\":{\"value\":%d}"
        .formatted(FIRST.toEpochMilli(), count == 1 ? FIRST.toEpochMilli() : LAST.toEpochMilli());
  }

  void pair(String actor, String subject, long count) {
    pairs.computeIfAbsent(actor, key -> new LinkedHashMap<>()).put(subject, count);
  }

  void export(String id, int records, String reason) {
    Access access = Samples.access();
    access.setEventId(id);
    access.setOccurredAt(Instant.parse("2026-10-05T02:00:00Z"));
    access.getActor().setId("kim");
    access.getExport().setRecordCount(records);
    access.getExport().setReason(reason);
    exports.add(SampleDocuments.json(TrailDocument.of(Samples.entry("t-" + id, 1, access))));
  }

  private Answer answer(Asked asked) {
    if (FakeElasticsearch.isAboutSnapshot(asked)) {
      return FakeElasticsearch.snapshot(asked);
    }
    JsonNode query = asked.body().path("query");
    JsonNode aggregations = asked.body().path("aggregations");
    JsonNode buckets = aggregations.path("buckets");
    if (query.toString().contains("\"register\"")) {
      return FakeElasticsearch.hits(
          handlers.size(), handlers.stream().map(SampleDocuments::json).toList());
    }
    if (asked.body().has("collapse")) {
      boolean bare = query.toString().contains("reasonGiven");
      List<String> those =
          exports.stream().filter(export -> !bare || export.contains("\"reason\":null")).toList();
      return FakeElasticsearch.hits(those.size(), those);
    }
    if (noIndex || aggregations.isEmpty() || aggregations.has("refs")) {
      return FakeElasticsearch.hits(0, List.of());
    }
    if (aggregations.has("exports")) {
      return counted(totals());
    }
    if (buckets.has("date_histogram")) {
      return counted(
          "\"date_histogram#buckets\":{\"buckets\":[{\"key\":%d,\"key_as_string\":\"x\",\"doc_count\":7}]}"
              .formatted(Instant.parse("2026-08-31T15:00:00Z").toEpochMilli()));
    }
    if (buckets.has("terms")) {
      return counted(candidates());
    }
    if (buckets.has("composite")) {
      return counted(composite(query, buckets));
    }
    return counted("\"filter#subjects\":{\"doc_count\":50,\"cardinality#named\":{\"value\":17}}");
  }

  private String totals() {
    return """
    "filter#subjects":{"doc_count":90,"cardinality#named":{"value":%d}},
    "filter#exports":{"doc_count":9,"cardinality#eventId":{"value":%d}},
    "filter#bulk":{"doc_count":9,"cardinality#eventId":{"value":%2$d}},
    "filter#bare":{"doc_count":9,"cardinality#eventId":{"value":1}},
    "sterms#indices":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,
      "buckets":[{"key":"trail-2026.10","doc_count":90},{"key":"trail-2026.11","doc_count":10}]}
    """
        .formatted(dataSubjects, exports.size());
  }

  private String candidates() {
    List<String> those = new ArrayList<>();
    candidates.forEach(
        (actor, subjects) ->
            those.add(
                "{\"key\":\"%s\",\"doc_count\":9,\"sterms#subjects\":{\"doc_count_error_upper_bound\":0,\"sum_other_doc_count\":0,\"buckets\":[%s]}}"
                    .formatted(
                        actor,
                        String.join(
                            ",",
                            subjects.stream()
                                .map(subject -> "{\"key\":\"" + subject + "\",\"doc_count\":9}")
                                .toList()))));
    return "\"sterms#buckets\":{\"doc_count_error_upper_bound\":0,\"sum_other_doc_count\":0,\"buckets\":[%s]}"
        .formatted(String.join(",", those));
  }

  private String composite(JsonNode query, JsonNode buckets) {
    JsonNode composite = buckets.path("composite");
    List<String> all = new ArrayList<>();
    if (composite.path("sources").size() == 2) {
      pairs.forEach(
          (actor, subjects) ->
              subjects.forEach(
                  (subject, count) -> {
                    if (isAbout(query, subject)) {
                      all.add(
                          "{\"key\":{\"actorId\":\"%s\",\"subjectRef\":\"%s\"},\"doc_count\":%d,%s}"
                              .formatted(actor, subject, count, when(count)));
                    }
                  }));
    } else if (composite.path("sources").size() == 3) {
      all.addAll(rows);
    } else if (buckets.path("aggregations").has("subjects")) {
      subjects.forEach(
          (actor, count) ->
              all.add(
                  "{\"key\":{\"actorId\":\"%s\"},\"doc_count\":50,\"filter#subjects\":{\"doc_count\":50,\"cardinality#named\":{\"value\":%d}}}"
                      .formatted(actor, count)));
    } else {
      all.addAll(query.toString().contains("must_not") ? outside : during);
    }
    int size = composite.path("size").asInt();
    int from = composite.path("after").path("actorId").asInt(0);
    int to = Math.min(all.size(), from + size);
    return "\"composite#buckets\":{\"after_key\":{\"actorId\":\"%d\"},\"buckets\":[%s]}"
        .formatted(to, String.join(",", all.subList(from, to)));
  }

  /** Whether a query takes in what is about a data subject. */
  private static boolean isAbout(JsonNode query, String subject) {
    return query
        .at("/bool/filter")
        .valueStream()
        .allMatch(
            filter ->
                (filter.at("/terms/subjectRef").isMissingNode()
                        || holds(filter.at("/terms/subjectRef"), subject))
                    && !holds(filter.at("/bool/must_not/0/terms/subjectRef"), subject));
  }

  private static boolean holds(JsonNode refs, String subject) {
    return refs.valueStream().anyMatch(ref -> ref.asText().equals(subject));
  }

  private Answer counted(String aggregations) {
    return new Answer(
        200,
        """
        {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
         "hits":{"total":{"value":%d,"relation":"eq"},"hits":[]},"aggregations":{%s}}
        """
            .formatted(accesses, aggregations));
  }
}
