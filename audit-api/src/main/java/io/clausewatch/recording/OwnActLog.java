package io.clausewatch.recording;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.IdText;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.eventlog.EventEncoder;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes what people do through this server, each act as one access event under the policy of the
 * audit trail. Safe for use by many threads.
 */
public final class OwnActLog {
  private static final String PURPOSE = "audit";

  private final String policyId;
  private final EventEncoder encoder;
  private final EventLog log;
  private final InstantSource clock;
  private final AtomicLong written = new AtomicLong();

  /**
   * What is written of an act.
   *
   * @param eventId its id, unique
   * @param actor who acted
   * @param address where they came from
   * @param operation what they did
   * @param category of which data, a category of the vocabulary
   * @param subjects whom it was about; empty when it was about nobody in particular
   * @param export what left; empty when nothing did
   */
  record OwnAct(
      String eventId,
      String actor,
      String address,
      Operation operation,
      String category,
      List<String> subjects,
      Optional<Export> export) {}

  /**
   * Writes acts under a policy.
   *
   * @param policyId the policy under which the audit trail is held
   * @param encoder makes the records
   * @param log takes them
   * @param clock the wall clock
   */
  public OwnActLog(String policyId, EventEncoder encoder, EventLog log, InstantSource clock) {
    this.policyId = policyId;
    this.encoder = encoder;
    this.log = log;
    this.clock = clock;
  }

  /** The policy under which acts are written. */
  String policyId() {
    return policyId;
  }

  /** How many acts have been written since the start. */
  public long written() {
    return written.get();
  }

  /**
   * Writes an act, and returns once that is durable.
   *
   * @throws UnavailableException when that could not be achieved in time
   */
  void append(OwnAct act) throws UnavailableException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Event event = Event.of(access(act, now));
    List<Fault> faults = EventChecks.check(event, now);
    if (!faults.isEmpty()) {
      // Intake would turn it away when it is too late to say so.
      throw new IllegalStateException(
          "an act breaks the contract at " + faults.stream().map(Fault::path).toList());
    }
    log.append(List.of(encoder.encode(event)));
    written.incrementAndGet();
  }

  private Access access(OwnAct act, Instant now) {
    List<String> subjects = act.subjects().stream().map(IdText::normalise).distinct().toList();
    return Access.newBuilder()
        .setEventId(act.eventId())
        .setOccurredAt(now)
        .setPolicyId(policyId)
        .setService(ReservedNames.SERVICE)
        .setSubjectIds(subjects.isEmpty() ? List.of(ReservedNames.NOBODY) : subjects)
        .setActor(new Actor(act.actor(), ActorKind.STAFF, null, act.address(), null))
        .setOperation(act.operation())
        .setPurpose(PURPOSE)
        .setDataCategories(List.of(act.category()))
        .setExport(act.export().orElse(null))
        .build();
  }
}
