package io.clausewatch.findings;

import io.clausewatch.findings.TriageService.Outcome;
import io.clausewatch.findings.TriageService.Result;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** Records that somebody decided about findings, as an act like any other. */
public final class DecisionRecorder {
  private DecisionRecorder() {}

  /**
   * Records what was done, and what the answer shows of the findings about which nothing was.
   *
   * @throws io.clausewatch.http.ProblemException 503 when it cannot be recorded
   */
  public static void record(AccessRecorder recorder, Context ctx, Result result) {
    List<FindingDocument> changed = new ArrayList<>();
    List<FindingDocument> shown = new ArrayList<>();
    for (Outcome outcome : result.outcomes().values()) {
      switch (outcome) {
        case Outcome.Done done -> changed.add(done.document());
        case Outcome.Refused refused -> refused.present().ifPresent(shown::add);
      }
    }
    if (!changed.isEmpty()) {
      recorder.record(ctx, new OfficerAccess.ChangedStatus(changed));
    }
    if (!shown.isEmpty()) {
      recorder.record(ctx, new OfficerAccess.ViewedFindings(shown));
    }
  }
}
