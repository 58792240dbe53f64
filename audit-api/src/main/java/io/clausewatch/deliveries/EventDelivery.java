package io.clausewatch.deliveries;

import io.clausewatch.readmodel.VerdictGap;
import java.time.Instant;
import java.util.List;

/**
 * What became of an event.
 *
 * @param eventId its id; null of a dead letter of which it could not be read
 * @param service who sent it; null of a dead letter of which it could not be read
 * @param kind such as {@code access}
 * @param receivedAt when it reached Kafka
 * @param state how far it has come
 * @param faults why it could not be processed, each with its place, never its value
 * @param gaps what could not be decided; of an event about several data subjects, of one of them
 * @param place tells two events of one instant apart, in their order
 */
public record EventDelivery(
    String eventId,
    String service,
    String kind,
    Instant receivedAt,
    DeliveryState state,
    List<String> faults,
    List<VerdictGap> gaps,
    String place) {
  /** Copies its lists. */
  public EventDelivery {
    faults = List.copyOf(faults);
    gaps = List.copyOf(gaps);
  }
}
