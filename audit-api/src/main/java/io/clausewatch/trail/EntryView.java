package io.clausewatch.trail;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import io.clausewatch.page.EventSheet;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An entry of the trail: an event about one data subject, with what came of judging it.
 *
 * @param verdict a symbol of the contract
 * @param policyId by whose policy it was judged
 * @param policyVersion which version of it; empty when there was none
 * @param eventId the event
 * @param what its kind and what exactly was done, in words
 * @param occurredAt when it happened
 * @param receivedAt when it came in; empty when that is not known
 * @param judgedAt when it was judged; empty when that is not known
 * @param service what sent it
 * @param subjectRef the keyed hash of the data subject's id; empty when it concerns nobody in
 *     particular
 * @param actorId who acted; empty when nobody did
 * @param recipientId to whom data went; empty when it went to nobody
 * @param purposes for what, in words
 * @param dataCategories which data, in words
 * @param judgements the clauses that it broke, or that could not be decided
 * @param sheet all that the event says
 */
public record EntryView(
    String verdict,
    String policyId,
    Optional<String> policyVersion,
    String eventId,
    String what,
    Instant occurredAt,
    Optional<Instant> receivedAt,
    Optional<Instant> judgedAt,
    String service,
    Optional<String> subjectRef,
    Optional<String> actorId,
    Optional<String> recipientId,
    List<String> purposes,
    List<String> dataCategories,
    List<Judgement> judgements,
    EventSheet sheet) {

  /** Copies its lists. */
  public EntryView {
    purposes = List.copyOf(purposes);
    dataCategories = List.copyOf(dataCategories);
    judgements = List.copyOf(judgements);
  }

  /**
   * What was made of a clause.
   *
   * @param outcome a symbol of the contract
   * @param clauseId the clause; empty where the whole event is meant
   * @param findingId the finding that says more; empty when there is none
   * @param reason why it could not be decided; empty when it was
   */
  public record Judgement(
      String outcome,
      Optional<String> clauseId,
      Optional<String> findingId,
      Optional<String> reason) {}

  /**
   * The view of an entry.
   *
   * @param subjects tells data subjects from nobody
   */
  public static EntryView of(TrailDocument document, DataSubjects subjects, PageWords words) {
    TrailEntry entry = document.entry();
    Event event = document.event();
    return new EntryView(
        document.verdict(),
        event.policyId(),
        Optional.ofNullable(entry.getPolicyVersion()),
        event.eventId(),
        document.whatWasDone().stream().map(words::symbol).collect(Collectors.joining(" · ")),
        event.occurredAt(),
        Optional.of(entry.getReceivedAt()),
        Optional.of(entry.getJudgedAt()),
        event.service(),
        subjects.person(entry.getSubjectRef()),
        Optional.ofNullable(document.actorId()),
        Optional.ofNullable(document.recipientId()),
        document.purposes().stream().map(words::purpose).toList(),
        document.dataCategories().stream().map(words::category).toList(),
        entry.getVerdicts().stream().map(EntryView::judgement).toList(),
        EventSheet.of(event.record(), subjects, words));
  }

  private static Judgement judgement(Verdict verdict) {
    return new Judgement(
        verdict.getOutcome().name(),
        Optional.ofNullable(verdict.getClauseId()),
        Optional.ofNullable(verdict.getFindingId()),
        Optional.ofNullable(verdict.getReason()));
  }

  /** The trail of everything that has a value in common with this. */
  public String others(String filter, String value) {
    return new UrlQuery(Map.of(filter, List.of(value))).on(TrailPage.PATH);
  }
}
