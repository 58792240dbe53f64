package io.clausewatch.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.EventKind;
import io.clausewatch.policy.PolicyFault;
import io.clausewatch.policy.YamlMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the scenarios of one policy. Notes every fault and reads on. */
final class ScenarioReader {

  /** Stands for the gap that an id outside of the vocabulary makes, which is no clause's. */
  static final String VOCABULARY = "vocabulary";

  private static final Instant NOW = Instant.parse("2024-03-15T12:00:00Z");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String policyId;
  private final Set<String> clauseIds;
  private final String file;
  private final List<PolicyFault> faults;
  private String clauseId;

  /**
   * A reader of one file.
   *
   * @param clauseIds the clauses of the policy
   * @param faults where what is wrong is noted
   */
  ScenarioReader(String policyId, Set<String> clauseIds, String file, List<PolicyFault> faults) {
    this.policyId = policyId;
    this.clauseIds = clauseIds;
    this.file = file;
    this.faults = faults;
  }

  /** Notes a fault at the clause being read. */
  void note(int line, int column, String message) {
    faults.add(new PolicyFault(file, line, column, clauseId, message));
  }

  List<Scenario> read(YamlMap root) {
    List<Scenario> scenarios = new ArrayList<>();
    if (!root.id("policyId").equals(policyId)) {
      root.faultAt("policyId", "expected '" + policyId + "', after which the file is named");
    }
    YamlMap clauses = root.map("clauses");
    for (String clause : clauses.names()) {
      clauseId = clause;
      if (!clauseIds.contains(clause)) {
        clauses.faultAt(clause, "the policy has no such clause");
      }
      for (YamlMap scenario : clauses.maps(clause)) {
        scenarios.add(scenario(scenario));
      }
      clauseId = null;
    }
    root.nothingElse();
    return scenarios;
  }

  private Scenario scenario(YamlMap map) {
    String name = map.text("name");
    Instant now = now(map);
    ShortForm form = new ShortForm(policyId, now);
    List<Event> events = new ArrayList<>();
    int number = 0;
    for (YamlMap event : map.maps("events")) {
      number++;
      event(event, form, "e" + number).ifPresent(events::add);
    }
    if (number == 0) {
      map.faultAt("events", "a scenario needs at least one event");
    }
    if (!map.has("finds")) {
      map.faultAt("name", "'finds' is missing; what must find nothing says 'finds: []'");
    }
    Set<ScenarioVerdict> finds = verdicts(map, "finds", events);
    Set<ScenarioVerdict> gaps = verdicts(map, "gaps", events);
    String says = map.optionalText("says").orElse(null);
    Instant until = until(map, now, events);
    map.nothingElse();
    return new Scenario(
        file, map.line(), clauseId, name, List.copyOf(events), until, finds, gaps, says);
  }

  /** When the story ends: where it does not say so, with the last thing that happens. */
  private static Instant until(YamlMap map, Instant now, List<Event> events) {
    Optional<String> text = map.optionalText("until");
    try {
      return text.map(t -> RelativeTime.matches(t) ? RelativeTime.from(now, t) : Instant.parse(t))
          .orElseGet(
              () ->
                  events.stream()
                      .map(Event::occurredAt)
                      .max(Comparator.naturalOrder())
                      .orElse(now));
    } catch (DateTimeParseException e) {
      map.faultAt("until", "expected a time such as +6d, or an instant in UTC");
      return now;
    }
  }

  private static Instant now(YamlMap map) {
    Optional<String> text = map.optionalText("now");
    try {
      return text.map(Instant::parse).orElse(NOW);
    } catch (DateTimeParseException e) {
      map.faultAt("now", "expected an instant in UTC, such as " + NOW);
      return NOW;
    }
  }

  private Optional<Event> event(YamlMap map, ShortForm form, String id) {
    String name = map.names().size() == 1 ? map.names().iterator().next() : "";
    Optional<EventKind> kind =
        Arrays.stream(EventKind.values()).filter(k -> k.id().equals(name)).findFirst();
    if (kind.isEmpty()) {
      note(map.line(), 1, "an event is one kind of the contract, a colon, and its fields");
      return Optional.empty();
    }
    Optional<JsonNode> fields = json(map.value(name), map, name);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    CloudEvents.Reading reading = form.read(kind.get(), fields.get(), id);
    reading.faults().forEach(fault -> map.faultAt(name, id + ": " + fault));
    return Optional.ofNullable(reading.event()).map(ScenarioReader::asJudged);
  }

  /** The event in the form in which intake hands it on. */
  private static Event asJudged(Event event) {
    EventChecks.canonicalise(event.record());
    return Event.of(event.record());
  }

  private Optional<JsonNode> json(Node node, YamlMap map, String name) {
    if (!(node instanceof MappingNode)) {
      map.faultAt(name, "expected the fields of the event in braces");
      return Optional.empty();
    }
    try {
      Object tree =
          new StandardConstructor(LoadSettings.builder().build())
              .constructSingleDocument(Optional.of(node));
      return Optional.of(MAPPER.valueToTree(tree));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(map.line());
      int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
      note(line, column, "no YAML: " + e.getProblem());
      return Optional.empty();
    }
  }

  /** A list is about the last event; a mapping names the events, where needed with the subject. */
  private Set<ScenarioVerdict> verdicts(YamlMap map, String name, List<Event> events) {
    Set<ScenarioVerdict> verdicts = new TreeSet<>();
    if (map.value(name) instanceof MappingNode) {
      YamlMap byEvent = map.map(name);
      for (String about : byEvent.names()) {
        String[] parts = about.split("/", 2);
        Optional<Event> event =
            events.stream().filter(e -> e.eventId().equals(parts[0])).findFirst();
        if (event.isEmpty()) {
          byEvent.faultAt(about, "there is no event '" + parts[0] + "' in this scenario");
        }
        for (String clause : clauses(byEvent, about)) {
          event.ifPresent(
              e -> add(verdicts, e, parts.length == 2 ? List.of(parts[1]) : subjects(e), clause));
        }
      }
    } else if (map.has(name)) {
      Optional<Event> last = events.stream().reduce((earlier, later) -> later);
      for (String clause : clauses(map, name)) {
        last.ifPresent(e -> add(verdicts, e, subjects(e), clause));
      }
    }
    return verdicts;
  }

  private static void add(
      Set<ScenarioVerdict> verdicts, Event event, List<String> subjects, String clause) {
    subjects.forEach(
        subject -> verdicts.add(new ScenarioVerdict(event.eventId(), subject, clause)));
  }

  private List<String> clauses(YamlMap map, String name) {
    List<String> clauses = map.texts(name);
    for (String clause : clauses) {
      if (!clauseIds.contains(clause) && !clause.equals(VOCABULARY)) {
        map.faultAt(name, "the policy has no clause '" + clause + "'");
      }
    }
    return clauses;
  }

  /** The data subjects for whom an event is judged; one without a name where it names none. */
  static List<String> subjects(Event event) {
    return event.subjectIds().isEmpty() ? List.of("") : event.subjectIds();
  }
}
