package io.clausewatch.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.MessageChannel;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What an officer is told about consents; whether one is in force is held by the scenarios of the
 * policies.
 */
class ConsentsTest {

  private static final Instant NOW = Instant.parse("2024-03-15T12:00:00Z");
  private static final DataUse MAIL =
      new DataUse("news", List.of("name"), MessageChannel.EMAIL, null);

  private final Consent granted = consent("a", ConsentAction.GRANTED, days(-9)).build();

  @Test
  void nothingWasSaid() {
    assertThat(fault()).isEqualTo(new ConsentFault.NoneKnown());
  }

  @Test
  void aWithdrawalTakesBackTheLatestConsentThatItIsAbout() {
    Consents consents = new Consents();
    consents.add(granted);
    consents.add(consent("b", ConsentAction.GRANTED, days(-5)).build());
    consents.add(
        consent("c", ConsentAction.GRANTED, days(-4)).setPurposes(List.of("other")).build());
    consents.add(consent("d", ConsentAction.GRANTED, days(-4)).setRecipientId("r").build());
    consents.add(consent("e", ConsentAction.GRANTED, days(-3)).build());

    Consent withdrawal =
        consent("w", ConsentAction.WITHDRAWN, days(-3)).setPurposes(List.of("news")).build();
    assertThat(consents.takenBackBy(withdrawal).getEventId()).isEqualTo("d");
    assertThat(
            consents.takenBackBy(Consent.newBuilder(withdrawal).setRecipientId("another").build()))
        .isNull();
    assertThat(consents.takenBackBy(Consent.newBuilder(withdrawal).setOccurredAt(days(-9)).build()))
        .isNull();
  }

  @Test
  void whatIsNotSaidOfAConsentIsNotSoOfIt() {
    Consents consents = new Consents();
    consents.add(granted);
    Consent explicit =
        consent("b", ConsentAction.GRANTED, days(-5)).setExplicit(true).setSeparate(false).build();
    consents.add(explicit);

    assertThat(consents.inForce(MAIL, NOW, Set.of(ConsentRequirement.EXPLICIT)))
        .isEqualTo(explicit);
    assertThat(consents.inForce(MAIL, NOW, Set.of(ConsentRequirement.SEPARATE))).isNull();
  }

  @Test
  void nothingWasSaidYet() {
    assertThat(fault(consent("b", ConsentAction.GRANTED, days(1)).build()))
        .isEqualTo(new ConsentFault.NoneKnown());
  }

  @Test
  void withdrawn() {
    Consent withdrawn = consent("b", ConsentAction.WITHDRAWN, days(-1)).build();

    assertThat(fault(granted, withdrawn)).isEqualTo(new ConsentFault.Withdrawn(days(-1)));
  }

  @Test
  void aWithdrawalOfSomethingElseIsNotBlamed() {
    Consent other =
        consent("b", ConsentAction.WITHDRAWN, days(-1))
            .setChannels(List.of(MessageChannel.SMS))
            .build();

    assertThat(fault(other)).isEqualTo(new ConsentFault.NoneKnown());
  }

  @Test
  void aLaterConsentToSomethingElseHidesNoWithdrawal() {
    Consent withdrawn = consent("b", ConsentAction.WITHDRAWN, days(-2)).build();
    Consent other =
        consent("c", ConsentAction.GRANTED, days(-1))
            .setChannels(List.of(MessageChannel.SMS))
            .build();

    assertThat(fault(granted, withdrawn, other)).isEqualTo(new ConsentFault.Withdrawn(days(-2)));
  }

  @Test
  void expired() {
    Consent expired = consent("a", ConsentAction.GRANTED, days(-9)).setValidUntil(days(-3)).build();

    assertThat(fault(expired)).isEqualTo(new ConsentFault.Expired(days(-9), days(-3)));
  }

  @Test
  void coversSomethingElse() {
    Consent other =
        consent("a", ConsentAction.GRANTED, days(-9)).setDataCategories(List.of("email")).build();

    assertThat(fault(other)).isEqualTo(new ConsentFault.NotCovering(days(-9)));
  }

  @Test
  void covers() {
    assertThat(fault(granted)).isEqualTo(new ConsentFault.NotEnough(days(-9)));
  }

  @Test
  void endedWithTheMembership() {
    Subject end = end("c", days(-4));
    Consents consents = consents(List.of(granted), end);

    assertThat(consents.fault(MAIL, NOW))
        .isEqualTo(new ConsentFault.EndedWithMembership(days(-9), days(-4)));
    assertThat(consents.about(MAIL, NOW)).containsExactly(granted, end);
  }

  @Test
  void theEndOfAMembershipBeforeAnyConsentIsNoEvidence() {
    Consents consents = consents(List.of(granted), end("c", days(-20)));

    assertThat(consents.about(MAIL, NOW)).containsExactly(granted);
    assertThat(consents.inForce(MAIL, NOW, Set.of())).isEqualTo(granted);
  }

  private static ConsentFault fault(Consent... consents) {
    return consents(List.of(consents)).fault(MAIL, NOW);
  }

  private static Consents consents(List<Consent> said, Subject... membershipEnds) {
    Consents consents = new Consents();
    said.forEach(consents::add);
    List.of(membershipEnds).forEach(consents::endWithMembership);
    return consents;
  }

  private static Instant days(long days) {
    return NOW.plusSeconds(days * 86_400);
  }

  private static Consent.Builder consent(String id, ConsentAction action, Instant at) {
    return Consent.newBuilder()
        .setEventId(id)
        .setOccurredAt(at)
        .setPolicyId("p")
        .setService("s")
        .setSubjectId("s1")
        .setAction(action);
  }

  private static Subject end(String id, Instant at) {
    return Subject.newBuilder()
        .setEventId(id)
        .setOccurredAt(at)
        .setPolicyId("p")
        .setService("s")
        .setSubjectId("s1")
        .setChange(SubjectChange.CANCELLED)
        .build();
  }
}
