package io.clausewatch.recording;

import io.clausewatch.contract.Fault;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemException;
import io.clausewatch.http.Routes;
import io.clausewatch.http.ServerFront;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.NamedSubjects;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what people do through this server, each act as one access event. An act is recorded when
 * it has succeeded and before its caller sees anything of it: what was refused showed nothing, and
 * what cannot be recorded is not shown. Safe for use by many threads.
 */
public final class AccessRecorder implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRecorder.class);

  /** The category of the vocabulary that comes nearest to a trail of what was done with data. */
  private static final String CATEGORY = "service-use-record";

  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  private final OwnActLog acts;
  private final Function<Context, Caller> callers;
  private final SubjectLookup lookups;
  private final Predicate<NamedSubjects> areSubjects;

  /**
   * Records acts.
   *
   * @param acts where they are written
   * @param callers tells who makes a request
   * @param lookups of those who make requests
   * @param areSubjects whether any of those whom a text may name is a data subject
   */
  public AccessRecorder(
      OwnActLog acts,
      Function<Context, Caller> callers,
      SubjectLookup lookups,
      Predicate<NamedSubjects> areSubjects) {
    this.acts = acts;
    this.callers = callers;
    this.lookups = lookups;
    this.areSubjects = areSubjects;
  }

  /** The policy under which acts are recorded. */
  public String policyId() {
    return acts.policyId();
  }

  /** Who makes a request, to look up whom it names. */
  public LookupContext lookup(Context ctx) {
    return lookups.of(ctx);
  }

  /**
   * Records an act of whoever makes a request, and returns once that is durable. To be called when
   * nothing can be refused any more, and before the first byte of the answer. Whom the request
   * named by an id, and looked up, the act is about too.
   *
   * @throws ProblemException 503 when it cannot be recorded: nothing may be shown then
   * @throws InvalidRequestException when the reason of an export holds the id of a data subject;
   *     but not of one whom the act itself names by the id, which intake hides
   * @throws io.clausewatch.search.SearchUnavailableException when that cannot be seen
   */
  public void record(Context ctx, OfficerAccess act) {
    act.export().ifPresent(export -> refuseNamesIn(export.getReason(), act.subjects(), ctx));
    List<String> subjects = new ArrayList<>(act.subjects());
    SubjectLookup.begun(ctx)
        .ifPresent(
            lookedUp -> {
              subjects.addAll(lookedUp.takeNamed());
              subjects.addAll(knownAmong(lookedUp.takeAnybody(), ctx));
            });
    OwnActLog.OwnAct written =
        new OwnActLog.OwnAct(
            UUID.randomUUID().toString(),
            callers.apply(ctx).name(),
            ServerFront.clientAddress(ctx),
            act.operation(),
            CATEGORY,
            subjects,
            act.export());
    try {
      acts.append(written);
    } catch (UnavailableException e) {
      LOG.warn("What somebody asked for was not shown, as it was not recorded: {}", e.getMessage());
      throw Problem.unavailable(
              "It could not be recorded that you asked for this ("
                  + e.getMessage()
                  + "), and what is not recorded is not shown. Send the same request again.",
              TRY_AGAIN_AFTER)
          .exception();
    }
  }

  /**
   * Which of some ids are those of data subjects: who acts on their own data is found as an actor
   * too, and shown with the hash. Others are not, or colleagues would become data subjects.
   */
  private List<String> knownAmong(List<String> ids, Context ctx) {
    return ids.isEmpty() || !isAnyKnown(ids, ctx)
        ? List.of()
        : ids.stream().filter(id -> isAnyKnown(List.of(id), ctx)).toList();
  }

  private boolean isAnyKnown(List<String> ids, Context ctx) {
    return areSubjects.test(NamedSubjects.in(lookups.ours(ctx), "ids", ids.toArray(String[]::new)));
  }

  private void refuseNamesIn(String reason, Collection<String> allowed, Context ctx) {
    if (areSubjects.test(NamedSubjects.in(lookups.of(ctx), "reason", reason).except(allowed))) {
      throw new InvalidRequestException(
          List.of(new Fault("reason", "no id of a data subject", "one")));
    }
  }

  /** What was looked up on the way to an answer that has no act of its own. */
  @Override
  public void register(RoutesConfig routes) {
    routes.after(
        ctx ->
            SubjectLookup.begun(ctx)
                .flatMap(lookedUp -> lookedUp.left(ctx.statusCode() < 400))
                .ifPresent(
                    act -> {
                      try {
                        record(ctx, act);
                      } catch (RuntimeException e) {
                        ctx.removeHeader("Location"); // it may hold what must not be shown
                        throw e;
                      }
                    }));
  }
}
