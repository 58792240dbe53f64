package io.clausewatch.facts;

import io.clausewatch.contract.RegisterKind;

/**
 * A question to what holds for everybody that one key answers. Whoever notes which an event asked
 * knows which new facts can touch it.
 *
 * @param of what is looked up: the symbol of a {@link RegisterKind}, {@code NOTICE} or {@code
 *     FOLLOW_UP}
 * @param key the holder of a register entry, or to what the others relate
 */
public record FactLookup(String of, String key) {

  /** The register's entries of one holder. */
  static FactLookup registrations(RegisterKind kind, String entryId) {
    return new FactLookup(kind.name(), entryId);
  }

  /** The notices that relate to something. */
  static FactLookup notices(String relatesTo) {
    return new FactLookup("NOTICE", relatesTo);
  }

  /** The follow-ups of an event. */
  static FactLookup followUps(String eventId) {
    return new FactLookup("FOLLOW_UP", eventId);
  }
}
