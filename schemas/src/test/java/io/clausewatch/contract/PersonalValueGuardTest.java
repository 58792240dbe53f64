package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalValueGuardTest {

  @ParameterizedTest
  @CsvSource({
    "kim@example.com, EMAIL",
    "+82 10-1234-5678, PHONE",
    "+14155550123, PHONE",
    "010-1234-5678, PHONE",
    "01012345678, PHONE",
    "02-123-4567, PHONE",
    "900101-1234567, RESIDENT_REGISTRATION_NUMBER",
    "9001011234568, RESIDENT_REGISTRATION_NUMBER"
  })
  void knowsPersonalValues(String value, PersonalValueGuard.PersonalValue kind) {
    assertThat(PersonalValueGuard.kindOf(value)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "member-4711",
        "20261124000017",
        "1701012345678", // milliseconds
        "9001011234567", // no such last digit
        "550e8400-e29b-41d4-a716-446655440000",
        "team@night",
        "2026-11-24T09:30:00Z",
        "+82",
        ""
      })
  void leavesIdsAlone(String id) {
    assertThat(PersonalValueGuard.kindOf(id)).isEmpty();
  }

  @Test
  void namesThePlaceAndNeverTheValue() {
    ObjectNode event = Samples.cloudEvent(EventKind.ACCESS);
    ObjectNode data = (ObjectNode) event.get("data");
    data.putArray("subjectIds").add("s-1").add("kim@example.com");
    ((ObjectNode) data.get("actor")).put("processorId", "010-1234-5678");
    ((ObjectNode) data.get("export")).put("reason", "text may hold lee@example.com");
    event.put("id", "900101-1234567");

    assertThat(PersonalValueGuard.check(CloudEvents.read(event, Samples.NOW).event()))
        .extracting(Fault::toString)
        .containsExactly(
            "$.id: expected an id, which tells nothing of a person by itself, found what looks"
                + " like a Korean resident registration number",
            "$.data.subjectIds[1]: expected an id, which tells nothing of a person by itself,"
                + " found what looks like an e-mail address",
            "$.data.actor.processorId: expected an id, which tells nothing of a person by itself,"
                + " found what looks like a telephone number");
  }
}
