package io.clausewatch.examples;

import static io.clausewatch.testkit.ClausewatchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.testkit.ClausewatchTest;
import io.clausewatch.testkit.RecordingProducer;
import org.junit.jupiter.api.Test;

@ClausewatchTest(policies = "../../policies")
class LegalDeskTest {
  private final RecordingProducer producer;
  private final LegalDesk desk;

  LegalDeskTest(RecordingProducer producer) {
    this.producer = producer;
    this.desk = new LegalDesk(producer);
  }

  @Test
  void thePoliceGetDataOnAWarrant() {
    desk.answer("2026-17", "member-1", InstrumentKind.WARRANT);
    assertThat(producer.events()).isLawful();
  }

  @Test
  void aSealedLetterIsNotEnough() {
    desk.answer("2026-18", "member-1", InstrumentKind.SEALED_WRITTEN_REQUEST);
    assertThat(producer.events()).breaks("LPC-LE");
  }

  /** What a test says that fails: the clause, its words, and why it is broken. */
  @Test
  void aTestThatExpectsOtherwiseFailsWithTheWordsOfTheClause() {
    desk.answer("2026-19", "member-1", InstrumentKind.SEALED_WRITTEN_REQUEST);
    assertThatThrownBy(() -> assertThat(producer.events()).isLawful())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("disclosure event 2026-19")
        .hasMessageContaining("breaks LPC-LE")
        .hasMessageContaining("수사기관")
        .hasMessageContaining("a sealed written request is not enough");
  }
}
