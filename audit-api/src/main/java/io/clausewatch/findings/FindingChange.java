package io.clausewatch.findings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.FindingRevision;
import io.clausewatch.readmodel.OfficerAct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Something that became of a finding. */
sealed interface FindingChange {

  /**
   * The engine raised, revised or retracted it.
   *
   * @param by engine
   * @param because what came late; null where nothing did
   */
  record ByEngine(String by, Instant at, int revision, FindingStatus status, String because)
      implements FindingChange {
    private static ByEngine of(FindingRevision revision) {
      return new ByEngine(
          "engine",
          revision.revisedAt(),
          revision.revision(),
          revision.status(),
          revision.revisedBecause());
    }
  }

  /** An officer did something about it. */
  record ByOfficer(@JsonUnwrapped OfficerAct act) implements FindingChange {}

  /** All of them, oldest first; an act comes after the revision that it was about. */
  static List<FindingChange> historyOf(FindingDocument document) {
    List<FindingChange> history = new ArrayList<>();
    List<OfficerAct> acts = new ArrayList<>(document.acts());
    for (FindingRevision revision : document.revisions()) {
      takeOver(acts, act -> act.revision() < revision.revision(), history);
      history.add(ByEngine.of(revision));
    }
    takeOver(acts, act -> true, history);
    return history;
  }

  private static void takeOver(
      List<OfficerAct> acts, Predicate<OfficerAct> which, List<FindingChange> history) {
    acts.stream().filter(which).map(ByOfficer::new).forEach(history::add);
    acts.removeIf(which);
  }
}
