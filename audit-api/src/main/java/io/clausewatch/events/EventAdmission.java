package io.clausewatch.events;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.IdText;
import io.clausewatch.eventlog.EventEncoder;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.http.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Which events of a request are let in.
 *
 * @param records the good ones, in their order, ready to be written
 * @param accepted the event of each record
 * @param rejected the others, in their order
 */
record EventAdmission(
    List<ProducerRecord<String, byte[]>> records,
    List<ParsedEvent> accepted,
    List<Rejection> rejected) {

  /** Why an event is not let in, as metrics count it. */
  enum Reason {
    /** It has faults. */
    INVALID(400),
    /** Clausewatch alone may send it. */
    RESERVED(403),
    /** The sender may not send for this service, or under this policy. */
    FOREIGN(403),
    /** A personal value stands in place of an id. */
    PERSONAL(400),
    /** It has the id of another event of the same request. */
    CONFLICTING(400),
    /** No record can be as large. */
    TOO_LARGE(400);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** The HTTP status of the answer to such an event that comes by itself. */
    int status() {
      return status;
    }

    /** How metrics call it. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One event that is not let in.
   *
   * @param candidate the event
   * @param reason the kind of reason
   * @param faults every fault
   */
  record Rejection(ParsedEvent candidate, Reason reason, List<Fault> faults) {
    /** Every fault, for the sender. */
    List<String> errors() {
      return faults.stream().map(Fault::toString).toList();
    }

    /** Every fault in the contract's own words, for what is kept. */
    List<String> kept() {
      return faults.stream().map(Fault::kept).toList();
    }
  }

  /**
   * Decides about each candidate by itself; of two that have one id but not one content, the first
   * is let in. An id of a policy that nobody knows is not a fault: that is for the judge to say.
   *
   * @param rules what is not let in
   * @param caller who sends them
   * @param maxBytes the largest record
   * @throws UnavailableException when the schema registry can't be used now
   */
  static EventAdmission decide(
      List<ParsedEvent> candidates,
      AdmissionRules rules,
      Caller caller,
      EventEncoder encoder,
      int maxBytes)
      throws UnavailableException {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(candidates.size());
    List<ParsedEvent> accepted = new ArrayList<>(candidates.size());
    List<Rejection> rejected = new ArrayList<>();
    Map<String, ParsedEvent> byId = new HashMap<>();
    for (ParsedEvent candidate : candidates) {
      Event event = candidate.reading().event();
      if (event == null) {
        rejected.add(rejection(candidate, Reason.INVALID, candidate.reading().faults()));
        continue;
      }
      Optional<Rejection> refused = refused(candidate, rules, caller);
      if (refused.isPresent()) {
        rejected.add(refused.get());
        continue;
      }
      ParsedEvent first = byId.putIfAbsent(event.eventId(), candidate);
      if (first != null && !first.reading().event().equals(event)) {
        Fault fault =
            new Fault(
                "$.id", "an id of its own", "the id of another event, number " + first.index());
        rejected.add(rejection(candidate, Reason.CONFLICTING, List.of(fault)));
        continue;
      }
      ProducerRecord<String, byte[]> record = encoder.encode(event);
      if (record.value().length > maxBytes) {
        Fault fault =
            new Fault(
                "$", "at most " + maxBytes + " bytes in Avro", record.value().length + " bytes");
        rejected.add(rejection(candidate, Reason.TOO_LARGE, List.of(fault)));
        continue;
      }
      records.add(record);
      accepted.add(candidate);
    }
    return new EventAdmission(records, accepted, rejected);
  }

  /** What is not let in by itself, whatever else is in the request. */
  private static Optional<Rejection> refused(
      ParsedEvent candidate, AdmissionRules rules, Caller caller) {
    Event event = candidate.reading().event();
    List<Fault> claims = rules.reserved().cloudEventFaults(event);
    if (!claims.isEmpty()) {
      return Optional.of(rejection(candidate, Reason.RESERVED, claims));
    }
    List<Fault> foreign = foreign(candidate, caller);
    if (!foreign.isEmpty()) {
      return Optional.of(rejection(candidate, Reason.FOREIGN, foreign));
    }
    List<Fault> personal = rules.personalValues().cloudEventFaults(event);
    return personal.isEmpty()
        ? Optional.empty()
        : Optional.of(rejection(candidate, Reason.PERSONAL, personal));
  }

  private static List<Fault> foreign(ParsedEvent candidate, Caller caller) {
    List<Fault> faults = new ArrayList<>();
    if (!caller.maySendFor(candidate.reading().source())) {
      faults.add(new Fault("$.source", "a service that the token is bound to", "another one"));
    }
    if (!caller.maySendUnder(IdText.normalise(candidate.reading().event().policyId()))) {
      faults.add(new Fault("$.policy", "a policy that the token is bound to", "another one"));
    }
    return faults;
  }

  private static Rejection rejection(ParsedEvent candidate, Reason reason, List<Fault> faults) {
    return new Rejection(candidate, reason, faults);
  }
}
