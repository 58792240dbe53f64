package io.clausewatch.triage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.activity.Act;
import io.clausewatch.activity.Activity;
import io.clausewatch.triage.TriageDesk.Outcome;
import io.clausewatch.triage.TriageDesk.Result;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** Records that somebody decided about findings, as an act like any other. */
public final class Decided {
  private Decided() {}

  /**
   * Records what was done, and what the answer shows of the findings about which nothing was.
   *
   * @throws io.clausewatch.api.ProblemException 503 when it cannot be recorded
   */
  public static void record(Activity activity, Context ctx, Result result) {
    List<ObjectNode> changed = new ArrayList<>();
    List<ObjectNode> shown = new ArrayList<>();
    for (Outcome outcome : result.outcomes().values()) {
      switch (outcome) {
        case Outcome.Done done -> changed.add(done.story());
        case Outcome.Refused refused -> refused.present().ifPresent(shown::add);
      }
    }
    if (!changed.isEmpty()) {
      activity.record(ctx, new Act.ChangedStatus(changed));
    }
    if (!shown.isEmpty()) {
      activity.record(ctx, new Act.ViewedFindings(shown));
    }
  }
}
