package io.clausewatch.events;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.eventlog.EventEncoder;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Which events of a request are let in.
 *
 * @param records the good ones, in their order, ready to be written
 * @param kinds the kind of each record
 * @param rejected the others, in their order
 */
record EventAdmission(
    List<ProducerRecord<String, byte[]>> records, List<String> kinds, List<Rejection> rejected) {

  /** Why an event is not let in, as metrics count it. */
  enum Reason {
    /** It has faults. */
    INVALID(400),
    /** Clausewatch alone may send it. */
    RESERVED(403),
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
   * @param errors every fault, for the sender
   */
  record Rejection(ParsedEvent candidate, Reason reason, List<String> errors) {}

  /**
   * Decides about each candidate by itself; of two that have one id but not one content, the first
   * is let in. An id of a policy that nobody knows is not a fault: that is for the judge to say.
   *
   * @param reserved what events may not call themselves
   * @param maxBytes the largest record
   * @throws UnavailableException when the schema registry can't be used now
   */
  static EventAdmission decide(
      List<ParsedEvent> candidates, ReservedNames reserved, EventEncoder encoder, int maxBytes)
      throws UnavailableException {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(candidates.size());
    List<String> kinds = new ArrayList<>(candidates.size());
    List<Rejection> rejected = new ArrayList<>();
    Map<String, ParsedEvent> byId = new HashMap<>();
    for (ParsedEvent candidate : candidates) {
      Event event = candidate.reading().event();
      if (event == null) {
        rejected.add(rejection(candidate, Reason.INVALID, candidate.reading().faults()));
        continue;
      }
      List<Fault> claims = reserved.cloudEventFaults(event);
      if (!claims.isEmpty()) {
        rejected.add(rejection(candidate, Reason.RESERVED, claims));
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
      kinds.add(candidate.kind());
    }
    return new EventAdmission(records, kinds, rejected);
  }

  private static Rejection rejection(ParsedEvent candidate, Reason reason, List<Fault> faults) {
    return new Rejection(candidate, reason, faults.stream().map(Fault::toString).toList());
  }
}
