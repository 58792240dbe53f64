package io.clausewatch.judge;

import io.clausewatch.contract.Event;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.MissedTask;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A clock that an event started under a clause, and what is not done in time of that: nothing, when
 * all was done or need not be. It says when each thing falls due; whether that has passed is for
 * whoever has a clock to say.
 *
 * @param clause the clause
 * @param open what was not done in time, so far as is known; by due instant, what is suspended last
 * @param context the event that started the clock, and what is known
 */
public record Obligation(Clause clause, List<Item> open, EvaluationContext context) {

  private static final Comparator<Item> BY_DUE =
      Comparator.comparing(Item::dueAt, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Item::what);

  /**
   * Something to be done.
   *
   * @param what a category to be destroyed, or what is to come, in words
   * @param localWhat what is to come, in the policy's language; null for a category, and where that
   *     is English
   * @param dueAt the last instant that is in time; null while that is suspended
   * @param doneAt when it was done, too late; null when it was not
   * @param told the events that say so
   */
  public record Item(
      String what, String localWhat, Instant dueAt, Instant doneAt, List<SpecificRecord> told) {
    boolean isOverdue(Instant now) {
      return dueAt != null && dueAt.isBefore(now);
    }
  }

  /** Sorts what is open. */
  public Obligation {
    open = open.stream().sorted(BY_DUE).toList();
  }

  /** What is overdue at an instant, as a violation; empty when nothing is. */
  public Optional<Violation> violationAt(Instant now) {
    List<Item> overdue = open.stream().filter(item -> item.isOverdue(now)).toList();
    if (overdue.isEmpty()) {
      return Optional.empty();
    }
    List<MissedTask> missed =
        overdue.stream()
            .map(item -> new MissedTask(item.what(), item.localWhat(), item.dueAt(), item.doneAt()))
            .toList();
    EvaluationContext telling = context.missing(missed);
    List<Event> facts = new ArrayList<>();
    overdue.stream().flatMap(item -> item.told().stream()).map(Event::of).forEach(facts::add);
    List<String> categories =
        clause.deadline().task() instanceof Deadline.Destroy
            ? overdue.stream().map(Item::what).distinct().sorted().toList()
            : null;
    return Optional.of(
        Violation.of(clause, telling, facts, overdue.getFirst().dueAt(), categories));
  }

  /** When the next thing falls due from an instant on; empty when nothing does. */
  public Optional<Instant> nextDue(Instant now) {
    return open.stream()
        .filter(item -> item.dueAt() != null && !item.isOverdue(now))
        .map(Item::dueAt)
        .findFirst();
  }

  /** Whether something is left whose time is suspended. */
  public boolean isSuspended() {
    return open.stream().map(Item::dueAt).anyMatch(Objects::isNull);
  }
}
