package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.CloudEvents.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void readsEveryFieldOfEveryKind(EventKind kind) {
    ObjectNode sent = Samples.cloudEvent(kind);

    Reading reading = CloudEvents.read(sent, Samples.NOW);

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.id()).isEqualTo("e-1");
    Event event = reading.event();
    assertThat(event.kind()).isEqualTo(kind);
    assertThat(event.eventId()).isEqualTo("e-1");
    assertThat(event.occurredAt()).isEqualTo(Samples.TIME);
    assertThat(event.policyId()).isEqualTo("a-policy");
    assertThat(event.service()).isEqualTo("crm");
    ObjectNode written = AvroJson.toJson(event.record());
    assertThat(written.path("eventId").textValue()).isEqualTo("e-1");
    assertThat(written.path("occurredAt").textValue()).isEqualTo(Samples.TIME);
    written.remove(List.of("eventId", "occurredAt", "policyId", "service"));
    ObjectNode data = (ObjectNode) sent.get("data");
    if (kind == EventKind.CONSENT) {
      data.put("validUntil", "2027-11-24T00:30:00Z");
    }
    // What is written names every field, so whatever the sample left out is null or a default
    // there.
    data.fieldNames().forEachRemaining(f -> assertSame(f, written.get(f), data.get(f)));
  }

  /** As JSON says it, but for the fields of nested objects that the sample left out. */
  private static void assertSame(String field, JsonNode written, JsonNode sent) {
    if (sent.isObject()) {
      sent.fieldNames()
          .forEachRemaining(f -> assertSame(field + "." + f, written.get(f), sent.get(f)));
    } else {
      assertThat(written).as(field).isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void readsItsOwnWriting(EventKind kind) {
    Event event = Samples.event(kind);
    ObjectNode again = Samples.cloudEvent(kind);
    // All fields: with nulls, and with the attributes repeated.
    again.set("data", AvroJson.toJson(event.record()));

    Reading reading = CloudEvents.read(again, Samples.NOW);

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.event()).isEqualTo(event);
  }

  @Test
  void fillsInTheDefaults() {
    ObjectNode sent = Samples.cloudEvent(EventKind.ACCESS);
    sent.set(
        "data",
        Samples.json(
            """
            {"subjectIds": ["s-1"], "actor": {"id": "a", "kind": "STAFF"}, "operation": "CONTACT", "purpose": "p",
             "message": {"channel": "EMAIL"},
             "collection": {"source": "SUBJECT", "method": "PAPER"}}
            """));

    Access access = CloudEvents.read(sent, Samples.NOW).event().access();

    assertThat(access.getDataCategories()).isEmpty();
    assertThat(access.getStore()).isEqualTo(Store.PRIMARY);
    assertThat(access.getExport()).isNull();
    assertThat(access.getMessage().getSenderNamed()).isTrue();
    assertThat(access.getMessage().getAdvertising()).isFalse();
    assertThat(access.getCollection().getNoticeGiven()).isTrue();
    assertThat(access.getCollection().getEncryptedInTransit()).isNull();
    assertThat(access.getCollection().getCookieClass()).isNull();
  }

  @Test
  void givesEachRecordItsOwnDefaultList() {
    ObjectNode sent = Samples.cloudEvent(EventKind.CONSENT);
    sent.set("data", Samples.json("{\"subjectId\": \"s-1\", \"action\": \"GRANTED\"}"));
    Consent one = CloudEvents.read(sent, Samples.NOW).event().consent();
    Consent other = CloudEvents.read(sent, Samples.NOW).event().consent();

    one.getPurposes().add("marketing");

    assertThat(other.getPurposes()).isEmpty();
    assertThat(other.getGivenBy()).isEqualTo(ConsentGiver.SUBJECT);
  }

  @Test
  void takesBlankOptionalTextAsNotThere() {
    ObjectNode sent = Samples.cloudEvent(EventKind.SUBJECT);
    ((ObjectNode) sent.get("data")).put("country", " ");
    ((ObjectNode) sent.at("/data/attributes")).put("tier", "\t");

    Subject subject = CloudEvents.read(sent, Samples.NOW).event().subject();

    assertThat(subject.getCountry()).isNull();
    assertThat(subject.getAttributes()).containsOnly(Map.entry("memberType", "ARTIST"));
    assertThat(subject.getBirthDate()).isEqualTo(LocalDate.of(2012, 2, 29));
  }

  @Test
  void namesEveryFaultAtOnce() {
    ObjectNode sent = Samples.cloudEvent(EventKind.DISCLOSURE);
    sent.put("specversion", "0.3");
    sent.put("time", "yesterday");
    sent.remove("policy");
    sent.put("datacontenttype", "text/plain");
    sent.put("PolicyId", "a-policy");
    ObjectNode data = (ObjectNode) sent.get("data");
    data.set(
        "subjectIds", Samples.json("[\"secret-1\", 7, \"" + "s".repeat(300) + "\", \"secret-1\"]"));
    data.set("actor", Samples.json("[]"));
    data.set(
        "recipient", Samples.json("{\"kind\": \"POLICE\", \"country\": \"kr\", \"id\": \" \"}"));
    data.set("purpose", null);
    data.put("aggregated", "no");
    data.put("justificaton", "good");
    ((ObjectNode) data.get("instrument")).put("issuedAt", 5);

    Reading reading = CloudEvents.read(sent, Samples.NOW);

    assertThat(reading.event()).isNull();
    assertThat(reading.id()).isEqualTo("e-1");
    assertThat(reading.faults())
        .extracting(Fault::toString)
        .containsExactlyInAnyOrder(
            "$.specversion: expected \"1.0\", found a string of 3 characters",
            "$.time: expected an RFC 3339 time with its offset, such as 2026-01-31T23:59:59Z, found"
                + " a string of 9 characters",
            "$.policy: expected a string of 1 to 256 characters, found nothing",
            "$.datacontenttype: expected application/json, found a string of 10 characters",
            "$.PolicyId: expected a name of lower-case letters and digits; the nearest known is"
                + " policy, found another name",
            "$.data.subjectIds[1]: expected a string of 1 to 256 characters, found a number",
            "$.data.subjectIds[2]: expected a string of 1 to 256 characters, found a string of 300"
                + " characters",
            "$.data.subjectIds[3]: expected a subject id not listed before, found a repeat of [0]",
            "$.data.actor: expected an object with the fields of Actor, found a list of 0",
            "$.data.recipient.id: expected a string of 1 to 256 characters, found a blank string",
            "$.data.recipient.kind: expected one of PROCESSOR, AFFILIATE, PARTNER, THIRD_PARTY,"
                + " RETAILER, ADVISER, SUCCESSOR, ARTIST_REPRESENTATIVE,"
                + " FORMER_ARTIST_REPRESENTATIVE, LAW_ENFORCEMENT, GOVERNMENT, COURT, SUBJECT,"
                + " SUBJECT_REPRESENTATIVE, PUBLIC, JOINT_CONTROLLER, INSURER, found \"POLICE\"",
            "$.data.recipient.country: expected a country as two letters A to Z (ISO 3166-1"
                + " alpha-2), found a string of 2 characters",
            "$.data.purpose: expected a string of 1 to 256 characters, found null",
            "$.data.aggregated: expected true or false, found a string of 2 characters",
            "$.data.justificaton: expected a field of Disclosure, of which the nearest is"
                + " justification, found an unknown field",
            "$.data.instrument.issuedAt: expected an RFC 3339 time with its offset, such as"
                + " 2026-01-31T23:59:59Z, found a number");
    assertThat(reading.faults().toString()).doesNotContain("secret", "sss");
  }

  @Test
  void namesTheFaultsOfTheEnvelopeThoughTheTypeIsUnknown() {
    ObjectNode sent = Samples.cloudEvent(EventKind.ACCESS);
    sent.put("type", "io.clausewatch.acces.v1");
    sent.put("id", "e".repeat(257));
    sent.put("time", "2026-11-25T12:00:00.001Z");

    Reading reading = CloudEvents.read(sent, Samples.NOW);

    assertThat(reading.id()).hasSize(256);
    assertThat(reading.faults())
        .extracting(Fault::path)
        .containsExactlyInAnyOrder("$.type", "$.id", "$.time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"specversion", "id", "source", "type", "time", "policy", "data"})
  void wantsEveryAttribute(String attribute) {
    ObjectNode without = Samples.cloudEvent(EventKind.ACCESS);
    without.remove(attribute);
    ObjectNode withNull = Samples.cloudEvent(EventKind.ACCESS);
    withNull.putNull(attribute);

    for (ObjectNode sent : List.of(without, withNull)) {
      List<Fault> faults = CloudEvents.read(sent, Samples.NOW).faults();
      assertThat(faults).extracting(Fault::path).containsExactly("$." + attribute);
      assertThat(faults.get(0).found()).isEqualTo("nothing");
    }
  }

  @Test
  void reportsNoIdThatIsNone() {
    ObjectNode sent = Samples.cloudEvent(EventKind.ACCESS);
    sent.put("id", 5);

    assertThat(CloudEvents.read(sent, Samples.NOW).id()).isNull();
  }

  @Test
  void allowsFurtherAttributes() {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    sent.put("subject", "anything");
    sent.put("dataschema", "https://example.org/schema");
    sent.put("traceparent", "00-0-0-00");
    sent.put("datacontenttype", "Application/Vnd.Some+JSON; charset=utf-8");
    sent.put("myext1", 3);

    assertThat(CloudEvents.read(sent, Samples.NOW).faults()).isEmpty();
  }

  @Test
  void refusesDataInBase64ByName() {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    sent.remove("data");
    sent.put("data_base64", "e30=");

    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .containsExactly(
            new Fault("$.data_base64", "the data as a JSON object in $.data", "data_base64"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"{}\"", "5", "true"})
  void wantsDataToBeAnObject(String data) {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    sent.set("data", Samples.json(data));

    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .extracting(Fault::path)
        .containsExactly("$.data");
  }

  @ParameterizedTest
  @CsvSource({
    "eventId, e-2",
    "occurredAt, 2026-11-24T09:30:00.251Z",
    "occurredAt, never",
    "policyId, another",
    "service, another"
  })
  void refusesARepeatedAttributeThatDiffers(String field, String value) {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    ((ObjectNode) sent.get("data")).put(field, value);

    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .extracting(Fault::path)
        .containsExactly("$.data." + field);
  }

  @Test
  void takesARepeatedIdThatIsComposedOtherwise() {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    sent.put("id", "e\u0301");
    ((ObjectNode) sent.get("data")).put("eventId", "é");

    Reading reading = CloudEvents.read(sent, Samples.NOW);

    assertThat(reading.faults()).isEmpty();
    // As it was sent; intake puts it in NFC.
    assertThat(reading.id()).isEqualTo("e\u0301");
    assertThat(reading.event().eventId()).isEqualTo("e\u0301");
  }

  @Test
  void takesARepeatedTimeByAnotherOffset() {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    ((ObjectNode) sent.get("data")).put("occurredAt", "2026-11-24T18:30:00.25+09:00");

    assertThat(CloudEvents.read(sent, Samples.NOW).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0", "5.5", "1e3", "\"5\"", "9223372036854775808", "true", "null"})
  void wantsWholeNumbers(String number) {
    ObjectNode sent = Samples.cloudEvent(EventKind.ACCESS);
    ((ObjectNode) sent.at("/data/export")).set("recordCount", Samples.json(number));

    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .extracting(Fault::path)
        .containsExactly("$.data.export.recordCount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "1", "null"})
  void wantsBooleans(String value) {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    ((ObjectNode) sent.get("data")).set("material", Samples.json(value));

    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .extracting(Fault::path)
        .containsExactly("$.data.material");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"UNKNOWN\"", "\"website\"", "3", "\"\""})
  void wantsSymbolsOfTheContract(String symbol) {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    ((ObjectNode) sent.get("data")).set("channel", Samples.json(symbol));

    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .extracting(Fault::path, Fault::expected)
        .containsExactly(tuple("$.data.channel", "one of WEBSITE, EMAIL, SMS, POST"));
  }

  @Test
  void neverQuotesADateOfBirthOrAnAttribute() {
    ObjectNode sent = Samples.cloudEvent(EventKind.SUBJECT);
    ObjectNode data = (ObjectNode) sent.get("data");
    data.put("birthDate", "1985-13-45");
    ((ObjectNode) data.get("attributes")).put("memberType", "1985" + "x".repeat(300));

    List<Fault> faults = CloudEvents.read(sent, Samples.NOW).faults();

    assertThat(faults)
        .extracting(Fault::path)
        .containsExactly("$.data.birthDate", "$.data.attributes.memberType");
    assertThat(faults.toString()).doesNotContain("1985");
  }

  @Test
  void readsABatchItemByItem() {
    ArrayNode batch = CloudEvents.mapper().createArrayNode();
    batch.add(Samples.cloudEvent(EventKind.ACCESS));
    batch.add("no event");
    batch.add(Samples.cloudEvent(EventKind.NOTICE).put("type", "t"));

    List<Reading> readings = CloudEvents.readBatch(batch, Samples.NOW);

    assertThat(readings.get(0).event().kind()).isEqualTo(EventKind.ACCESS);
    assertThat(readings.get(1).faults())
        .extracting(Fault::toString)
        .containsExactly("$: expected a CloudEvent, a JSON object, found a string of 8 characters");
    assertThat(readings.get(2).id()).isEqualTo("e-1");
    assertThat(readings.get(2).event()).isNull();
  }

  @Test
  void readsBinaryMode() {
    ObjectNode structured = Samples.cloudEvent(EventKind.REQUEST);
    Map<String, List<String>> headers = headers(EventKind.REQUEST);
    headers.remove("ce-specversion");
    headers.put("CE-SpecVersion", List.of("1.0"));
    headers.put("ce-id", List.of("e-%C3%A9%201"));
    headers.put("ce-source", List.of("\"cr\\\"m\""));
    headers.put("ce-traceparent", List.of("00-0-0-00"));
    headers.put("Accept", List.of("*/*", "a/b"));

    Reading reading =
        CloudEvents.readBinary(
            headers, "application/json;charset=utf-8", structured.get("data"), Samples.NOW);

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.event().eventId()).isEqualTo("e-é 1");
    assertThat(reading.event().service()).isEqualTo("cr\"m");
    assertThat(reading.event().request().getRight()).isEqualTo(DataSubjectRight.DELETION);
  }

  private static Map<String, List<String>> headers(EventKind kind) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("ce-specversion", List.of("1.0"));
    headers.put("ce-id", List.of("e-1"));
    headers.put("ce-source", List.of("crm"));
    headers.put("ce-type", List.of(kind.type()));
    headers.put("ce-time", List.of(Samples.TIME));
    headers.put("ce-policy", List.of("a-policy"));
    return headers;
  }

  @Test
  void refusesEachHeaderThatCannotBeReadAndNoneTwice() {
    Map<String, List<String>> headers = headers(EventKind.NOTICE);
    headers.put("ce-id", List.of("x-%E9"));
    headers.put("CE-Policy", List.of("a-policy"));
    headers.put("ce-type", List.of(EventKind.NOTICE.type(), EventKind.NOTICE.type()));
    headers.put("ce-specversion", List.of("1.0%"));
    headers.put("ce-source", List.of("crm"));
    headers.put("ce-myext", List.of("a", "a"));
    headers.put("ce-other", List.of("Ã©"));

    Reading reading =
        CloudEvents.readBinary(
            headers, null, Samples.cloudEvent(EventKind.NOTICE).get("data"), Samples.NOW);

    assertThat(reading.id()).isNull();
    assertThat(reading.event()).isNull();
    assertThat(reading.faults())
        .extracting(Fault::path, Fault::found)
        .containsExactlyInAnyOrder(
            tuple("$.id", "bytes that are no UTF-8"),
            tuple("$.policy", "2 of them"),
            tuple("$.type", "2 of them"),
            tuple("$.specversion", "a % without two hexadecimal digits at 3"),
            tuple("$.myext", "2 of them"),
            tuple("$.other", "another character at 0"));
  }

  @Test
  void refusesHalfASurrogatePairWhereverItStands() {
    String half = "x\uD83C";
    ObjectNode sent = Samples.cloudEvent(EventKind.SUBJECT);
    sent.put("id", half).put("source", half).put("policy", half);
    sent.put("subject", half).put("traceparent", half).put("myext", half).put(half, "x");
    sent.putArray("list").addObject().put(half, 1);
    ((ObjectNode) sent.at("/data/attributes")).put(half, "x").put("tier", half);
    ((ObjectNode) sent.get("data")).put("country", half).put("change", half).put(half, "x");

    Reading reading = CloudEvents.read(sent, Samples.NOW);

    assertThat(reading.id()).as("no answer can hold it").isNull();
    assertThat(reading.faults())
        .extracting(Fault::path)
        .containsExactlyInAnyOrder(
            "$.id",
            "$.source",
            "$.policy",
            "$.subject",
            "$.traceparent",
            "$.myext",
            "$.x\uFFFD",
            "$.list",
            "$.data.attributes.x\uFFFD",
            "$.data.attributes.tier",
            "$.data.country",
            "$.data.change",
            "$.data.x\uFFFD");
    ObjectNode reason = Samples.cloudEvent(EventKind.REQUEST);
    ((ObjectNode) reason.get("data")).put("reason", half);
    assertThat(CloudEvents.read(reason, Samples.NOW).faults())
        .extracting(Fault::path)
        .containsExactly("$.data.reason");
  }

  @Test
  void takesPairsThatAreWhole() {
    ObjectNode sent = Samples.cloudEvent(EventKind.REQUEST);
    sent.put("id", "🎵").put("myext", "🎵");
    ((ObjectNode) sent.get("data")).put("reason", "🎵");

    assertThat(CloudEvents.read(sent, Samples.NOW).faults()).isEmpty();
  }

  @Test
  void cutsTheIdOfAnAnswerByCharacters() {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    sent.put("id", "🎵".repeat(257));

    assertThat(CloudEvents.read(sent, Samples.NOW).id()).isEqualTo("🎵".repeat(256));
  }

  @ParameterizedTest
  @CsvSource({
    "9999-12-31T23:59:59-14:00, 1",
    "9999-12-31T23:59:59.999Z, 0",
    "0001-01-01T00:00:00+00:01, 1",
    "0001-01-01T00:00:00Z, 0",
    "0000-12-31T23:59:59Z, 1",
    "0000-12-31T23:59:59-01:00, 0"
  })
  void takesTimesOfTheYears1To9999InUtc(String time, int faults) {
    ObjectNode sent = Samples.cloudEvent(EventKind.CONSENT);
    ((ObjectNode) sent.get("data")).put("validUntil", time);

    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .hasSize(faults)
        .allSatisfy(
            fault -> {
              assertThat(fault.path()).isEqualTo("$.data.validUntil");
              assertThat(fault.expected()).isEqualTo("a time in the years 0001 to 9999, in UTC");
            });
  }

  @Test
  void namesTheFaultsOfBinaryModeAsOfTheStructured() {
    Reading reading =
        CloudEvents.readBinary(Map.of("ce-data", List.of("{}")), null, null, Samples.NOW);

    assertThat(reading.faults())
        .extracting(Fault::path)
        .containsExactlyInAnyOrder(
            "$.specversion", "$.id", "$.time", "$.policy", "$.source", "$.type", "$.data");
  }

  @Test
  void countsTheFaultsOfAHopelessEvent() {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    ObjectNode data = (ObjectNode) sent.get("data");
    for (int i = 0; i < 250; i++) {
      data.put("x" + i, i);
    }

    List<Fault> faults = CloudEvents.read(sent, Samples.NOW).faults();

    assertThat(faults).hasSize(101);
    assertThat(faults.get(100).found()).isEqualTo("150 more");
  }

  @Test
  void mapsStrictly() {
    assertThatThrownBy(() -> CloudEvents.mapper().readTree("{\"id\": \"a\", \"id\": \"b\"}"))
        .isInstanceOf(JsonParseException.class);
    assertThatThrownBy(() -> CloudEvents.mapper().readTree("{} {}"))
        .isInstanceOf(MismatchedInputException.class);
    assertThatThrownBy(() -> CloudEvents.mapper().readTree("[".repeat(40)))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @Test
  void cutsTimesToTheMillisecond() {
    ObjectNode sent = Samples.cloudEvent(EventKind.NOTICE);
    sent.put("time", "2026-11-24T18:30:00.123999+09:00");

    assertThat(CloudEvents.read(sent, Samples.NOW).event().occurredAt())
        .isEqualTo(Instant.parse("2026-11-24T09:30:00.123Z"));
  }
}
