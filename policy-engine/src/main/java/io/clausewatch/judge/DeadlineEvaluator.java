package io.clausewatch.judge;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.facts.DataHolding;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.UndecidedException;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.ClockTrigger;
import io.clausewatch.policy.Deadline;
import io.clausewatch.policy.TimeLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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

  /** The same context, due when something that its event asks for under the clause is. */
  static EvaluationContext due(Clause clause, EvaluationContext context) {
    return clause.deadline() != null && clause.deadline().task() instanceof Deadline.Await task
        ? context.due(() -> new DeadlineEvaluator(clause, context).dueIfStarted(task))
        : context;
  }

  private Instant dueIfStarted(Deadline.Await task) {
    boolean started =
        deadline.clocks().stream()
            .anyMatch(
                clock -> clock instanceof ClockTrigger.Starting starting && isStarted(starting));
    return started ? due(task.within()) : null;
  }

  private boolean isStarted(ClockTrigger.Starting clock) {
    return clock.on() == context.event().kind() && clock.starts().of(context);
  }

  private Obligation obligation() {
    boolean started = false;
    for (ClockTrigger clock : deadline.clocks()) {
      started |=
          switch (clock) {
            case ClockTrigger.Starting starting -> start(starting);
            case ClockTrigger.Collecting collecting -> start(collecting);
            case ClockTrigger.Inactivity inactivity -> start(inactivity);
          };
    }
    return started ? new Obligation(clause, open, context) : null;
  }

  private boolean start(ClockTrigger.Starting clock) {
    if (!isStarted(clock)) {
      return false;
    }
    start(
        context.at(),
        due ->
            context.subject().relationship().between(clock.stoppedBy(), context.at(), due) != null);
    return true;
  }

  /** What was collected by the last activity itself has to be destroyed too. */
  private boolean start(ClockTrigger.Inactivity clock) {
    if (context.event().subjectIds().isEmpty() || !clock.activity().of(context)) {
      return false;
    }
    Instant next =
        context
            .subject()
            .history()
            .firstAfter(context.event(), event -> isActivity(clock, event))
            .map(Event::occurredAt)
            .orElse(Instant.MAX);
    start(context.at().plusMillis(1), due -> !next.isAfter(due));
    return true;
  }

  /** What cannot be decided of an event is a gap of that event, and no activity. */
  private boolean isActivity(ClockTrigger.Inactivity clock, Event event) {
    try {
      return clock.activity().of(context.about(event.record()));
    } catch (UndecidedException undecided) {
      return false;
    }
  }

  /**
   * Starts what has to be done.
   *
   * @param heldBefore what was collected before has to be destroyed
   * @param stopped whether something stops the clock for good, at or before the due instant
   */
  private void start(Instant heldBefore, Predicate<Instant> stopped) {
    switch (deadline.task()) {
      case Deadline.Await await -> awaitAll(await, stopped);
      case Deadline.Destroy destroy ->
          context
              .subject()
              .holdings()
              .heldBefore(heldBefore)
              .forEach((category, collect) -> destroy(destroy, category, collect, stopped));
    }
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
          destroy((Deadline.Destroy) deadline.task(), category, collect, due -> false);
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
      Deadline.Destroy task, String category, Access collect, Predicate<Instant> stopped) {
    TimeLimit within = task.within().apply(category);
    if (within == null) {
      return;
    }
    Instant due = due(within);
    if (stopped.test(due == null ? Instant.MAX : due)) {
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

  private void awaitAll(Deadline.Await task, Predicate<Instant> stopped) {
    Instant due = due(task.within());
    if (stopped.test(due == null ? Instant.MAX : due)) {
      return;
    }
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
        if (due != null && task.unless().of(context.asOf(due))) {
          return;
        }
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
    if (context.access() != null || context.disclosure() != null) {
      return List.copyOf(context.followUps());
    }
    return List.copyOf(context.relatedNotices());
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
    Instant due = extended(within.after(context.at()));
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

  /** The due instant after the extensions that came by then, each by the one before. */
  private Instant extended(Instant first) {
    Deadline.Extension extension = deadline.extension();
    if (extension == null || context.request() == null) {
      return first;
    }
    Instant due = first;
    int times = 0;
    for (Request stage :
        context.subject().requests().stagesSince(context.request().getRequestId(), context.at())) {
      if (times < extension.times()
          && stage.getStage() == extension.stage()
          && !stage.getOccurredAt().isAfter(due)) {
        due = extension.by().after(due);
        times++;
      }
    }
    return due;
  }

  private Instant end(Instant opened, SubjectChange closing) {
    Subject closed = context.subject().relationship().between(Set.of(closing), opened, Instant.MAX);
    return closed == null ? null : closed.getOccurredAt();
  }
}
