package io.clausewatch.stream;

import io.clausewatch.alerting.AlertObserver;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Severity;
import io.clausewatch.ingest.IntakeObserver;
import io.clausewatch.judging.JudgeObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts what intake, judge and alerting do, and gauges how far passes have come. A transaction
 * that is aborted is counted again when it is repeated. No tag comes from a record's text.
 * Thread-safe.
 */
final class StreamCounters implements IntakeObserver, JudgeObserver, AlertObserver {
  private final Map<EventKind, Counter> taken;
  private final Map<EventKind, Counter> duplicates;
  private final Map<EventKind, Counter> rekeyed;
  private final Map<EventKind, Counter> judged;
  private final Map<EventKind, Counter> undecided;
  private final Map<EventKind, Counter> late;
  private final Map<DeadLetterReason, Counter> buried;
  private final Map<Severity, Map<FindingStatus, Counter>> findings;
  private final Map<AlertChange, Map<AlertOrigin, Counter>> alerts;
  private final Counter spared;
  private final Counter judgedAgain;
  private final PassGauges passes;

  StreamCounters(MeterRegistry registry) {
    taken = byKind(registry, "clausewatch.events.taken", "Events taken in for the first time");
    duplicates = byKind(registry, "clausewatch.events.duplicate", "Events that came again");
    rekeyed =
        byKind(
            registry,
            "clausewatch.events.rekeyed",
            "Events that lay outside of the partition of their id, and were sent there");
    judged = byKind(registry, "clausewatch.acts.judged", "Events judged, one a data subject");
    undecided =
        byKind(registry, "clausewatch.acts.undecided", "Events of which something is undecided");
    late =
        byKind(
            registry,
            "clausewatch.facts.late",
            "Facts older than the events that are kept to be judged again");
    judgedAgain =
        Counter.builder("clausewatch.acts.judged.again")
            .description("Judgements repeated because of a new fact")
            .register(registry);
    passes = new PassGauges(registry);
    buried =
        each(
            DeadLetterReason.class,
            reason ->
                Counter.builder("clausewatch.dead.letters")
                    .description("Records that could not be processed")
                    .tag("reason", reason.name())
                    .register(registry));
    alerts =
        each(
            AlertChange.class,
            change ->
                each(
                    AlertOrigin.class,
                    origin ->
                        Counter.builder("clausewatch.alert.decisions")
                            .description("Decisions that somebody may have to be told")
                            .tag("change", change.name())
                            .tag("origin", origin.name())
                            .register(registry)));
    spared =
        Counter.builder("clausewatch.alerts.spared")
            .description("Findings that were over before they had settled")
            .register(registry);
    findings =
        each(
            Severity.class,
            severity ->
                each(
                    FindingStatus.class,
                    status ->
                        Counter.builder("clausewatch.findings")
                            .description("Revisions of findings")
                            .tag("severity", severity.name())
                            .tag("status", status.name())
                            .register(registry)));
  }

  @Override
  public void decided(AlertChange change, AlertOrigin origin) {
    alerts.get(change).get(origin).increment();
  }

  @Override
  public void sparedAlert() {
    spared.increment();
  }

  private static Map<EventKind, Counter> byKind(
      MeterRegistry registry, String name, String description) {
    return each(
        EventKind.class,
        kind ->
            Counter.builder(name)
                .description(description)
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(registry));
  }

  private static <E extends Enum<E>, V> Map<E, V> each(Class<E> type, Function<E, V> value) {
    Map<E, V> map = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      map.put(constant, value.apply(constant));
    }
    return map;
  }

  @Override
  public void taken(EventKind kind) {
    taken.get(kind).increment();
  }

  @Override
  public void duplicate(EventKind kind) {
    duplicates.get(kind).increment();
  }

  @Override
  public void rekeyed(EventKind kind) {
    rekeyed.get(kind).increment();
  }

  @Override
  public void judged(EventKind kind) {
    judged.get(kind).increment();
  }

  @Override
  public void judgedAgain() {
    judgedAgain.increment();
  }

  @Override
  public void undecided(EventKind kind) {
    undecided.get(kind).increment();
  }

  @Override
  public void found(Severity severity, FindingStatus status) {
    findings.get(severity).get(status).increment();
  }

  @Override
  public void lateBeyondHorizon(EventKind kind) {
    late.get(kind).increment();
  }

  @Override
  public void passGoesOn(String policyId, int partition, double share) {
    passes.set(policyId, partition, share);
  }

  @Override
  public void passEnded(String policyId, int partition) {
    passes.remove(policyId, partition);
  }

  @Override
  public void passesLeft(int partition) {
    passes.removeAll(partition);
  }

  @Override
  public void buried(DeadLetterReason reason) {
    buried.get(reason).increment();
  }
}
