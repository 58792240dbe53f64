package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Collection;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.CollectionSource;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** The events that a benchmark sends: those of a shop's busy service. */
final class EventLoad {
  private static final String POLICY = "sony-music-kr";
  private static final String POLICY_WITH_HANDLERS = "loen-partner-center";
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

  /** A disclosure to the police without a paper, of which somebody has to be told at once. */
  static Disclosure unlawful(String id, String subjectId) {
    return Disclosure.newBuilder()
        .setEventId(id)
        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setPolicyId(POLICY)
        .setService("shop")
        .setSubjectIds(List.of(subjectId))
        .setActor(new Actor("app", ActorKind.SYSTEM, null, null, null))
        .setRecipient(new Recipient("police", RecipientKind.LAW_ENFORCEMENT, null, null))
        .setPurpose("legal-compliance")
        .setDataCategories(List.of("name"))
        .setLegalBasis(new LegalBasis(LegalBasisKind.LEGAL_PROCESS, null))
        .build();
  }

  /** A read by a member of staff, who has to be registered for it. */
  static Access readBy(String staff, String id, String subjectId) {
    return access(id, subjectId, Operation.READ)
        .setPolicyId(POLICY_WITH_HANDLERS)
        .setActor(new Actor(staff, ActorKind.STAFF, null, null, null))
        .setPurpose(LAWFUL)
        .build();
  }

  /** The entry of a member of staff who may handle data. */
  static Register registered(String staff) {
    return handler("registered-" + staff, staff, Instant.now().minus(2, ChronoUnit.HOURS)).build();
  }

  /** The entry of one who might until an hour ago. */
  static Register ended(String staff) {
    Instant ended = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
    return handler("ended-" + staff, staff, ended).setValidUntil(ended).build();
  }

  private static Register.Builder handler(String id, String staff, Instant at) {
    Instant told = at.truncatedTo(ChronoUnit.MILLIS);
    return Register.newBuilder()
        .setEventId(id)
        .setOccurredAt(told)
        .setPolicyId(POLICY_WITH_HANDLERS)
        .setService("register")
        .setEntryId(staff)
        .setKind(RegisterKind.HANDLER)
        .setValidFrom(told);
  }

  /** The policies once more, of which the one of these events says the same in another file. */
  static Path changedPolicies(BenchmarkServers installation) throws IOException {
    Path from = installation.home().resolve("policies");
    Path to = Files.createDirectory(installation.folder().resolve("changed-policies"));
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    Files.writeString(to.resolve(POLICY + ".yaml"), "\n# changed\n", StandardOpenOption.APPEND);
    return to;
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
