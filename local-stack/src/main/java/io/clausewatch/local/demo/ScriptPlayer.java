package io.clausewatch.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.local.demo.DemoScript.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Makes events from the steps of a script. Event ids, and all ids that a template makes, carry the
 * name of the run, so that those of two runs are never the same.
 */
final class ScriptPlayer {

  /** The name in a template of the data subject whom a journey is about. */
  private static final String SUBJECT = "member";

  private static final Set<String> OF_MANY = Set.of("access", "disclosure");
  private static final Set<String> OF_ONE = Set.of("consent", "subject", "request");

  private final RandomGenerator random;
  private final String run;
  private int journeys = 0;
  private int events = 0;

  /**
   * A player for one run.
   *
   * @param random chooses where a template leaves a choice
   * @param run the run's name, of letters and digits
   */
  ScriptPlayer(RandomGenerator random, String run) {
    this.random = random;
    this.run = run;
  }

  /** The beginning of every event id of a run. */
  static String idPrefix(String run) {
    return "demo-" + run + "-";
  }

  /** Ends one journey and begins another: the same name now makes another id. */
  void nextJourney() {
    journeys++;
  }

  /**
   * The event of a step at a time; data that does not say whom it is about is about the journey's
   * own subject.
   */
  DemoEvent play(String policyId, Step step, Instant at) {
    Instant time = at.truncatedTo(ChronoUnit.MILLIS);
    int journey = journeys;
    UnaryOperator<String> ids = name -> "%s-%s-%05d".formatted(name, run, journey);
    EventTemplate template = new EventTemplate(random, ids, time);
    String id = "%s%06d".formatted(idPrefix(run), events++);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("time", time.toString());
    event.put("policy", policyId);
    event.put("source", step.service());
    event.put("type", "io.clausewatch." + step.kind() + ".v1");
    event.put("datacontenttype", "application/json");
    event.set("data", about(step.kind(), ids.apply(SUBJECT), template.fill(step.data())));
    return new DemoEvent(id, policyId, time, event.toString(), step.breaks());
  }

  private static ObjectNode about(String kind, String subjectId, JsonNode filled) {
    ObjectNode data = (ObjectNode) filled;
    if (OF_MANY.contains(kind) && !data.has("subjectIds")) {
      ArrayNode subjects = data.putArray("subjectIds");
      subjects.add(subjectId);
    } else if (OF_ONE.contains(kind)) {
      data.put("subjectId", subjectId);
    }
    return data;
  }
}
