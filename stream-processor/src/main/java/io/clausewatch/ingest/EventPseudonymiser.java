package io.clausewatch.ingest;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Replaces the raw subject ids in an event by their refs. The original is left as it was. A pure
 * function of the event and the key, so that an event that is read again becomes the same one.
 *
 * <p>What happens to a field is said in the contract, on the field's own line: see {@link
 * io.clausewatch.contract.FieldPrivacy}. Ids that link events to each other are replaced as a whole
 * or not at all, since a change of a part of one would cut the link to events that don't name the
 * data subject; in texts an id is replaced wherever it stands, in whatever spelling, see {@link
 * io.clausewatch.platform.privacy.SubjectIdText}.
 */
public final class EventPseudonymiser {
  private static final Map<EventKind, RecordPseudonymiser> BY_KIND = new EnumMap<>(EventKind.class);

  static {
    for (EventKind kind : EventKind.values()) {
      BY_KIND.put(kind, new RecordPseudonymiser(kind.schema()));
    }
  }

  private final UnaryOperator<String> refs;
  private final Function<Event, List<String>> alsoHidden;
  private final Function<Map<String, String>, SubjectIdHiding> hiding;

  /**
   * Pseudonymises by one key.
   *
   * @param pseudonym the keyed hash
   */
  public EventPseudonymiser(SubjectPseudonym pseudonym) {
    this(pseudonym::ref, EventPseudonymiser::persons, SpellingHiding::new);
  }

  private EventPseudonymiser(
      UnaryOperator<String> refs,
      Function<Event, List<String>> alsoHidden,
      Function<Map<String, String>, SubjectIdHiding> hiding) {
    this.refs = refs;
    this.alsoHidden = alsoHidden;
    this.hiding = hiding;
  }

  /**
   * Pseudonymises as version 0.1.0 did, which knew an id in its own spelling alone: an event that
   * it took in has the same content only so.
   *
   * @param pseudonym the keyed hash
   * @return for comparing, and not for what is kept
   */
  public static EventPseudonymiser asVersion010(SubjectPseudonym pseudonym) {
    return new EventPseudonymiser(pseudonym::refAsSent, event -> List.of(), ExactHiding::new);
  }

  /**
   * The event without raw subject ids.
   *
   * @param event an event that keeps the contract
   * @return a copy that may share unchanged parts with the original; its subject ids are refs, in
   *     the order of the original
   */
  public PseudonymisedEvent pseudonymise(Event event) {
    SubjectRefs refs =
        new SubjectRefs(event.subjectIds(), alsoHidden.apply(event), this.refs, hiding);
    SpecificRecordBase hidden =
        BY_KIND.get(event.kind()).hidden((SpecificRecordBase) event.record(), refs);
    return new PseudonymisedEvent(Event.of(hidden), refs.spellings());
  }

  private static List<String> persons(Event event) {
    List<String> persons = new ArrayList<>(2);
    BY_KIND.get(event.kind()).forEachPerson((SpecificRecordBase) event.record(), persons::add);
    return persons;
  }
}
