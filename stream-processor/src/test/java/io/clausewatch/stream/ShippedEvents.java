package io.clausewatch.stream;

import io.clausewatch.contract.Event;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.scenario.PolicyScenarios;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events of the scenarios of the policies that the project ships, the examples included, as
 * material for random histories: they touch every clause from all sides, and are about the same few
 * data subjects.
 */
final class ShippedEvents {
  private static final Path FOLDER = Path.of("..", "policies");

  /** Those that an installation starts with. */
  static final PolicyCatalog POLICIES;

  private static final Map<String, PolicyCatalog> CATALOGS = new HashMap<>();
  private static final Map<String, List<Event>> BY_POLICY = new TreeMap<>();

  static {
    try {
      read(FOLDER.resolve("examples"));
      POLICIES = read(FOLDER);
    } catch (PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  private ShippedEvents() {}

  private static PolicyCatalog read(Path folder) throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(folder);
    for (PolicyScenarios scenarios : PolicyScenarios.load(folder)) {
      CATALOGS.put(scenarios.policyId(), catalog);
      BY_POLICY.put(
          scenarios.policyId(),
          scenarios.scenarios().stream()
              .flatMap(scenario -> scenario.events().stream())
              // Intake refuses what lies ahead of its clock.
              .filter(event -> event.occurredAt().isBefore(Pipeline.START))
              .toList());
    }
    return catalog;
  }

  /** All policies, those of the examples included. */
  static List<String> policyIds() {
    return List.copyOf(BY_POLICY.keySet());
  }

  /** The policies of the folder that this one lies in. */
  static PolicyCatalog catalog(String policyId) {
    return CATALOGS.get(policyId);
  }

  static List<Event> of(String policyId) {
    return BY_POLICY.get(policyId);
  }

  /** Some of the events, each with an id of its own. */
  static List<Event> pick(String policyId, List<Integer> numbers) {
    List<Event> picked = new ArrayList<>();
    for (int number : numbers) {
      SpecificRecord record = BY_POLICY.get(policyId).get(number).record();
      SpecificRecord own = SpecificData.get().deepCopy(record.getSchema(), record);
      own.put(own.getSchema().getField("eventId").pos(), "event-" + picked.size());
      picked.add(Event.of(own));
    }
    return picked;
  }
}
