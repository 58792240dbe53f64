package io.clausewatch.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.FieldPrivacy;
import io.clausewatch.contract.Topic;
import io.clausewatch.ingest.StringFields;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;

/** A subject id in any string of an event but the plain ones reaches no topic and no store. */
class NoRawIdTest {
  private static final String ID = "Anna-4711@example.com";

  /** An event of a policy's scenarios, as the number of it. */
  record Pick(String policyId, int number) {}

  @Provide
  Arbitrary<Pick> picks() {
    return Arbitraries.of(ShippedEvents.policyIds())
        .flatMap(
            policyId ->
                Arbitraries.integers()
                    .between(0, ShippedEvents.of(policyId).size() - 1)
                    .map(number -> new Pick(policyId, number)));
  }

  @Property(tries = 60, seed = "20261130")
  void whereverItStands(@ForAll("picks") Pick pick) {
    SpecificRecord shipped = ShippedEvents.of(pick.policyId).get(pick.number).record();
    SpecificRecord record = SpecificData.get().deepCopy(shipped.getSchema(), shipped);
    List<StringFields.Place> places = StringFields.of(record.getSchema());
    Assume.that(places.stream().anyMatch(place -> place.privacy() == FieldPrivacy.SUBJECT));
    for (StringFields.Place place : places) {
      if (place.privacy() != FieldPrivacy.PLAIN) {
        place.set(record, place.privacy() == FieldPrivacy.TEXT ? "for " + ID + "님" : ID);
      }
    }
    try (Pipeline pipeline = new Pipeline(ShippedEvents.catalog(pick.policyId))) {
      pipeline.send(Event.of(record));
      assertThat(pipeline.counts.of("taken") + pipeline.deadLetters.size()).isEqualTo(1);
      assertClean(pipeline.trail);
      assertClean(pipeline.findings);
      assertClean(pipeline.alerts);
      assertClean(pipeline.decisions);
      assertClean(pipeline.deadlines);
      assertClean(pipeline.deadLetters);
      for (Topic<? extends SpecificRecord> topic :
          List.of(pipeline.topics.facts(), pipeline.topics.rekeyed())) {
        assertClean(pipeline.read(topic));
      }
      pipeline.stores().forEach(store -> pipeline.entries(store).forEach(NoRawIdTest::assertClean));
    }
  }

  private static void assertClean(List<? extends SpecificRecord> records) {
    records.forEach(record -> assertClean(AvroJson.toJson(record).toString()));
  }

  private static void assertClean(KeyValue<Object, Object> entry) {
    assertClean(text(entry.key));
    assertClean(text(entry.value));
  }

  private static String text(Object stored) {
    return switch (stored) {
      case byte[] bytes -> new String(bytes, ISO_8859_1);
      case IndexedRecord record -> record.toString();
      default -> stored.toString();
    };
  }

  private static void assertClean(String text) {
    assertThat(text).doesNotContainIgnoringCase("anna-4711");
  }
}
