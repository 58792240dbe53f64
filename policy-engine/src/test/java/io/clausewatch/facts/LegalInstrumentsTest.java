package io.clausewatch.facts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no scenario can hold, since the contract's JSON has no such symbol. */
class LegalInstrumentsTest {

  @Test
  void anInstrumentOfAKindThatANewerWriterKnowsIsUndecided() {
    Disclosure disclosure =
        Disclosure.newBuilder()
            .setEventId("e1")
            .setOccurredAt(Instant.EPOCH)
            .setPolicyId("p")
            .setService("s")
            .setActor(Actor.newBuilder().setId("a").setKind(ActorKind.SYSTEM).build())
            .setRecipient(
                Recipient.newBuilder().setId("r").setKind(RecipientKind.GOVERNMENT).build())
            .setPurpose("audit")
            .setLegalBasis(LegalBasis.newBuilder().setKind(LegalBasisKind.NONE).build())
            .setInstrument(Instrument.newBuilder().setKind(InstrumentKind.UNKNOWN).build())
            .build();

    assertThatThrownBy(() -> LegalInstruments.good(disclosure, Set.of(InstrumentKind.WARRANT)))
        .isInstanceOf(UndecidedException.class)
        .hasMessage("instrument.kind is not known");
  }
}
