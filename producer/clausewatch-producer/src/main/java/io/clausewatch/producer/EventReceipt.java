package io.clausewatch.producer;

import java.util.List;

/**
 * That an event is durable.
 *
 * @param eventId its id
 * @param warnings what the API finds strange about it, such as a purpose that the policy does not
 *     declare, each with its place and the closest known id; empty by Kafka, which does not look
 */
public record EventReceipt(String eventId, List<String> warnings) {

  /** Keeps a copy of the warnings. */
  public EventReceipt {
    warnings = List.copyOf(warnings);
  }
}
