package io.clausewatch.platform.elasticsearch;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Triage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What became of one finding: what the engine says of it, and what officers did about it, as the
 * one document that is searched. Pure, and a function of a set: the latest of the engine's
 * revisions that were told and all acts that were told make the story, in whatever order and
 * however often they are told.
 *
 * <p>A story holds the fields of the finding's latest revision, but for {@code status}, which is
 * the one in force (that of the engine is {@code engineStatus}); {@code revisions}, those that were
 * told, oldest first, at most {@link #MAX_REVISIONS}; {@code acts}, all of them, oldest first; the
 * {@code assignee} and the {@code reason} of the status, where there is one; and {@code version},
 * which grows with every revision and every act. A story that knows of acts alone has no {@code
 * findingId}: nobody finds it before its finding comes.
 *
 * <p><b>The status in force</b> is RETRACTED as long as the engine says so. Else it is that of the
 * last act with a status, unless the finding was raised again since: what was decided before that
 * was decided on other facts, is kept, and has to be decided anew.
 */
public final class FindingStory {
  /** The field that names every act of the story; searched by, and not part of what is returned. */
  public static final String ACT_IDS = "actIds";

  /** The field with the acts, oldest first. */
  public static final String ACTS = "acts";

  /** The field with the engine's revisions, oldest first. */
  public static final String REVISIONS = "revisions";

  /** A finding that has more keeps the latest: a document must not grow for ever. */
  public static final int MAX_REVISIONS = 200;

  private static final String RETRACTED = "RETRACTED";

  /** Later ones decide. Whoever acts knows all acts that their own is based on. */
  private static final Comparator<ObjectNode> ORDER_OF_ACTS =
      comparingInt((ObjectNode act) -> act.path("basedOn").intValue())
          .thenComparing(act -> instant(act, "at"))
          .thenComparing(act -> act.path("actId").textValue());

  /** A number can come twice: an event that comes again after it was forgotten begins anew. */
  private static final Comparator<ObjectNode> ORDER_OF_REVISIONS =
      comparingInt((ObjectNode revision) -> revision.path("revision").intValue())
          .thenComparing(revision -> instant(revision, "revisedAt"));

  private FindingStory() {}

  /**
   * Tells a story that the engine has revised the finding.
   *
   * @param story as it was; empty when nothing is known yet. Not changed
   * @param finding the revision
   * @return the story with it
   */
  public static ObjectNode with(Optional<ObjectNode> story, Finding finding) {
    ObjectNode before = story.orElseGet(FindingStory::empty);
    ObjectNode told = AvroJson.toJson(finding);
    boolean newer = !before.has("findingId") || ORDER_OF_REVISIONS.compare(told, before) > 0;
    ObjectNode after = newer ? told : before.deepCopy();
    if (newer) {
      after.set("engineStatus", told.get("status"));
      after.set(ACTS, array(before, ACTS).deepCopy());
    }
    ObjectNode revision =
        JsonNodeFactory.instance
            .objectNode()
            .put("revision", finding.getRevision())
            .put("status", finding.getStatus().name())
            .put("revisedAt", finding.getRevisedAt().toString())
            .put("revisedBecause", finding.getRevisedBecause());
    List<ObjectNode> revisions =
        united(
            array(before, REVISIONS),
            revision,
            each -> each.path("revision") + " " + each.path("revisedAt"),
            ORDER_OF_REVISIONS);
    int first = Math.max(0, revisions.size() - MAX_REVISIONS);
    after.putArray(REVISIONS).addAll(revisions.subList(first, revisions.size()));
    return concluded(after);
  }

  /**
   * Tells a story what an officer did about the finding.
   *
   * @param story as it was; empty when nothing is known yet. Not changed
   * @param triage the act
   * @return the story with it
   */
  public static ObjectNode with(Optional<ObjectNode> story, Triage triage) {
    ObjectNode after = story.map(ObjectNode::deepCopy).orElseGet(FindingStory::empty);
    ObjectNode act = AvroJson.toJson(triage);
    // Those of the finding itself.
    act.remove(List.of("findingId", "detectedAt"));
    List<ObjectNode> acts =
        united(array(after, ACTS), act, each -> each.path("actId").textValue(), ORDER_OF_ACTS);
    after.putArray(ACTS).addAll(acts);
    return concluded(after);
  }

  /**
   * The act of this id that a story knows.
   *
   * @param story the story
   * @param actId the act's id
   * @return the act as the story holds it; empty when it does not know of it
   */
  public static Optional<JsonNode> act(ObjectNode story, String actId) {
    return story
        .path(ACTS)
        .valueStream()
        .filter(act -> act.path("actId").asText().equals(actId))
        .findFirst();
  }

  private static ObjectNode empty() {
    ObjectNode story = JsonNodeFactory.instance.objectNode();
    story.putArray(ACTS);
    story.putArray(REVISIONS);
    return story;
  }

  /** What follows from the engine's fields and the acts. */
  private static ObjectNode concluded(ObjectNode story) {
    List<JsonNode> acts = story.path(ACTS).valueStream().toList();
    story.put("version", story.path("revision").intValue() + acts.size());
    ArrayNode ids = story.putArray(ACT_IDS);
    acts.forEach(act -> ids.add(act.get("actId")));
    story.remove(List.of("assignee", "reason"));
    lastOf(acts, act -> !act.path("assignee").isNull())
        .map(act -> act.path("assignee").textValue())
        .filter(assignee -> !assignee.isEmpty())
        .ifPresent(assignee -> story.put("assignee", assignee));
    if (story.has("findingId")) {
      story.set("status", story.get("engineStatus"));
      if (!story.path("engineStatus").asText().equals(RETRACTED)) {
        int raisedIn = story.path("raisedIn").intValue();
        lastOf(
                acts,
                act -> !act.path("status").isNull() && act.path("revision").intValue() >= raisedIn)
            .ifPresent(
                act -> {
                  story.set("status", act.get("status"));
                  if (!act.path("reason").isNull()) {
                    story.set("reason", act.get("reason"));
                  }
                });
      }
    }
    return story;
  }

  private static ArrayNode array(ObjectNode json, String field) {
    return json.path(field) instanceof ArrayNode there
        ? there
        : JsonNodeFactory.instance.arrayNode();
  }

  private static Optional<JsonNode> lastOf(List<JsonNode> acts, Predicate<JsonNode> which) {
    return acts.stream().filter(which).reduce((former, latter) -> latter);
  }

  /**
   * The set with one more, in order. Of two with one key the same one stays whichever came first:
   * the earlier, as a repeated act is.
   */
  private static List<ObjectNode> united(
      ArrayNode some,
      ObjectNode another,
      Function<ObjectNode, String> key,
      Comparator<ObjectNode> order) {
    BinaryOperator<ObjectNode> earlier =
        BinaryOperator.minBy(order.thenComparing(comparing(ObjectNode::toString)));
    Map<String, ObjectNode> byKey = new TreeMap<>();
    some.forEach(each -> byKey.put(key.apply((ObjectNode) each), (ObjectNode) each));
    byKey.merge(key.apply(another), another, earlier);
    return byKey.values().stream().sorted(order).toList();
  }

  private static Instant instant(JsonNode json, String field) {
    return Instant.parse(json.path(field).textValue());
  }
}
