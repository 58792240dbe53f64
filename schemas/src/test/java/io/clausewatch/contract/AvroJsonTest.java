package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AvroJsonTest {

  @Test
  void writesEveryFieldAndKeepsNulls() {
    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    subject.setCountry(null);

    assertThat(AvroJson.toJson(subject))
        .isEqualTo(
            Samples.json(
                """
                {"eventId": "e-1", "occurredAt": "2026-11-24T09:30:00.250Z", "policyId": "a-policy", "service": "crm",
                 "subjectId": "s-1", "change": "REGISTERED", "birthDate": "2012-02-29", "country": null,
                 "attributes": {"memberType": "ARTIST"}}
                """));
  }

  @Test
  void writesWhatThePipelineMakes() {
    Consent consent = Samples.event(EventKind.CONSENT).consent();
    TrailEntry entry =
        TrailEntry.newBuilder()
            .setEntryId("t-1")
            .setRevision(2)
            .setReceivedAt(Instant.parse("2026-11-24T10:00:00Z"))
            .setJudgedAt(Instant.parse("2026-11-24T10:00:00.001Z"))
            .setVerdicts(List.of(new Verdict("C-1", Outcome.VIOLATED, "f-1", null)))
            .setEvent(consent)
            .build();

    var json = AvroJson.toJson(entry);

    assertThat(json.get("event")).isEqualTo(AvroJson.toJson(consent));
    json.remove("event");
    assertThat(json)
        .isEqualTo(
            Samples.json(
                """
                {"entryId": "t-1", "revision": 2, "subjectRef": null, "receivedAt": "2026-11-24T10:00:00Z",
                 "judgedAt": "2026-11-24T10:00:00.001Z", "policyVersion": null,
                 "verdicts": [{"clauseId": "C-1", "outcome": "VIOLATED", "findingId": "f-1", "reason": null}],
                 "subjectSpelling": null}
                """));
  }

  @Test
  void writesNumbersWhole() {
    Access access = Samples.event(EventKind.ACCESS).access();

    assertThat(AvroJson.toJson(access).at("/export/recordCount").longValue())
        .isEqualTo(9_007_199_254_740_993L);
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrote(EventKind kind) throws IOException {
    Event event = Samples.event(kind);

    assertThat(read(AvroJson.toJson(event.record()), kind.recordClass())).isEqualTo(event.record());
  }

  @Test
  void readsWhatOtherVersionsWrote() throws IOException {
    ObjectNode json = AvroJson.toJson(Samples.event(EventKind.SUBJECT).record());
    json.remove("attributes");
    json.put("change", "CLONED").put("later", 7);

    Subject subject = read(json, Subject.class);

    assertThat(subject.getChange()).isEqualTo(SubjectChange.UNKNOWN);
    assertThat(subject.getAttributes()).isEmpty();
  }

  @Test
  void fieldsThatAreReadApartAreNoneOfTheRecord() throws IOException {
    ObjectNode json = AvroJson.toJson(Samples.event(EventKind.SUBJECT).record());
    json.put("change", "of another meaning").putObject("later").put("change", "within");
    List<String> apart = new ArrayList<>();

    JsonParser parser = parser(json);
    Subject subject =
        AvroJson.read(
            parser,
            Subject.class,
            (name, value) -> name.equals("change") && apart.add(value.getText()));

    assertThat(apart).containsExactly("of another meaning");
    assertThat(subject.getChange()).isNull();
    assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
    assertThat(parser.nextToken()).isNull();
  }

  @Test
  void whatIsNotOfTheFieldsTypeIsSaidWithItsField() {
    ObjectNode json = AvroJson.toJson(Samples.event(EventKind.SUBJECT).record());
    json.put("occurredAt", 7);
    assertThatThrownBy(() -> read(json, Subject.class))
        .isInstanceOf(JsonParseException.class)
        .hasMessageContaining("occurredAt");
  }

  private static <T extends SpecificRecord> T read(ObjectNode json, Class<T> type)
      throws IOException {
    return AvroJson.read(parser(json), type);
  }

  private static JsonParser parser(ObjectNode json) throws IOException {
    JsonParser parser = new ObjectMapper().createParser(json.toString());
    parser.nextToken();
    return parser;
  }
}
