package io.clausewatch.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.events.EventAdmission.Reason;
import io.clausewatch.events.EventAdmission.Rejection;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventAdmissionTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
  private static final AdmissionRules RULES =
      new AdmissionRules(new ReservedNames(Set.of("the-trail")), PersonalValues.WARN);

  private static EventAdmission decide(
      Optional<Set<String>> services, Optional<Set<String>> policies, String... sources)
      throws Exception {
    List<ParsedEvent> events =
        IntStream.range(0, sources.length)
            .mapToObj(
                i -> {
                  ObjectNode event = Sample.consent("e-" + i);
                  event.put("source", sources[i]);
                  return new ParsedEvent(i, "consent", CloudEvents.read(event, NOW));
                })
            .toList();
    return EventAdmission.decide(
        events,
        RULES,
        new Caller("key", Role.PRODUCER, services, policies),
        event -> new ProducerRecord<>("events", event.eventId(), new byte[0]),
        100);
  }

  @Test
  void whoIsBoundToServicesSendsForTheseAlone() throws Exception {
    EventAdmission admission =
        decide(
            Optional.of(Set.of("shop", "caf\u00e9")),
            Optional.empty(),
            "shop",
            "till",
            "cafe\u0301");

    assertThat(admission.accepted()).extracting(ParsedEvent::index).containsExactly(0, 2);
    assertThat(admission.rejected())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(Reason.FOREIGN);
              assertThat(rejection.reason().status()).isEqualTo(403);
              assertThat(rejection.errors())
                  .containsExactly(
                      "$.source: expected a service that the token is bound to, found another one");
            });
  }

  @Test
  void whoIsBoundToNoneSendsForAll() throws Exception {
    assertThat(decide(Optional.empty(), Optional.empty(), "shop", "till").accepted()).hasSize(2);
  }

  @Test
  void whoIsBoundToPoliciesSendsUnderTheseAlone() throws Exception {
    String policy = Sample.consent("e").path("policy").asText();
    assertThat(decide(Optional.empty(), Optional.of(Set.of(policy)), "shop").accepted()).hasSize(1);

    EventAdmission admission =
        decide(Optional.of(Set.of("till")), Optional.of(Set.of("another")), "shop", "till");

    assertThat(admission.accepted()).isEmpty();
    assertThat(admission.rejected())
        .extracting(Rejection::errors)
        .containsExactly(
            List.of(
                "$.source: expected a service that the token is bound to, found another one",
                "$.policy: expected a policy that the token is bound to, found another one"),
            List.of("$.policy: expected a policy that the token is bound to, found another one"));
  }
}
