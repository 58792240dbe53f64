package io.clausewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.FieldPrivacy;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No string of an event but the plain ones lets a subject id through, whichever it is. */
class PrivacyTest {
  private static final String ID = "Anna-4711@example.com";
  private static final SubjectPseudonym PSEUDONYM =
      new SubjectPseudonym(Secret.of("a key of at least thirty-two characters"));

  private final EventPseudonymiser pseudonymiser = new EventPseudonymiser(PSEUDONYM);

  private String hidden(SpecificRecord record) {
    Event event = pseudonymiser.pseudonymise(Event.of(record)).event();
    return AvroJson.toJson((SpecificRecordBase) event.record()).toString();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGISTER") // about no data subject
  void oneByOne(EventKind kind) {
    List<StringFields.Place> places = StringFields.of(kind.schema());
    assertThat(places).hasSizeGreaterThan(5);
    for (StringFields.Place place : places) {
      SpecificRecord record = StringFields.full(kind.schema());
      StringFields.setSubject(record, ID);
      place.set(record, ID);
      if (place.privacy() == FieldPrivacy.PLAIN) {
        assertThat(hidden(record)).as(place.toString()).contains(ID);
      } else {
        assertThat(hidden(record)).as(place.toString()).doesNotContainIgnoringCase("anna-4711");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGISTER") // about no data subject
  void allAtOnce(EventKind kind) {
    SpecificRecord record = StringFields.full(kind.schema());
    StringFields.setSubject(record, ID);
    for (StringFields.Place place : StringFields.of(kind.schema())) {
      if (place.privacy() != FieldPrivacy.PLAIN) {
        place.set(record, place.privacy() == FieldPrivacy.TEXT ? "asked by " + ID + "님" : ID);
      }
    }
    assertThat(hidden(record)).doesNotContainIgnoringCase("anna-4711");
  }

  @Test
  void noStringIsWithoutIt() {
    Schema open = SchemaBuilder.record("Open").fields().requiredString("name").endRecord();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldPrivacy.of(open.getField("name")))
        .withMessage("A string without @privacy: name");
    assertThatIllegalArgumentException().isThrownBy(() -> new RecordPseudonymiser(open));
  }
}
