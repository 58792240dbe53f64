package io.clausewatch.ingest;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.SubjectSpelling;
import java.util.List;

/**
 * An event without raw subject ids.
 *
 * @param event the event, with refs in place of the ids
 * @param spellings how each of the event's subject ids is recognised in a text, in the order of
 *     {@link Event#subjectIds()}
 */
public record PseudonymisedEvent(Event event, List<SubjectSpelling> spellings) {
  /** Copies its list. */
  public PseudonymisedEvent {
    spellings = List.copyOf(spellings);
  }
}
