package io.clausewatch.testkit;

import static io.clausewatch.testkit.ClausewatchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.producer.ActorBuilder;
import io.clausewatch.producer.DisclosureEvent;
import io.clausewatch.producer.InstrumentBuilder;
import io.clausewatch.producer.LegalBasisBuilder;
import io.clausewatch.producer.RecipientBuilder;
import io.clausewatch.producer.SubjectEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@ClausewatchTest(policies = "../../policies")
class TestKitTest {
  private static final String SUBJECT = "member-4711";
  private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

  private static Event disclosure(InstrumentKind paper, String policyId) {
    return DisclosureEvent.builder()
        .eventId("e-" + paper)
        .occurredAt(NOW)
        .policyId(policyId)
        .service("legal-desk")
        .subjectIds(SUBJECT, "member-4712")
        .actor(ActorBuilder.of("kim", ActorKind.STAFF))
        .recipient(RecipientBuilder.of("seoul-police", RecipientKind.LAW_ENFORCEMENT))
        .purpose("legal-compliance")
        .legalBasis(LegalBasisBuilder.of(LegalBasisKind.LEGAL_PROCESS))
        .dataCategories("name", "phone")
        .instrument(
            InstrumentBuilder.of(paper)
                .reference("2026-17")
                .issuer("Seoul")
                .issuedAt(NOW.minus(Duration.ofDays(1))))
        .build();
  }

  private static Event disclosure(InstrumentKind paper) {
    return disclosure(paper, "loen-partner-center");
  }

  @Test
  void whatIsLawfulPasses() {
    assertThat(disclosure(InstrumentKind.WARRANT)).isLawful();
    assertThat(List.of("other")).hasSize(1); // AssertJ's own, beside it
  }

  @Test
  void aFailureHasTheClauseItsWordsAndWhy() {
    Event sealed = disclosure(InstrumentKind.SEALED_WRITTEN_REQUEST);
    assertThatThrownBy(() -> assertThat(List.of(sealed)).isLawful())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("disclosure event e-SEALED_WRITTEN_REQUEST")
        .hasMessageContaining("breaks LPC-LE")
        .hasMessageContaining("영장")
        .hasMessageContaining("In English: \"")
        .hasMessageContaining("a sealed written request is not enough")
        .hasMessageContaining("(for 2 data subjects)")
        .message()
        .doesNotContain(SUBJECT);
  }

  @Test
  void whatBreaksAClauseIsSaidToBreakIt() {
    Event sealed = disclosure(InstrumentKind.SEALED_WRITTEN_REQUEST);
    assertThat(sealed).breaks("LPC-LE").breaksOnly("LPC-LE");
    assertThatThrownBy(
            () -> assertThat(disclosure(InstrumentKind.WARRANT)).as("a warrant").breaks("LPC-LE"))
        .hasMessageContaining("a warrant")
        .hasMessageContaining("every event is lawful");
    assertThatThrownBy(() -> assertThat(sealed).breaks("LPC-LA"))
        .hasMessageContaining("There is no clause 'LPC-LA'")
        .hasMessageContaining("closest is 'LPC-LE'");
  }

  @Test
  void anUnknownPolicyIsSaid() {
    Event elsewhere = disclosure(InstrumentKind.WARRANT, "loen-partner-centre");
    assertThatThrownBy(() -> assertThat(elsewhere).isLawful())
        .hasMessageContaining("closest is 'loen-partner-center'");
  }

  @Test
  void whatIsGivenIsKnownAndTimeEndsWhenItIsSaid() {
    Event ended =
        SubjectEvent.builder()
            .eventId("e-end")
            .occurredAt(NOW)
            .policyId("loen-partner-center")
            .service("members")
            .subjectId(SUBJECT)
            .change(SubjectChange.CANCELLED)
            .build();
    assertThat(disclosure(InstrumentKind.WARRANT)).given(ended).isLawful();
    assertThatThrownBy(
            () ->
                assertThat(disclosure(InstrumentKind.SEALED_WRITTEN_REQUEST))
                    .given(ended)
                    .asOf(NOW.plus(Duration.ofDays(400)))
                    .isLawful())
        .hasMessageContaining("LPC-LE")
        .message()
        .doesNotContain("e-end");
  }

  @Test
  void aRecordingProducerKeepsWhatIsSent(RecordingProducer producer) {
    Event sealed = disclosure(InstrumentKind.SEALED_WRITTEN_REQUEST);
    assertThat(producer.send(sealed)).isCompleted();
    assertThat(producer).breaks("LPC-LE");
    producer.failWith(new IllegalStateException("away"));
    CompletableFuture<Void> failed = producer.sendAll(List.of(sealed));
    assertThat(failed).isCompletedExceptionally();
    assertThat(producer.metrics().failed()).isEqualTo(1);
  }
}
