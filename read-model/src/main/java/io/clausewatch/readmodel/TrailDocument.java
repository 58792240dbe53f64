package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * An entry of the trail as it is searched for: an event about one data subject, with what came of
 * judging it.
 *
 * @param entry the entry
 * @param event its event
 */
@JsonDeserialize(using = DocumentJson.OfTrail.class)
public record TrailDocument(TrailEntry entry, Event event) implements SearchDocument {
  /** All of its fields. */
  public static final DocumentCatalog<TrailDocument> CATALOG = TrailFields.catalog();

  /** The document of an entry. */
  public static TrailDocument of(TrailEntry entry) {
    return new TrailDocument(entry, Event.of((SpecificRecord) entry.getEvent()));
  }

  /**
   * Reads a document of the index.
   *
   * @param json stands at its beginning, at its end when this returns
   * @throws IOException when it is none
   */
  public static TrailDocument read(JsonParser json) throws IOException {
    EventOfEntry event = new EventOfEntry();
    TrailEntry entry = AvroJson.read(json, TrailEntry.class, event::read);
    entry.setEvent(event.record());
    return of(entry);
  }

  /** The event within a document; which record it is, another field says, before it or after. */
  private static final class EventOfEntry {
    private String kind;
    private JsonNode unread;
    private SpecificRecord record;

    private boolean read(String name, JsonParser json) throws IOException {
      if (name.equals("eventKind")) {
        kind = json.getText();
        return true;
      }
      if (!name.equals("event")) {
        return false;
      }
      if (kind == null) {
        unread = DocumentJson.mapper().readTree(json);
      } else {
        record = AvroJson.read(json, EventKind.ofId(kind).recordClass());
      }
      return true;
    }

    private SpecificRecord record() throws IOException {
      if (record == null) {
        if (unread == null || kind == null) {
          throw new JsonParseException(null, "an entry without an event, or without its kind");
        }
        JsonParser json = unread.traverse(DocumentJson.mapper());
        json.nextToken();
        record = AvroJson.read(json, EventKind.ofId(kind).recordClass());
      }
      return record;
    }
  }

  @Override
  public List<Object> returnedValues() {
    return CATALOG.values(this);
  }

  @Override
  public void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException {
    CATALOG.writeReturned(this, json);
  }

  /** The worst that came of any clause: a symbol of {@link ContractSymbols#VERDICTS}. */
  public String verdict() {
    List<Verdict> verdicts = entry.getVerdicts();
    if (verdicts.isEmpty()) {
      return "LAWFUL";
    }
    return violated().findAny().isPresent() ? Outcome.VIOLATED.name() : Outcome.UNDECIDED.name();
  }

  /** The clauses that it breaks. */
  public List<String> clauseIds() {
    return violated().map(Verdict::getClauseId).distinct().toList();
  }

  /** The findings about it. */
  public List<String> findingIds() {
    return violated().map(Verdict::getFindingId).distinct().toList();
  }

  /** What could not be decided. */
  public List<VerdictGap> gaps() {
    return entry.getVerdicts().stream()
        .filter(verdict -> verdict.getOutcome() == Outcome.UNDECIDED)
        .map(
            verdict -> new VerdictGap(event.policyId(), verdict.getClauseId(), verdict.getReason()))
        .toList();
  }

  private Stream<Verdict> violated() {
    return entry.getVerdicts().stream().filter(verdict -> verdict.getOutcome() == Outcome.VIOLATED);
  }

  /** Who acted; null when nobody did. */
  public String actorId() {
    return (String) EventFields.ACTOR_ID.value(event);
  }

  /** To whom data went; null when it went to nobody. */
  public String recipientId() {
    return (String) EventFields.RECIPIENT_ID.value(event);
  }

  /** For what. */
  public List<String> purposes() {
    return several(EventFields.PURPOSE.value(event));
  }

  /** Which data. */
  public List<String> dataCategories() {
    return several(EventFields.DATA_CATEGORIES.value(event));
  }

  /** What was done: the kind of event, and what exactly, as symbols. */
  public List<String> whatWasDone() {
    return Stream.of(EventFields.EVENT_KIND, EventFields.OPERATION, EventFields.SUBTYPE)
        .flatMap(field -> several(field.value(event)).stream())
        .toList();
  }

  /** A field that holds one value, or several, or none. */
  private static List<String> several(Object value) {
    return value instanceof List<?> many
        ? many.stream().map(Object::toString).toList()
        : Stream.ofNullable(value).map(Objects::toString).toList();
  }
}
