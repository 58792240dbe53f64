package io.clausewatch.alertsender.watch;

import io.clausewatch.alertroutes.ServiceHeartbeat;
import java.util.Map;

/**
 * What goes wrong beside the findings, at the moment: in words, by a name that stays the same as
 * long as it lasts. Immutable.
 *
 * @param pipeline what keeps the pipeline from seeing or telling everything
 * @param silentServices the services of which too little is heard, each by its heartbeat in the
 *     routes file
 */
public record PipelineTroubles(
    Map<String, String> pipeline, Map<ServiceHeartbeat, String> silentServices) {
  /** Nothing goes wrong. */
  public static final PipelineTroubles NONE = new PipelineTroubles(Map.of(), Map.of());

  /** Keeps copies. */
  public PipelineTroubles {
    pipeline = Map.copyOf(pipeline);
    silentServices = Map.copyOf(silentServices);
  }
}
