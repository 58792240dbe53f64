package io.clausewatch.facts;

import static io.clausewatch.contract.FollowUpKind.APPROVAL;
import static io.clausewatch.contract.FollowUpKind.JUSTIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FollowUpsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static Event access(String actor) {
    return Event.of(
        Access.newBuilder()
            .setEventId("access")
            .setOccurredAt(NOON)
            .setPolicyId("p")
            .setService("s")
            .setSubjectIds(List.of("ref"))
            .setActor(new Actor(actor, ActorKind.STAFF, null, null, null))
            .setOperation(Operation.READ)
            .setPurpose("support")
            .build());
  }

  private static Event followUp(
      String id, int hours, FollowUpKind kind, String actor, List<String> subjects) {
    return Event.of(
        FollowUp.newBuilder()
            .setEventId(id)
            .setOccurredAt(NOON.plus(Duration.ofHours(hours)))
            .setPolicyId("p")
            .setService("s")
            .setSubjectIds(subjects)
            .setRelatesTo("access")
            .setKind(kind)
            .setActor(new Actor(actor, ActorKind.STAFF, null, null, null))
            .build());
  }

  private static EvaluationContext of(Event access, Event... followUps) {
    return EvaluationContext.of(
        access,
        SubjectFacts.of(
            false,
            List.of(followUps).stream().filter(e -> e.subjectIds().contains("ref")).toList()),
        SharedFacts.of(List.of(followUps)));
  }

  @Test
  void oneThatNamesNobodyCountsLikeOneThatNamesTheDataSubject() {
    EvaluationContext context =
        of(
            access("kim"),
            followUp("late", 2, APPROVAL, "lee", List.of()),
            followUp("early", 1, JUSTIFICATION, "kim", List.of("ref")),
            followUp("others", 1, APPROVAL, "lee", List.of("another")));

    assertThat(context.followUps())
        .extracting(FollowUp::getEventId)
        .containsExactly("early", "late");
    assertThat(context.followedUp(Set.of(APPROVAL), true)).isTrue();
    assertThat(context.followedUp(Set.of(JUSTIFICATION), false)).isTrue();
    assertThat(context.followedUp(Set.of(FollowUpKind.REVIEW), false)).isFalse();
  }

  @Test
  void whatComesAfterTheDueInstantIsTooLate() {
    EvaluationContext context =
        of(access("kim"), followUp("f", 24, JUSTIFICATION, "kim", List.of("ref")));

    Instant due = NOON.plus(Duration.ofHours(24));
    assertThat(context.due(() -> due).followedUp(Set.of(JUSTIFICATION), false)).isTrue();
    assertThat(context.due(() -> due.minusMillis(1)).followedUp(Set.of(JUSTIFICATION), false))
        .isFalse();
  }

  @Test
  void nobodyApprovesTheirOwn() {
    Event own = followUp("f", 1, APPROVAL, "kim", List.of("ref"));
    assertThat(of(access("kim"), own).followedUp(Set.of(APPROVAL), false)).isTrue();
    assertThat(of(access("kim"), own).followedUp(Set.of(APPROVAL), true)).isFalse();
  }

  /** The access then has the hash in place of the actor's id, the follow-up the id itself. */
  @Test
  void notEvenWhereTheirOwnDataIsConcernedAndTheyNameNobody() {
    Event unnamed = followUp("f", 1, APPROVAL, "kim", List.of());
    assertThat(of(access("ref"), unnamed).followedUp(Set.of(APPROVAL), true)).isFalse();
    Event named = followUp("f", 1, APPROVAL, "lee", List.of("ref"));
    assertThat(of(access("ref"), named).followedUp(Set.of(APPROVAL), true)).isTrue();
  }

  @Test
  void whatAnsweredIsEvidence() {
    Event done = followUp("f", 1, APPROVAL, "lee", List.of("ref"));
    EvaluationContext witnessed = of(access("kim"), done).witnessed();
    witnessed.followedUp(Set.of(APPROVAL), true);
    assertThat(witnessed.witnesses()).containsExactly(done);
  }
}
