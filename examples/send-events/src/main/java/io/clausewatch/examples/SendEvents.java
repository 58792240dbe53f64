package io.clausewatch.examples;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.producer.ActorBuilder;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.DisclosureEvent;
import io.clausewatch.producer.EventReceipt;
import io.clausewatch.producer.InstrumentBuilder;
import io.clausewatch.producer.LegalBasisBuilder;
import io.clausewatch.producer.RecipientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Tells that the police got a member's name on a sealed letter. */
public final class SendEvents {
  private SendEvents() {}

  /** Sends it to where the variables of the environment say. */
  public static void main(String[] args) {
    try (ClausewatchProducer producer = ClausewatchProducer.fromEnvironment()) {
      EventReceipt receipt = send(producer, UUID.randomUUID().toString(), "member-4711");
      System.out.println(receipt.eventId() + " is durable");
      receipt.warnings().forEach(System.out::println);
    }
  }

  /** Sends it, and waits until it is durable. */
  public static EventReceipt send(ClausewatchProducer producer, String eventId, String memberId) {
    Instant now = Instant.now();
    Event event =
        DisclosureEvent.builder()
            .eventId(eventId)
            .occurredAt(now)
            .policyId("loen-partner-center")
            .service("legal-desk")
            .subjectIds(memberId)
            .actor(ActorBuilder.of("kim", ActorKind.STAFF))
            .recipient(RecipientBuilder.of("seoul-police", RecipientKind.LAW_ENFORCEMENT))
            .purpose("legal-compliance")
            .legalBasis(LegalBasisBuilder.of(LegalBasisKind.LEGAL_PROCESS))
            .dataCategories("name", "phone")
            .instrument(
                InstrumentBuilder.of(InstrumentKind.SEALED_WRITTEN_REQUEST)
                    .reference("2026-17")
                    .issuer("Seoul Police")
                    .issuedAt(now.minus(Duration.ofDays(1))))
            .build();
    return producer.send(event).join();
  }
}
