package io.clausewatch.events;

import java.util.List;

/** Tells what is odd about the events of one request, without holding any of them back. */
@FunctionalInterface
interface EventAdvice {
  /** Nothing is odd. */
  EventAdvice NONE = accepted -> List.of();

  /**
   * What is odd about some events.
   *
   * @param accepted those of a request that are let in
   * @return in their order, {@link FaultLimit#MAX} and one more that counts the others at most
   */
  List<EventWarning> on(List<ParsedEvent> accepted);
}
