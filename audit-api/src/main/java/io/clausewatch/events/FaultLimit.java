package io.clausewatch.events;

import io.clausewatch.contract.CloudEvents.Reading;
import io.clausewatch.contract.Fault;
import java.util.List;

/**
 * How many faults an answer names: ten kilobytes of nonsense could ask for megabytes. Every event
 * that is rejected is in the answer all the same, with a count where its faults are not named. For
 * one request.
 */
final class FaultLimit {

  /** The most faults of all events of a request together. */
  static final int MAX = 1_000;

  private int left = MAX;

  /** The same candidate, with as many of its faults as can still be named. */
  ParsedEvent limited(ParsedEvent candidate) {
    Reading reading = candidate.reading();
    if (reading.faults().isEmpty()) {
      return candidate;
    }
    List<Fault> named = Fault.atMost(reading.faults(), left);
    left -= Math.min(left, reading.faults().size());
    return new ParsedEvent(
        candidate.index(),
        candidate.kind(),
        new Reading(reading.id(), reading.source(), reading.event(), named));
  }
}
