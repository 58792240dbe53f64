package io.clausewatch.findings;

import io.clausewatch.contract.Triage;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.http.Caller;
import io.clausewatch.platform.retry.RetryPolicy;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.OfficerAct;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.NamedSubjects;
import io.clausewatch.search.SearchUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes what officers decide about findings. An act is checked against the finding as it stands (as
 * the index has it, with what was decided here and has not reached the index yet), written to the
 * triage topic, and only when it is durable there answered.
 *
 * <p>Acts are checked and written one request after the other, so that of two officers who decide
 * on the same version at once, one is told that the finding has changed. Two servers do not know of
 * each other's last second: both acts are kept then, in an order that all agree on.
 *
 * <p>Safe for use by many threads.
 */
public final class TriageService {
  /** More than anybody does about one finding; all acts of a finding are in its document. */
  static final int MAX_ACTS = 1_000;

  /** All notes of a finding together, in UTF-16: they are read and answered as one. */
  static final int MAX_WRITTEN = 40_000;

  /** How long the answer waits for the index, so that who acts and then looks sees it. */
  private static final RetryPolicy UNTIL_SEARCHABLE =
      RetryPolicy.every(Duration.ofMillis(50))
          .within(Duration.ofSeconds(2))
          .when(failure -> false)
          .until(Boolean.TRUE::equals);

  /** The findings with acts that may wait for an index that is away. */
  private static final int MAX_PENDING = 10_000;

  private final FindingSearch findings;
  private final TriageLog log;
  private final InstantSource clock;
  private final int mostPending;
  private final AtomicLong accepted = new AtomicLong();

  /** Acts that are durable and were not in the index when it was last looked at, by finding. */
  private final Map<String, List<Triage>> pending = new HashMap<>();

  /**
   * Triage of findings.
   *
   * @param findings as they can be searched
   * @param log takes the acts
   * @param clock the wall clock
   */
  public TriageService(FindingSearch findings, TriageLog log, InstantSource clock) {
    this(findings, log, clock, MAX_PENDING);
  }

  TriageService(FindingSearch findings, TriageLog log, InstantSource clock, int mostPending) {
    this.findings = findings;
    this.log = log;
    this.mostPending = mostPending;
    this.clock = clock;
  }

  /** What came of it for one finding. */
  public sealed interface Outcome {

    /**
     * The act is durable.
     *
     * @param document the finding with it
     */
    record Done(FindingDocument document) implements Outcome {}

    /**
     * Nothing was done.
     *
     * @param status as in HTTP
     * @param detail why, in a sentence
     * @param errors the faults of the request; empty when it is not at fault
     * @param present the finding as it stands; empty when there is none
     */
    record Refused(
        int status, String detail, List<String> errors, Optional<FindingDocument> present)
        implements Outcome {
      /** Copies its list. */
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  /**
   * What came of a request.
   *
   * @param outcomes by finding, in the request's order
   * @param searchable whether all that was done can be searched
   */
  public record Result(Map<String, Outcome> outcomes, boolean searchable) {
    /** Copies its map. */
    public Result {
      outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
  }

  /** How many acts have been accepted since the start; grows before the caller is told. */
  public long accepted() {
    return accepted.get();
  }

  /**
   * Does it.
   *
   * @param caller whose act it is
   * @param lookup hashes what the note may name, for the caller
   * @throws UnavailableException when it may not be durable; to do it again with the same act id is
   *     safe
   * @throws SearchUnavailableException when the findings cannot be looked at; nothing was done
   * @throws io.clausewatch.http.InvalidRequestException when so much in a text is escaped that ids
   *     cannot be sought in it; nothing was done
   */
  public Result act(TriageRequest request, Caller caller, LookupContext lookup)
      throws UnavailableException {
    String actId = request.actId().orElseGet(() -> UUID.randomUUID().toString());
    NamedSubjects named =
        NamedSubjects.in(lookup, "note", request.command().note())
            .and("assignee", request.command().assignee());
    if (!named.isEmpty()) {
      // Before the lock: it takes long. What is said of them then is of the findings as they stand.
      named.seek(
          findings.byId(request.versions().keySet()).values().stream()
              .map(document -> document.finding().getSubjectSpelling())
              .toList());
    }
    Map<String, Outcome> outcomes = decide(request, actId, caller, named);
    List<String> done =
        outcomes.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Outcome.Done)
            .map(Map.Entry::getKey)
            .toList();
    boolean searchable = awaitSearchable(done, actId);
    if (searchable) {
      forget(done, actId);
    }
    return new Result(outcomes, searchable);
  }

  private synchronized void forget(List<String> findingIds, String actId) {
    for (String findingId : findingIds) {
      pending.computeIfPresent(
          findingId,
          (id, acts) -> {
            acts.removeIf(act -> act.getActId().equals(actId));
            return acts.isEmpty() ? null : acts;
          });
    }
  }

  private synchronized Map<String, Outcome> decide(
      TriageRequest request, String actId, Caller caller, NamedSubjects named)
      throws UnavailableException {
    if (pending.size() >= mostPending) {
      // Perhaps the index has caught up since.
      present(pending.keySet().stream().limit(TriageRequest.MAX_FINDINGS).toList());
    }
    if (pending.size() >= mostPending) {
      throw new UnavailableException("the search index is too far behind", null);
    }
    Map<String, FindingDocument> documents = present(request.versions().keySet());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<Triage> acts = new ArrayList<>();
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    request
        .versions()
        .forEach(
            (findingId, version) -> {
              FindingDocument document = documents.get(findingId);
              if (document == null) {
                outcomes.put(findingId, refused(404, "There is no such finding.", null));
                return;
              }
              Triage act = record(request.command(), document, actId, caller, now);
              Optional<OfficerAct> same = document.act(actId);
              Optional<Outcome> objection =
                  same.isPresent()
                      ? Optional.of(repeated(same.get(), request.command(), caller, document))
                      : objection(request.command(), version, named, document);
              if (objection.isEmpty()) {
                acts.add(act);
              }
              outcomes.put(
                  findingId,
                  objection.orElseGet(
                      () -> new Outcome.Done(FindingDocument.with(Optional.of(document), act))));
            });
    if (!acts.isEmpty()) {
      log.append(acts);
      accepted.addAndGet(acts.size());
      acts.forEach(
          act -> pending.computeIfAbsent(act.getFindingId(), id -> new ArrayList<>()).add(act));
    }
    return outcomes;
  }

  /** The findings as they stand, with what was decided here and is not in the index yet. */
  private Map<String, FindingDocument> present(Collection<String> findingIds) {
    Map<String, FindingDocument> documents = findings.byId(findingIds);
    documents.replaceAll(
        (findingId, document) -> {
          List<Triage> missing = pending.getOrDefault(findingId, new ArrayList<>());
          missing.removeIf(act -> document.act(act.getActId()).isPresent());
          if (missing.isEmpty()) {
            pending.remove(findingId);
          }
          FindingDocument now = document;
          for (Triage act : missing) {
            now = FindingDocument.with(Optional.of(now), act);
          }
          return now;
        });
    return documents;
  }

  private static Triage record(
      TriageCommand command, FindingDocument document, String actId, Caller caller, Instant now) {
    return command
        .record()
        .setActId(actId)
        .setFindingId(document.finding().getFindingId())
        .setDetectedAt(document.finding().getDetectedAt())
        .setBy(caller.name())
        .setRole(caller.role().id())
        .setAt(now)
        .setBasedOn(document.version())
        .setRevision(document.finding().getRevision())
        .build();
  }

  /** A request that comes again is answered as before, and does nothing. */
  private static Outcome repeated(
      OfficerAct act, TriageCommand command, Caller caller, FindingDocument document) {
    return command.isThatOf(act) && act.by().equals(caller.name())
        ? new Outcome.Done(document)
        : refused(
            422,
            "This Idempotency-Key stands for another act about this finding: take a new one.",
            document);
  }

  private static Optional<Outcome> objection(
      TriageCommand command,
      Optional<Integer> version,
      NamedSubjects named,
      FindingDocument document) {
    int stands = document.version();
    if (version.isPresent() && version.get() != stands) {
      return Optional.of(
          refused(
              409,
              "The finding has changed: version %d was expected, it is %d."
                  .formatted(version.get(), stands),
              document));
    }
    if (command.status() != null && document.status().equals("RETRACTED")) {
      return Optional.of(
          refused(
              409,
              "The engine has retracted the finding: it can be given a note and an assignee, and no"
                  + " status.",
              document));
    }
    if (document.acts().size() >= MAX_ACTS) {
      return Optional.of(refused(409, "A finding takes at most " + MAX_ACTS + " acts.", document));
    }
    if (command.note() != null && written(document) + command.note().length() > MAX_WRITTEN) {
      return Optional.of(
          refused(
              409,
              "The notes of a finding take at most " + MAX_WRITTEN + " characters.",
              document));
    }
    // Last: a note that is refused for anything else is not kept, and must not tell whom it names.
    if (named.include(
        document.finding().getSubjectRef(), document.finding().getSubjectSpelling())) {
      return Optional.of(
          new Outcome.Refused(
              400,
              "A note is kept for good, and must not name the data subject.",
              List.of("note: expected no id of the data subject, found it"),
              Optional.empty()));
    }
    return Optional.empty();
  }

  private static long written(FindingDocument document) {
    return document.acts().stream()
        .map(OfficerAct::note)
        .filter(Objects::nonNull)
        .mapToLong(String::length)
        .sum();
  }

  private static Outcome refused(int status, String detail, FindingDocument present) {
    return new Outcome.Refused(status, detail, List.of(), Optional.ofNullable(present));
  }

  private boolean awaitSearchable(List<String> findingIds, String actId) {
    try {
      return UNTIL_SEARCHABLE.call(() -> findings.knowing(findingIds, actId) >= findingIds.size());
    } catch (SearchUnavailableException e) {
      return false;
    }
  }
}
