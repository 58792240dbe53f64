package io.clausewatch.findings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.platform.elasticsearch.FindingStory;
import io.clausewatch.search.CursorExpiredException;
import io.clausewatch.search.DocumentFields;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCondition.Absent;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.Holds;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Findings as the API returns them. Every method throws {@link SearchUnavailableException} when
 * Elasticsearch cannot answer.
 */
public final class FindingSearch {
  private static final String JUDGED_ALONE =
      "It was judged by the event alone: no other fact is known that the clause asks about.";
  private static final String JUDGED_BY_FACTS =
      "The other facts by which the event was judged, as they stood when it happened.";

  private final SearchClient searcher;

  /** Findings that a searcher finds. */
  public FindingSearch(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * A page of findings. Where words are searched for, each has a {@code highlight}: where they
   * stand in its texts.
   *
   * @param criteria read for {@link SearchTarget#FINDINGS}
   * @throws InvalidRequestException when the cursor belongs to another search
   * @throws CursorExpiredException when the cursor's snapshot is gone
   */
  public ResultPage page(SearchCriteria criteria, Paging paging) {
    List<String> typed =
        criteria.conditions().stream()
            .filter(Holds.class::isInstance)
            .map(condition -> ((Holds) condition).typed())
            .toList();
    return searcher.page(criteria, paging).map(document -> item(document, typed));
  }

  private static ObjectNode item(ObjectNode document, List<String> typed) {
    ObjectNode item = DocumentFields.FINDING.of(document);
    if (!typed.isEmpty()) {
      item.set("highlight", SearchHighlight.of(item, typed));
    }
    return item;
  }

  /**
   * One finding with all that an officer has to know about it: besides its own fields the judged
   * {@code event} (null while the trail does not have it yet), the {@code facts} it was judged by
   * with a {@code factsNote} about them, the engine's {@code revisions} and the {@code
   * statusHistory}, oldest first. Empty when there is no such finding.
   */
  public Optional<ObjectNode> finding(String findingId) {
    return searcher
        .documents(SearchTarget.FINDINGS, List.of(new AnyOf("findingId", List.of(findingId))))
        .stream()
        .findFirst()
        .map(this::withItsStory);
  }

  private ObjectNode withItsStory(ObjectNode story) {
    ObjectNode finding = withHistory(story);
    JsonNode evidence = finding.get("evidence");
    finding.set("event", judgedEvent(finding));
    finding.set("facts", evidence);
    finding.put("factsNote", evidence.isEmpty() ? JUDGED_ALONE : JUDGED_BY_FACTS);
    return finding;
  }

  /**
   * A finding with the engine's {@code revisions} and its {@code statusHistory}, oldest first.
   *
   * @param story the finding as the index holds it, see {@link FindingStory}
   * @return its fields and the two lists
   */
  public static ObjectNode withHistory(ObjectNode story) {
    ObjectNode finding = DocumentFields.FINDING.of(story);
    finding.putArray("revisions").addAll(items(story, FindingStory.REVISIONS));
    finding.putArray("statusHistory").addAll(history(story));
    return finding;
  }

  /** What the engine and officers made of it; an act comes after the revision that it was about. */
  private static List<ObjectNode> history(ObjectNode story) {
    List<ObjectNode> history = new ArrayList<>();
    List<ObjectNode> acts = new ArrayList<>(items(story, FindingStory.ACTS));
    for (ObjectNode revision : items(story, FindingStory.REVISIONS)) {
      int number = revision.path("revision").intValue();
      takeOver(acts, act -> act.path("revision").intValue() < number, history);
      ObjectNode entry = JsonNodeFactory.instance.objectNode().put("by", "engine");
      entry.set("at", revision.get("revisedAt"));
      entry.put("revision", number);
      entry.set("status", revision.get("status"));
      entry.set("because", revision.get("revisedBecause"));
      history.add(entry);
    }
    takeOver(acts, act -> true, history);
    return history;
  }

  private static void takeOver(
      List<ObjectNode> acts, Predicate<ObjectNode> which, List<ObjectNode> history) {
    acts.stream().filter(which).forEach(history::add);
    acts.removeIf(which);
  }

  private static List<ObjectNode> items(ObjectNode story, String list) {
    return story.path(list).valueStream().map(item -> (ObjectNode) item).toList();
  }

  /** The version of a finding as HTTP's ETag. */
  public static String etag(ObjectNode finding) {
    return '"' + finding.path("version").asText() + '"';
  }

  /**
   * Findings as the index holds them.
   *
   * @param findingIds at most a thousand
   * @return by id, those that there are; may be changed
   */
  public Map<String, ObjectNode> stories(Collection<String> findingIds) {
    Map<String, ObjectNode> stories = new HashMap<>();
    searcher
        .documents(SearchTarget.FINDINGS, List.of(ids(findingIds)))
        .forEach(story -> stories.put(story.path("findingId").asText(), story));
    return stories;
  }

  /** How many of some findings can be searched with an act that officers did about them. */
  public long knowing(Collection<String> findingIds, String actId) {
    return findingIds.isEmpty()
        ? 0
        : searcher
            .count(
                SearchTarget.FINDINGS,
                List.of(ids(findingIds), new AnyOf(FindingStory.ACT_IDS, List.of(actId))),
                Map.of())
            .total();
  }

  private static AnyOf ids(Collection<String> findingIds) {
    return new AnyOf("findingId", List.copyOf(findingIds));
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
