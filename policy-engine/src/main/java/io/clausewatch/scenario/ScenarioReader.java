package io.clausewatch.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.Register;
import io.clausewatch.policy.KnownNames;
import io.clausewatch.policy.PolicyFault;
import io.clausewatch.policy.Vocabulary;
import io.clausewatch.policy.YamlMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
  private static final String ONE_OF = "one of ";

  private static final String TIMES =
      "write it from the scenario's now, as in +5d or -1y -1ms (ms, s, min, h, d, mo, y), or as an"
          + " instant in UTC, such as "
          + NOW;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String policyId;
  private final Set<String> clauseIds;
  private final Vocabulary vocabulary;
  private final String file;
  private final List<PolicyFault> faults;
  private String clauseId;

  /**
   * A reader of one file.
   *
   * @param clauseIds the clauses of the policy
   * @param vocabulary the ids of purposes and categories
   * @param faults where what is wrong is noted
   */
  ScenarioReader(
      String policyId,
      Set<String> clauseIds,
      Vocabulary vocabulary,
      String file,
      List<PolicyFault> faults) {
    this.policyId = policyId;
    this.clauseIds = clauseIds;
    this.vocabulary = vocabulary;
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
      root.faultAt(
          "policyId",
          "expected '"
              + policyId
              + "', after which the file is named, but found '"
              + root.id("policyId")
              + "': write the one, or rename the file");
    }
    YamlMap clauses = root.map("clauses");
    for (String clause : clauses.names()) {
      clauseId = clause;
      if (!clauseIds.contains(clause)) {
        clauses.faultAtName(
            clause,
            "the policy has no clause '" + clause + "'" + KnownNames.closestTo(clause, clauseIds));
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
      map.faultAt(
          "name",
          "'finds' is missing: write the clauses that must be found, or 'finds: []' for none");
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
    Instant last =
        events.stream().map(Event::occurredAt).max(Comparator.naturalOrder()).orElse(now);
    try {
      Instant until =
          text.map(t -> RelativeTime.matches(t) ? RelativeTime.from(now, t) : Instant.parse(t))
              .orElse(last);
      if (until.isBefore(last)) {
        map.faultAt(
            "until",
            "the story ends at "
                + until
                + ", before its last event, which happens at "
                + last
                + ": write a later time, or take 'until' away");
      }
      return until;
    } catch (DateTimeParseException e) {
      map.faultAt("until", "'" + text.orElseThrow() + "' is no time: " + TIMES);
      return now;
    }
  }

  private static Instant now(YamlMap map) {
    Optional<String> text = map.optionalText("now");
    try {
      return text.map(Instant::parse).orElse(NOW);
    } catch (DateTimeParseException e) {
      map.faultAt(
          "now",
          "expected an instant in UTC, such as "
              + NOW
              + ", but found '"
              + text.orElseThrow()
              + "'");
      return NOW;
    }
  }

  private Optional<Event> event(YamlMap map, ShortForm form, String id) {
    String name = map.names().size() == 1 ? map.names().iterator().next() : "";
    Optional<EventKind> kind =
        Arrays.stream(EventKind.values()).filter(k -> k.id().equals(name)).findFirst();
    if (kind.isEmpty()) {
      note(
          map.line(),
          map.column(),
          "an event is one kind of the contract, a colon, and its fields, as in access: {operation:"
              + " READ}"
              + (name.isEmpty() ? "" : "; found '" + name + "'")
              + KnownNames.closestTo(
                  name, Arrays.stream(EventKind.values()).map(EventKind::id).toList()));
      return Optional.empty();
    }
    Optional<JsonNode> fields = json(map.value(name), map, name);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> time = wrongTime(fields.get());
    if (time.isPresent()) {
      map.map(name).faultAt("at", id + ": " + time.get());
      ((ObjectNode) fields.get()).remove("at"); // the rest of the event is looked at all the same
    }
    CloudEvents.Reading reading = form.read(kind.get(), fields.get(), id);
    EventFaultPlace places = new EventFaultPlace(map.value(name));
    for (Fault fault : reading.faults()) {
      EventFaultPlace.Place place = places.of(fault);
      note(place.line(), place.column(), id + ": " + fault + closest(fault));
    }
    checkIds(map, name, id, reading.event());
    return Optional.ofNullable(reading.event()).map(ScenarioReader::asJudged);
  }

  /**
   * What is granted or registered for a purpose that there is not changes nothing, and nobody would
   * hear of it: an access or a disclosure with one is a gap.
   */
  private void checkIds(YamlMap map, String name, String id, Event event) {
    List<String> purposes =
        switch (event == null ? null : event.record()) {
          case Consent consent -> consent.getPurposes();
          case Register register -> register.getPurposes();
          case null, default -> List.of();
        };
    List<String> categories =
        switch (event == null ? null : event.record()) {
          case Consent consent -> consent.getDataCategories();
          case Register register -> register.getDataCategories();
          case null, default -> List.of();
        };
    checkIds(map, name, id, "purpose", purposes, vocabulary.purposes().keySet());
    checkIds(map, name, id, "category", categories, vocabulary.allCategories());
  }

  private static void checkIds(
      YamlMap map,
      String name,
      String id,
      String what,
      List<String> used,
      Collection<String> known) {
    for (String word : used) {
      if (!known.contains(word)) {
        map.faultAt(
            name,
            id
                + ": '"
                + word
                + "' is no "
                + what
                + " of the vocabulary"
                + KnownNames.closestTo(word, known));
      }
    }
  }

  /** The closest of the symbols that a field can hold, to be said behind what was found. */
  private static String closest(Fault fault) {
    String found = fault.found().replace("\"", "");
    return fault.expected().startsWith(ONE_OF) && !found.contains(" ")
        ? KnownNames.meant(found, List.of(fault.expected().substring(ONE_OF.length()).split(", ")))
        : "";
  }

  /** What is wrong with when an event happened; empty where nothing is. */
  private static Optional<String> wrongTime(JsonNode fields) {
    JsonNode at = fields.path("at");
    if (at.isMissingNode()) {
      return Optional.empty();
    }
    try {
      if (!RelativeTime.matches(at.asText())) {
        Instant unused = OffsetDateTime.parse(at.asText()).toInstant();
      }
      return Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("'" + at.asText() + "' is no time: " + TIMES);
    }
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
      note(line, column, "no YAML: " + e.getProblem() + ": take one of them away");
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
          byEvent.faultAtName(
              about,
              "there is no event '"
                  + parts[0]
                  + "' in this scenario"
                  + KnownNames.closestTo(parts[0], events.stream().map(Event::eventId).toList()));
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
        map.faultAt(
            name,
            "the policy has no clause '" + clause + "'" + KnownNames.closestTo(clause, clauseIds));
      }
    }
    return clauses;
  }

  /** The data subjects for whom an event is judged; one without a name where it names none. */
  static List<String> subjects(Event event) {
    return event.subjectIds().isEmpty() ? List.of("") : event.subjectIds();
  }
}
