package io.clausewatch.findings;

import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.findings.TriageService.Result;
import io.clausewatch.http.Problem;
import io.clausewatch.page.PageRequest;
import java.time.Duration;

/** Has a decision taken that a form asks for, and recorded. */
final class TriageForms {
  private TriageForms() {}

  /**
   * Does it.
   *
   * @throws io.clausewatch.http.ProblemException 503 when it may not be kept; the form can be sent
   *     again
   */
  static Result act(TriageService triage, TriageRequest decision, PageRequest request) {
    try {
      Result result = triage.act(decision, request.caller(), request.lookup());
      DecisionRecorder.record(request.recorder(), request.ctx(), result);
      return result;
    } catch (UnavailableException e) {
      throw Problem.unavailable(
              request.words().say("triage.away", e.getMessage()), Duration.ofSeconds(5))
          .exception();
    }
  }
}
