package io.clausewatch.indexing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Severity;
import io.clausewatch.platform.elasticsearch.SearchText;
import java.util.List;

/**
 * What became of a finding ({@link io.clausewatch.platform.elasticsearch.FindingStory}) as it is
 * searched for: as it is, and what sorting and full-text search need beside it.
 */
final class FindingDocument {
  private static final List<String> SEARCHED =
      List.of(
          "title",
          "localTitle",
          "quote",
          "translation",
          "explanation",
          "localExplanation",
          "findingId",
          "policyId",
          "clauseId",
          "eventId",
          "subjectRef",
          "actorId",
          "service",
          "recipientId");

  private FindingDocument() {}

  /**
   * Makes the document of a story.
   *
   * @param story the story; gains the fields that are searched by and not returned
   * @return the same, with the fields of the findings' mapping
   */
  static ObjectNode of(ObjectNode story) {
    if (story.has("findingId")) {
      story.put("severityRank", rank(Severity.valueOf(story.path("severity").asText())));
      story.put(
          SearchText.FIELD,
          SearchText.indexed(
              SEARCHED.stream().map(field -> story.path(field).textValue()).toList()));
    }
    return story;
  }

  /** The higher, the more it matters: names do not sort that way. */
  static int rank(Severity severity) {
    return switch (severity) {
      case UNKNOWN -> 0;
      case LOW -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
      case CRITICAL -> 4;
    };
  }
}
