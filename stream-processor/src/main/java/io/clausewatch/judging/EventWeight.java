package io.clausewatch.judging;

import io.clausewatch.contract.Event;

/** How much memory an event takes that is kept at hand. */
final class EventWeight {
  private static final int FIELDS = 10;

  private EventWeight() {}

  /** About how many values it holds. */
  static int of(Event event) {
    return FIELDS
        + switch (event.kind()) {
          case CONSENT ->
              event.consent().getPurposes().size() + event.consent().getDataCategories().size();
          case SUBJECT -> event.subject().getAttributes().size();
          case ACCESS -> event.access().getDataCategories().size();
          case DISCLOSURE -> event.disclosure().getDataCategories().size();
          case NOTICE, REQUEST, REGISTER, FOLLOW_UP -> 0;
        };
  }
}
