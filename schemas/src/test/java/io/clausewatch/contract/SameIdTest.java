package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.CloudEvents.Reading;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** An event says the same however the characters of its ids are composed, at every door. */
class SameIdTest {

  /** Letters with and without marks, of scripts that compose in different ways. */
  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('À', 'ÿ')
        .withCharRange('\u0300', '\u0345')
        .withCharRange('\u0958', '\u095F')
        .withCharRange('\u1100', '\u1112')
        .withCharRange('\u1161', '\u1175')
        .withCharRange('가', '힣')
        .withCharRange('ἀ', 'ἇ')
        .withCharRange('\uF900', '\uFA0D')
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  @Property(seed = "20261130")
  void atTheHttpDoor(@ForAll EventKind kind, @ForAll("ids") String id) {
    Reading composed = CloudEvents.read(cloudEvent(record(kind, id, Form.NFC)), Samples.NOW);
    Reading decomposed = CloudEvents.read(cloudEvent(record(kind, id, Form.NFD)), Samples.NOW);

    assertThat(composed.faults()).isEmpty();
    assertThat(decomposed.faults()).isEmpty();
    assertThat(composed.event().record()).isEqualTo(record(kind, id, Form.NFC));
    // As it was sent: intake recognises by that what came before ids were put in NFC.
    assertThat(decomposed.event().record()).isEqualTo(record(kind, id, Form.NFD));
    EventChecks.canonicalise(decomposed.event().record());
    assertThat(decomposed.event().record()).isEqualTo(composed.event().record());
  }

  @Property(seed = "20261130")
  void atIntake(@ForAll EventKind kind, @ForAll("ids") String id) {
    SpecificRecord composed = record(kind, id, Form.NFC);
    SpecificRecord decomposed = record(kind, id, Form.NFD);
    boolean differ = !decomposed.equals(composed);

    assertThat(EventChecks.canonicalise(composed)).isFalse();
    assertThat(EventChecks.canonicalise(decomposed)).isEqualTo(differ);
    assertThat(decomposed).isEqualTo(composed);
    assertThat(EventChecks.check(Event.of(decomposed), Samples.NOW)).isEmpty();
  }

  /** A sound event in which every id is this one. */
  private static SpecificRecord record(EventKind kind, String id, Form form) {
    SpecificRecord record =
        SpecificData.get().deepCopy(kind.schema(), Samples.event(kind).record());
    setIds(record, Normalizer.normalize(id, form));
    return record;
  }

  private static void setIds(IndexedRecord record, String id) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      String limit = field.getProp("limit");
      if (value instanceof IndexedRecord part) {
        setIds(part, id);
      } else if (value instanceof Map) {
        record.put(field.pos(), new HashMap<>(Map.of(id, "x")));
      } else if (limit != null && limit.endsWith("id")) {
        boolean isList = value instanceof List;
        record.put(field.pos(), isList ? new ArrayList<>(List.of(id)) : id);
      }
    }
  }

  private static ObjectNode cloudEvent(SpecificRecord record) {
    Event event = Event.of(record);
    ObjectNode sent = Samples.cloudEvent(event.kind());
    sent.put("id", event.eventId()).put("policy", event.policyId()).put("source", event.service());
    sent.set("data", AvroJson.toJson(record));
    return sent;
  }
}
