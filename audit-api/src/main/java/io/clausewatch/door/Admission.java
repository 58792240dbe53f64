package io.clausewatch.door;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fault;
import io.clausewatch.door.EventLog.UnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Which events of a request are let in.
 *
 * @param records the good ones, in their order, ready to be written
 * @param kinds the kind of each record
 * @param rejected the others, in their order
 */
record Admission(
    List<ProducerRecord<String, byte[]>> records, List<String> kinds, List<Rejection> rejected) {

  /** Why an event is not let in, as metrics count it. */
  enum Reason {
    /** It has faults. */
    INVALID,
    /** It has the id of another event of the same request. */
    CONFLICTING,
    /** No record can be as large. */
    TOO_LARGE
  }

  /**
   * One event that is not let in.
   *
   * @param candidate the event
   * @param reason the kind of reason
   * @param errors every fault, for the sender
   */
  record Rejection(Candidate candidate, Reason reason, List<String> errors) {}

  /**
   * Decides about each candidate by itself; of two that have one id but not one content, the first
   * is let in. An id of a policy that nobody knows is not a fault: that is for the judge to say.
   *
   * @param maxBytes the largest record
   * @throws UnavailableException when the schema registry can't be used now
   */
  static Admission decide(List<Candidate> candidates, Encoder encoder, int maxBytes)
      throws UnavailableException {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(candidates.size());
    List<String> kinds = new ArrayList<>(candidates.size());
    List<Rejection> rejected = new ArrayList<>();
    Map<String, Candidate> byId = new HashMap<>();
    for (Candidate candidate : candidates) {
      Event event = candidate.reading().event();
      if (event == null) {
        List<String> errors = candidate.reading().faults().stream().map(Fault::toString).toList();
        rejected.add(new Rejection(candidate, Reason.INVALID, errors));
        continue;
      }
      Candidate first = byId.putIfAbsent(event.eventId(), candidate);
      if (first != null && !first.reading().event().equals(event)) {
        Fault fault =
            new Fault(
                "$.id", "an id of its own", "the id of another event, number " + first.index());
        rejected.add(new Rejection(candidate, Reason.CONFLICTING, List.of(fault.toString())));
        continue;
      }
      ProducerRecord<String, byte[]> record = encoder.encode(event);
      if (record.value().length > maxBytes) {
        Fault fault =
            new Fault(
                "$", "at most " + maxBytes + " bytes in Avro", record.value().length + " bytes");
        rejected.add(new Rejection(candidate, Reason.TOO_LARGE, List.of(fault.toString())));
        continue;
      }
      records.add(record);
      kinds.add(candidate.kind());
    }
    return new Admission(records, kinds, rejected);
  }
}
