package io.clausewatch.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.RegisterKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationContextTest {

  /** A rule may ask without a guard about a part that the event doesn't have. */
  @Test
  void nobodyIsRegisteredUnderNoId() {
    Event event =
        Event.of(
            Notice.newBuilder()
                .setEventId("e1")
                .setOccurredAt(Instant.EPOCH)
                .setPolicyId("p")
                .setService("s")
                .setNoticeId("n")
                .setKind(NoticeKind.POLICY_CHANGE)
                .build());
    EvaluationContext context =
        EvaluationContext.of(event, SubjectFacts.of(false, List.of()), new SharedFacts());

    assertThat(context.registrations(RegisterKind.PROCESSOR, null)).isEmpty();
  }
}
