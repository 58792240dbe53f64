package io.clausewatch.judge;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.facts.DataHolding;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.Relationship;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.ClockTrigger;
import io.clausewatch.policy.Deadline;
import io.clausewatch.policy.TimeLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Finds the clocks that an event starts, and what was not done before they ran out. Pure. */
final class DeadlineEvaluator {

  private final Clause clause;
  private final Deadline deadline;
  private final EvaluationContext context;
  private final List<Obligation.Item> open = new ArrayList<>();

  private DeadlineEvaluator(Clause clause, EvaluationContext context) {
    this.clause = clause;
    this.deadline = clause.deadline();
    this.context = context;
  }

  /**
   * The obligation that an event starts under a clause; null when it starts no clock.
   *
   * @throws io.clausewatch.facts.UndecidedException when a rule of the deadline needs a fact that
   *     is not known
   */
  static Obligation obligation(Clause clause, EvaluationContext context) {
    return new DeadlineEvaluator(clause, context).obligation();
  }

  private Obligation obligation() {
    boolean started = false;
    for (ClockTrigger clock : deadline.clocks()) {
      started |=
          switch (clock) {
            case ClockTrigger.Starting starting -> start(starting);
            case ClockTrigger.Collecting collecting -> start(collecting);
          };
    }
    return started ? new Obligation(clause, open, context) : null;
  }

  private boolean start(ClockTrigger.Starting clock) {
    if (clock.on() != context.event().kind() || !clock.starts().of(context)) {
      return false;
    }
    switch (deadline.task()) {
      case Deadline.Await await -> awaitAll(await);
      case Deadline.Destroy destroy ->
          context
              .subject()
              .holdings()
              .heldBefore(context.at())
              .forEach(
                  (category, collect) -> destroy(destroy, category, collect, clock.stoppedBy()));
    }
    return true;
  }

  private boolean start(ClockTrigger.Collecting clock) {
    if (context.access() != null && context.access().getOperation() != Operation.COLLECT) {
      return false; // most events; spared the look at what is known
    }
    Subject birth = context.subject().relationship().birthFirstTold();
    List<Access> collects = collectsStarted(birth);
    boolean started = birth != null && birth.getEventId().equals(context.event().eventId());
    for (Access collect : collects) {
      if (clock.which().of(context.about(collect))) {
        started = true;
        for (String category : collect.getDataCategories()) {
          destroy((Deadline.Destroy) deadline.task(), category, collect, Set.of());
        }
      }
    }
    return started;
  }

  /** The COLLECTs whose time starts with the event at hand, the later of them and the birth. */
  private List<Access> collectsStarted(Subject birth) {
    Access own = context.access();
    if (own != null) {
      boolean later = birth == null || own.getOccurredAt().isAfter(birth.getOccurredAt());
      return later ? List.of(own) : List.of();
    }
    return birth == null || !birth.getEventId().equals(context.event().eventId())
        ? List.of()
        : context.subject().holdings().collected().stream()
            .filter(collect -> !collect.getOccurredAt().isAfter(birth.getOccurredAt()))
            .toList();
  }

  private void destroy(
      Deadline.Destroy task, String category, Access collect, Set<SubjectChange> stoppedBy) {
    TimeLimit within = task.within().apply(category);
    if (within == null) {
      return;
    }
    Instant due = due(within);
    Relationship relationship = context.subject().relationship();
    if (relationship.between(stoppedBy, context.at(), due == null ? Instant.MAX : due) != null) {
      return;
    }
    List<Access> destroyed =
        context.subject().holdings().destroyedSince(category, collect.getOccurredAt()).stream()
            .filter(access -> task.by().of(context.about(access)))
            .toList();
    Access first = destroyed.isEmpty() ? null : destroyed.getFirst();
    if (first != null && (due == null || !first.getOccurredAt().isAfter(due))) {
      return;
    }
    if (due != null
        && task.unless()
            .of(
                context.holding(
                    new DataHolding(category, collect.getOccurredAt(), context.at(), due)))) {
      return;
    }
    add(category, null, due, collect, first, first == null ? null : first.getOccurredAt());
  }

  private void awaitAll(Deadline.Await task) {
    Instant due = due(task.within());
    for (Deadline.Awaited awaited : task.awaited()) {
      SpecificRecord first = null;
      Instant at = null;
      for (SpecificRecord answer : answers()) {
        if (first == null && awaited.when().of(context.about(answer))) {
          first = answer;
          at = Event.of(answer).occurredAt();
        }
      }
      if (at == null || (due != null && at.isAfter(due))) {
        add(awaited.what(), awaited.localWhat(), due, null, first, at);
      }
    }
  }

  /** What can bring what is awaited, oldest first. */
  private List<SpecificRecord> answers() {
    if (context.request() != null) {
      return List.copyOf(
          context.subject().requests().stagesSince(context.request().getRequestId(), context.at()));
    }
    if (context.notice() != null) {
      String noticeId = context.notice().getNoticeId();
      return Stream.of(context.subject().notices(), context.shared().notices())
          .flatMap(Collection::stream)
          .filter(notice -> noticeId.equals(notice.getRelatesTo()))
          .sorted(Comparator.comparing(Notice::getOccurredAt).thenComparing(Notice::getEventId))
          .map(SpecificRecord.class::cast)
          .toList();
    }
    return List.of();
  }

  private void add(
      String what,
      String localWhat,
      Instant due,
      SpecificRecord cause,
      SpecificRecord late,
      Instant doneAt) {
    List<SpecificRecord> told = Stream.of(cause, late).filter(fact -> fact != null).toList();
    open.add(new Obligation.Item(what, localWhat, due, doneAt, told));
  }

  /**
   * The last instant in time: what stands at the due instant or comes before it holds the time up,
   * and its end leaves some time at least; null while something stands that has not ended.
   */
  private Instant due(TimeLimit within) {
    Instant due = within.after(context.at());
    for (boolean moved = true; moved; ) {
      moved = false;
      for (Map.Entry<SubjectChange, SubjectChange> held : deadline.suspendedBy().entrySet()) {
        for (Subject opened : context.subject().relationship().changes(held.getKey())) {
          if (opened.getOccurredAt().isAfter(due)) {
            break;
          }
          Instant ended = end(opened.getOccurredAt(), held.getValue());
          if (ended == null) {
            return null;
          }
          Instant resumed = deadline.resumes().after(ended);
          if (resumed.isAfter(due)) {
            due = resumed;
            moved = true;
          }
        }
      }
    }
    return due;
  }

  private Instant end(Instant opened, SubjectChange closing) {
    Subject closed = context.subject().relationship().between(Set.of(closing), opened, Instant.MAX);
    return closed == null ? null : closed.getOccurredAt();
  }
}
