package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Collection;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.CollectionSource;
import io.clausewatch.contract.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The events that a benchmark sends: those of a shop's busy service. */
final class EventLoad {
  private static final String POLICY = "sony-music-kr";
  private static final String LAWFUL = "analytics";
  private static final String UNLAWFUL = "recruitment";

  /** As many break a clause as in the demo's day. */
  private static final int UNLAWFUL_ONE_IN = 50;

  private EventLoad() {}

  /**
   * A read of one category.
   *
   * @param number also tells whether it is lawful
   */
  static Access read(String id, int number, String subjectId) {
    return access(id, subjectId, Operation.READ)
        .setPurpose(number % UNLAWFUL_ONE_IN == 0 ? UNLAWFUL : LAWFUL)
        .build();
  }

  /** An unlawful read. */
  static Access unlawful(String id, String subjectId) {
    return access(id, subjectId, Operation.READ).setPurpose(UNLAWFUL).build();
  }

  /** A collection, which is remembered of its data subject. */
  static Access collected(String id, String subjectId) {
    return access(id, subjectId, Operation.COLLECT)
        .setPurpose(LAWFUL)
        .setCollection(
            Collection.newBuilder()
                .setSource(CollectionSource.SUBJECT)
                .setMethod(CollectionMethod.WEB_FORM)
                .setEncryptedInTransit(true)
                .build())
        .build();
  }

  private static Access.Builder access(String id, String subjectId, Operation operation) {
    return Access.newBuilder()
        .setEventId(id)
        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setPolicyId(POLICY)
        .setService("shop")
        .setSubjectIds(List.of(subjectId))
        .setActor(new Actor("app", ActorKind.SYSTEM, null, null, null))
        .setOperation(operation)
        .setDataCategories(List.of("name"));
  }
}
