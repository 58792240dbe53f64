package io.clausewatch.alertsender.watch;

import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertsender.delivery.DeliveryChannels;
import java.util.List;

/**
 * The state of the routes file that is in force.
 *
 * @param number grows with each state that comes into force, from 1
 * @param routes what it says
 * @param channels the ways to its receivers
 * @param faults what is wrong with the file as it is now, of which this is an older state; empty
 *     where it is the file as it is
 */
public record RoutesInForce(
    int number, AlertRoutes routes, DeliveryChannels channels, List<String> faults) {

  /** What holds without a file: there are no receivers. */
  public static final RoutesInForce NONE =
      new RoutesInForce(1, AlertRoutes.NONE, DeliveryChannels.NONE, List.of());

  /** Keeps a copy. */
  public RoutesInForce {
    faults = List.copyOf(faults);
  }
}
