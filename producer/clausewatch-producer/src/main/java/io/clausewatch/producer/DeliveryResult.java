package io.clausewatch.producer;

import java.time.Duration;
import java.util.List;

/** What became of an event that was to be delivered. */
public sealed interface DeliveryResult {

  /**
   * It is durable.
   *
   * @param warnings what the API finds strange about it, as {@link EventReceipt#warnings}
   */
  record Delivered(List<String> warnings) implements DeliveryResult {
    /** Keeps a copy of the warnings. */
    public Delivered {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It was refused for what is in it; sent again it is refused again.
   *
   * @param faults each with its place, at least one
   */
  record Refused(List<String> faults) implements DeliveryResult {
    /** Keeps a copy of the faults. */
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /**
   * It has to be sent again.
   *
   * @param reason without any value of an event
   * @param retryAfter how long to wait at least; zero when nobody said
   */
  record Unsettled(String reason, Duration retryAfter) implements DeliveryResult {}
}
