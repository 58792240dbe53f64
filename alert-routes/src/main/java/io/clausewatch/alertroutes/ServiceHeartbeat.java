package io.clausewatch.alertroutes;

import java.time.Duration;
import java.util.List;

/**
 * That a service is to be heard of.
 *
 * @param service its name in events
 * @param atLeastEvery how long it may be quiet
 * @param to the names of the receivers that are told when it is, and when it is back
 */
public record ServiceHeartbeat(String service, Duration atLeastEvery, List<String> to) {
  /** Keeps a copy. */
  public ServiceHeartbeat {
    to = List.copyOf(to);
  }
}
