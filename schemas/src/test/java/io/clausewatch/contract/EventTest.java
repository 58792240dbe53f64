package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTest {
  private static final Map<EventKind, List<String>> SUBJECTS =
      Map.of(
          EventKind.ACCESS, List.of("s-1", "s-2"),
          EventKind.DISCLOSURE, List.of("s-1"),
          EventKind.CONSENT, List.of("s-1"),
          EventKind.SUBJECT, List.of("s-1"),
          EventKind.REQUEST, List.of("s-1"),
          EventKind.NOTICE, List.of("s-1"),
          EventKind.REGISTER, List.of(),
          EventKind.FOLLOW_UP, List.of("s-1"));

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void knowsItsKindAndItsSubjects(EventKind kind) {
    Event event = Samples.event(kind);

    assertThat(event.kind()).isEqualTo(kind);
    assertThat(event.subjectIds()).isEqualTo(SUBJECTS.get(kind));
    assertThat(event.record()).isInstanceOf(kind.recordClass());
    assertThat(event.record().getSchema()).isEqualTo(kind.schema());
    assertThat(EventKind.ofType(kind.type())).contains(kind);
    assertThat(event).hasToString(kind.id() + " event e-1 under a-policy");
  }

  @Test
  void isTypedByItsKind() {
    Event event = Samples.event(EventKind.CONSENT);

    assertThat(event.consent()).isSameAs(event.record());
    assertThatThrownBy(event::access).isInstanceOf(ClassCastException.class);
  }

  @Test
  void isTheSameWhenItsRecordIs() {
    assertThat(Samples.event(EventKind.ACCESS))
        .isEqualTo(Samples.event(EventKind.ACCESS))
        .hasSameHashCodeAs(Samples.event(EventKind.ACCESS))
        .isNotEqualTo(Samples.event(EventKind.REQUEST));
  }

  @Test
  void isNoOtherRecord() {
    Evidence evidence = new Evidence("e-1", "access", Instant.EPOCH, "says");

    assertThatIllegalArgumentException().isThrownBy(() -> Event.of(evidence));
    assertThat(EventKind.ofType("io.clausewatch.evidence.v1")).isEmpty();
  }
}
