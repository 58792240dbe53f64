package io.clausewatch.findings;

import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.findings.TriageService.Result;
import io.clausewatch.http.Problem;
import io.clausewatch.page.PageRequest;
import java.time.Duration;

/** Decides at the desk what a form asks for. */
final class TriageForms {
  private TriageForms() {}

  /**
   * Does it.
   *
   * @throws io.clausewatch.http.ProblemException 503 when it may not be kept; the form can be sent
   *     again
   */
  static Result act(TriageService desk, TriageRequest request, PageRequest visit) {
    try {
      Result result = desk.act(request, visit.caller(), visit.lookup());
      DecisionRecorder.record(visit.activity(), visit.ctx(), result);
      return result;
    } catch (UnavailableException e) {
      throw Problem.unavailable(
              visit.words().say("triage.away", e.getMessage()), Duration.ofSeconds(5))
          .exception();
    }
  }
}
