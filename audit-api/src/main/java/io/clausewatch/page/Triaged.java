package io.clausewatch.page;

import io.clausewatch.api.Problem;
import io.clausewatch.door.EventLog.UnavailableException;
import io.clausewatch.triage.Decided;
import io.clausewatch.triage.TriageDesk;
import io.clausewatch.triage.TriageDesk.Result;
import io.clausewatch.triage.TriageRequest;
import java.time.Duration;

/** Decides at the desk what a form asks for. */
final class Triaged {
  private Triaged() {}

  /**
   * Does it.
   *
   * @throws io.clausewatch.api.ProblemException 503 when it may not be kept; the form can be sent
   *     again
   */
  static Result act(TriageDesk desk, TriageRequest request, Visit visit) {
    try {
      Result result = desk.act(request, visit.caller(), visit.lookup());
      Decided.record(visit.activity(), visit.ctx(), result);
      return result;
    } catch (UnavailableException e) {
      throw Problem.unavailable(
              visit.words().say("triage.away", e.getMessage()), Duration.ofSeconds(5))
          .exception();
    }
  }
}
