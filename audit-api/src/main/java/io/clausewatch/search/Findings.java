package io.clausewatch.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.search.Condition.Absent;
import io.clausewatch.search.Condition.AnyOf;
import io.clausewatch.search.Searcher.Paging;
import java.util.List;
import java.util.Optional;

/**
 * Findings as the API returns them. Every method throws {@link SearchUnavailableException} when
 * Elasticsearch cannot answer.
 */
public final class Findings {
  private static final String JUDGED_ALONE =
      "It was judged by the event alone: no other fact is known that the clause asks about.";
  private static final String JUDGED_BY_FACTS =
      "The other facts by which the event was judged, as they stood when it happened.";

  private final Searcher searcher;

  /** Findings that a searcher finds. */
  public Findings(Searcher searcher) {
    this.searcher = searcher;
  }

  /**
   * A page of findings.
   *
   * @param criteria read for {@link SearchTarget#FINDINGS}
   * @throws InvalidRequestException when the cursor belongs to another search
   * @throws CursorExpiredException when the cursor's snapshot is gone
   */
  public ResultPage page(Criteria criteria, Paging paging) {
    return searcher.page(criteria, paging).map(Shape.FINDING::of);
  }

  /**
   * One finding with all that an officer has to know about it: besides its own fields the judged
   * {@code event} (null while the trail does not have it yet), the {@code facts} it was judged by
   * with a {@code factsNote} about them, and what the index knows of its {@code revisions} and its
   * {@code statusHistory}, oldest first. Empty when there is no such finding.
   */
  public Optional<ObjectNode> finding(String findingId) {
    return searcher
        .documents(SearchTarget.FINDINGS, List.of(new AnyOf("findingId", List.of(findingId))))
        .stream()
        .findFirst()
        .map(this::withItsStory);
  }

  private ObjectNode withItsStory(ObjectNode document) {
    ObjectNode finding = Shape.FINDING.of(document);
    JsonNode evidence = finding.get("evidence");
    finding.set("event", judgedEvent(finding));
    finding.set("facts", evidence);
    finding.put("factsNote", evidence.isEmpty() ? JUDGED_ALONE : JUDGED_BY_FACTS);
    finding
        .putArray("revisions")
        .addObject()
        .put("revision", finding.path("revision").intValue())
        .put("status", finding.path("status").textValue())
        .put("revisedAt", finding.path("revisedAt").textValue());
    finding
        .putArray("statusHistory")
        .addObject()
        .put("status", finding.path("status").textValue())
        .put("at", finding.path("revisedAt").textValue())
        .put("by", "engine");
    return finding;
  }

  private JsonNode judgedEvent(ObjectNode finding) {
    JsonNode subjectRef = finding.get("subjectRef");
    return searcher
        .documents(
            SearchTarget.TRAIL,
            List.of(
                new AnyOf("eventId", List.of(finding.path("eventId").asText())),
                new AnyOf("policyId", List.of(finding.path("policyId").asText())),
                subjectRef.isNull()
                    ? new Absent("subjectRef")
                    : new AnyOf("subjectRef", List.of(subjectRef.asText()))))
        .stream()
        .findFirst()
        .map(entry -> entry.path("event"))
        .orElse(JsonNodeFactory.instance.nullNode());
  }
}
