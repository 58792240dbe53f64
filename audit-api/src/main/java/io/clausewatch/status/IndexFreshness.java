package io.clausewatch.status;

import java.util.OptionalLong;

/** Tells how far what can be searched is behind what has arrived. */
@FunctionalInterface
public interface IndexFreshness {

  /** How far it is right now. */
  Lag now();

  /**
   * What lies between an event's arrival and its being searchable.
   *
   * @param toBeJudged events that wait to be judged; empty when that is not known
   * @param toBeIndexed what was judged and cannot be searched yet; empty when that is not known
   */
  record Lag(OptionalLong toBeJudged, OptionalLong toBeIndexed) {
    /** Whether it is known that nothing waits. */
    public boolean isNone() {
      return toBeJudged.orElse(1) == 0 && toBeIndexed.orElse(1) == 0;
    }

    /** The key of the sentence that says it. */
    public String key() {
      if (toBeJudged.isEmpty() || toBeIndexed.isEmpty()) {
        return "fresh.unknown";
      }
      if (toBeJudged.getAsLong() > 0) {
        return "fresh.toBeJudged";
      }
      return isNone() ? "fresh.none" : "fresh.toBeIndexed";
    }
  }
}
