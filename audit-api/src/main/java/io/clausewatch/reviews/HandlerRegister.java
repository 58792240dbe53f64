package io.clausewatch.reviews;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.readmodel.TrailDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * Who was registered as a handler of personal data under one policy, and when: what the judge would
 * say, from the entries that the trail has. Immutable.
 */
final class HandlerRegister {
  private final Map<String, List<Register>> byId;
  private final SharedFacts facts;

  private HandlerRegister(Map<String, List<Register>> byId, SharedFacts facts) {
    this.byId = byId;
    this.facts = facts;
  }

  /**
   * The handlers of some entries.
   *
   * @param trail entries of the trail, each with a register event that is about a handler
   */
  static HandlerRegister of(List<TrailDocument> trail) {
    Map<String, List<Register>> byId = new HashMap<>();
    for (TrailDocument document : trail) {
      Register register = document.event().register();
      byId.computeIfAbsent(register.getEntryId(), id -> new ArrayList<>()).add(register);
    }
    return new HandlerRegister(
        byId,
        SharedFacts.of(
            byId.values().stream()
                .flatMap(List::stream)
                .map(register -> Event.of((SpecificRecord) register))
                .toList()));
  }

  /** Everybody who ever had an entry. */
  Set<String> ids() {
    return byId.keySet();
  }

  /** The stretches of a period in which somebody had no valid entry, the first first. */
  List<Period> unregistered(String id, Period period) {
    List<Period> without = new ArrayList<>();
    Instant from = null;
    for (Instant at : changes(id, period)) {
      boolean valid = !facts.valid(RegisterKind.HANDLER, id, at).isEmpty();
      if (valid && from != null) {
        without.add(new Period(from, at));
        from = null;
      } else if (!valid && from == null) {
        from = at;
      }
    }
    if (from != null) {
      without.add(new Period(from, period.to()));
    }
    return without;
  }

  /** The instants at which it may begin or end to be so, among them the first of the period. */
  private SortedSet<Instant> changes(String id, Period period) {
    SortedSet<Instant> changes = new TreeSet<>(Set.of(period.from()));
    for (Register entry : byId.getOrDefault(id, List.of())) {
      changes.add(entry.getOccurredAt());
      changes.add(entry.getValidFrom());
      if (entry.getValidUntil() != null) {
        // Valid at that very millisecond, of which all times are made.
        changes.add(entry.getValidUntil().plusMillis(1));
      }
    }
    return changes.subSet(period.from(), period.to());
  }
}
