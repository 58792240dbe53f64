package io.clausewatch.examples;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.producer.ActorBuilder;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.DisclosureEvent;
import io.clausewatch.producer.InstrumentBuilder;
import io.clausewatch.producer.LegalBasisBuilder;
import io.clausewatch.producer.RecipientBuilder;
import java.time.Duration;
import java.time.Instant;

/** A service that answers the requests of authorities, and tells of it. */
public final class LegalDesk {
  private final ClausewatchProducer producer;

  /** A desk that tells a producer. */
  public LegalDesk(ClausewatchProducer producer) {
    this.producer = producer;
  }

  /** Hands the name and telephone number of a member to the police, on such a paper. */
  public void answer(String requestId, String memberId, InstrumentKind paper) {
    Instant now = Instant.now();
    producer
        .send(
            DisclosureEvent.builder()
                .eventId(requestId)
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
                    InstrumentBuilder.of(paper)
                        .reference(requestId)
                        .issuer("Seoul")
                        .issuedAt(now.minus(Duration.ofDays(1))))
                .build())
        .join();
  }
}
