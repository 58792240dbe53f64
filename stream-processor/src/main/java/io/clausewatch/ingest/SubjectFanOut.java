package io.clausewatch.ingest;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.facts.SharedFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Makes of one pseudonymised event the facts that the judge is to know. Pure. */
final class SubjectFanOut {
  private SubjectFanOut() {}

  /**
   * The facts of an event: one for each data subject that it names. An event that names none
   * concerns the policy, once; a notice that counts for everybody, a register entry or a follow-up
   * of whatever data subject concerns everybody besides. What everybody has to know comes first, so
   * that the partition that judges the event already knows it.
   *
   * @param pseudonymised the event
   * @param receivedAt when the event reached Kafka
   * @return at least one fact
   */
  static List<Fact> facts(PseudonymisedEvent pseudonymised, Instant receivedAt) {
    Event event = pseudonymised.event();
    List<String> refs = event.subjectIds();
    if (refs.isEmpty()) {
      return switch (event.kind()) {
        case NOTICE, REGISTER, FOLLOW_UP ->
            List.of(
                new Fact(FactScope.EVERYBODY, null, receivedAt, event.record(), null),
                new Fact(FactScope.POLICY, null, receivedAt, event.record(), null));
        default -> List.of(new Fact(FactScope.POLICY, null, receivedAt, event.record(), null));
      };
    }
    List<Fact> facts = new ArrayList<>(refs.size() + 1);
    if (event.record() instanceof Notice notice && SharedFacts.reachesEverybody(notice)) {
      Notice told = AvroCopies.copy(notice, new Notice());
      told.setSubjectIds(List.of());
      facts.add(new Fact(FactScope.EVERYBODY, null, receivedAt, told, null));
    }
    for (int i = 0; i < refs.size(); i++) {
      String ref = refs.get(i);
      SpecificRecord about = refs.size() == 1 ? event.record() : about(event, ref);
      SubjectSpelling spelling = pseudonymised.spellings().get(i);
      facts.add(new Fact(FactScope.SUBJECT, ref, receivedAt, about, spelling));
    }
    return facts;
  }

  /** The event as if it named one data subject alone. */
  private static SpecificRecord about(Event event, String ref) {
    return switch (event.kind()) {
      case ACCESS -> {
        Access access = AvroCopies.copy(event.access(), new Access());
        access.setSubjectIds(List.of(ref));
        yield access;
      }
      case DISCLOSURE -> {
        Disclosure disclosure = AvroCopies.copy(event.disclosure(), new Disclosure());
        disclosure.setSubjectIds(List.of(ref));
        yield disclosure;
      }
      case NOTICE -> {
        Notice notice = AvroCopies.copy(event.notice(), new Notice());
        notice.setSubjectIds(List.of(ref));
        yield notice;
      }
      case FOLLOW_UP -> {
        FollowUp followUp = AvroCopies.copy(event.followUp(), new FollowUp());
        followUp.setSubjectIds(List.of(ref));
        yield followUp;
      }
      default ->
          throw new IllegalArgumentException(
              "Only one data subject in an event of kind " + event.kind().id());
    };
  }
}
