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
  private static final Use MAIL = new Use("news", List.of("name"), MessageChannel.EMAIL, null);

  private final Consent granted = consent("a", ConsentAction.GRANTED, days(-9)).build();

  @Test
  void nothingWasSaid() {
    assertThat(fault()).isEqualTo("no consent to it is known");
  }

  @Test
  void nothingWasSaidYet() {
    assertThat(fault(consent("b", ConsentAction.GRANTED, days(1)).build()))
        .isEqualTo("no consent to it is known");
  }

  @Test
  void withdrawn() {
    Consent withdrawn = consent("b", ConsentAction.WITHDRAWN, days(-1)).build();

    assertThat(fault(granted, withdrawn))
        .isEqualTo("consent was withdrawn on 2024-03-14T12:00:00Z");
  }

  @Test
  void aWithdrawalOfSomethingElseIsNotBlamed() {
    Consent other =
        consent("b", ConsentAction.WITHDRAWN, days(-1))
            .setChannels(List.of(MessageChannel.SMS))
            .build();

    assertThat(fault(other)).isEqualTo("no consent to it is known");
  }

  @Test
  void aLaterConsentToSomethingElseHidesNoWithdrawal() {
    Consent withdrawn = consent("b", ConsentAction.WITHDRAWN, days(-2)).build();
    Consent other =
        consent("c", ConsentAction.GRANTED, days(-1))
            .setChannels(List.of(MessageChannel.SMS))
            .build();

    assertThat(fault(granted, withdrawn, other)).startsWith("consent was withdrawn on");
  }

  @Test
  void expired() {
    Consent expired = consent("a", ConsentAction.GRANTED, days(-9)).setValidUntil(days(-3)).build();

    assertThat(fault(expired))
        .isEqualTo("the consent of 2024-03-06T12:00:00Z expired on 2024-03-12T12:00:00Z");
  }

  @Test
  void coversSomethingElse() {
    Consent other =
        consent("a", ConsentAction.GRANTED, days(-9)).setDataCategories(List.of("email")).build();

    assertThat(fault(other)).isEqualTo("the consent of 2024-03-06T12:00:00Z does not cover it");
  }

  @Test
  void covers() {
    assertThat(fault(granted)).endsWith("is in force, but is not what the clause asks for");
  }

  @Test
  void endedWithTheMembership() {
    Subject end = end("c", days(-4));
    Consents consents = new Consents(List.of(granted), List.of(end));

    assertThat(consents.fault(MAIL, NOW)).contains("ended with the membership on 2024-03-11");
    assertThat(consents.about(MAIL, NOW)).containsExactly(granted, end);
  }

  @Test
  void theEndOfAMembershipBeforeAnyConsentIsNoEvidence() {
    Consents consents = new Consents(List.of(granted), List.of(end("c", days(-20))));

    assertThat(consents.about(MAIL, NOW)).containsExactly(granted);
    assertThat(consents.inForce(MAIL, NOW, Set.of())).isEqualTo(granted);
  }

  private static String fault(Consent... consents) {
    return new Consents(List.of(consents), List.of()).fault(MAIL, NOW);
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
