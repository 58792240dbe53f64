package io.clausewatch.stream;

import io.clausewatch.contract.Event;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.scenario.PolicyScenarios;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events of the scenarios of the policies that the project ships, as material for random
 * histories: they touch every clause from all sides, and are about the same few data subjects.
 */
final class ShippedEvents {
  private static final Path FOLDER = Path.of("..", "policies");

  static final PolicyCatalog POLICIES;
  private static final Map<String, List<Event>> BY_POLICY = new TreeMap<>();

  static {
    try {
      POLICIES = PolicyCatalog.load(FOLDER);
      for (PolicyScenarios scenarios : PolicyScenarios.load(FOLDER)) {
        BY_POLICY.put(
            scenarios.policyId(),
            scenarios.scenarios().stream()
                .flatMap(scenario -> scenario.events().stream())
                // Intake refuses what lies ahead of its clock.
                .filter(event -> event.occurredAt().isBefore(Pipeline.START))
                .toList());
      }
    } catch (PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  private ShippedEvents() {}

  static List<String> policyIds() {
    return List.copyOf(BY_POLICY.keySet());
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
