package io.clausewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegacyContentHashTest {

  /**
   * The hash that version 0.1.0 itself took of this event. An id in NFD kept its form then, and an
   * id in other case was left in texts.
   */
  @Test
  void itIsThatOfVersion010() {
    Disclosure event =
        Disclosure.newBuilder()
            .setEventId("e1")
            .setOccurredAt(Instant.parse("2026-11-20T09:30:00Z"))
            .setPolicyId("corner-shop")
            .setService("desk")
            .setSubjectIds(
                List.of("Customer-Anna", Normalizer.normalize("고객-박서연", Normalizer.Form.NFD)))
            .setActor(new Actor("kim", ActorKind.STAFF, null, null, null))
            .setRecipient(new Recipient("police", RecipientKind.LAW_ENFORCEMENT, null, null))
            .setPurpose("legal-compliance")
            .setDataCategories(List.of("name", "email"))
            .setLegalBasis(new LegalBasis(LegalBasisKind.NONE, null))
            .setJustification("sent to customer-anna, filed under Customer-Anna")
            .build();
    LegacyContentHash hash =
        new LegacyContentHash(
            new SubjectPseudonym(Secret.of("a key of at least thirty-two characters")));

    assertThat(HexFormat.of().formatHex(hash.of(event)))
        .isEqualTo("cb9bbf43fa8844fa696091303843905c");
  }
}
