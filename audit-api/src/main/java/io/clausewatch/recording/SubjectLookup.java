package io.clausewatch.recording;

import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.TrailVisibility;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Where ids become the keyed hashes under which the index knows data subjects: the one way from the
 * one to the other. Whoever could go it unseen, or as often as they like, would find out whose the
 * hashes of a whole trail are. So each request looks up through its {@link #of lookup}, which
 * counts what it looks up, and keeps whom it names until {@link AccessRecorder} has it on record.
 * Safe for use by many threads.
 */
public final class SubjectLookup {
  private static final String ATTRIBUTE = SubjectLookup.class.getName();

  private final UnaryOperator<String> pseudonym;
  private final LookupLimit limit;
  private final Function<Context, Caller> callers;
  private final String policyId;

  /**
   * Look-ups by those who make requests.
   *
   * @param pseudonym makes the keyed hash of an id
   * @param limit how many there may be
   * @param callers tells who makes a request
   * @param policyId the policy under which acts are recorded
   */
  public SubjectLookup(
      UnaryOperator<String> pseudonym,
      LookupLimit limit,
      Function<Context, Caller> callers,
      String policyId) {
    this.pseudonym = pseudonym;
    this.limit = limit;
    this.callers = callers;
    this.policyId = policyId;
  }

  /** Who makes a request; the same one as long as it lasts. */
  public LookupContext of(Context ctx) {
    return begun(ctx)
        .orElseGet(
            () -> {
              Caller caller = callers.apply(ctx);
              TrailVisibility visibility =
                  caller.role() == Role.OFFICER
                      ? TrailVisibility.ofOfficer(policyId, caller.name(), pseudonym)
                      : TrailVisibility.ALL;
              RequestLookups lookedUp =
                  new RequestLookups(
                      caller.name(), pseudonym, () -> limit.take(caller), visibility);
              ctx.attribute(ATTRIBUTE, lookedUp);
              return lookedUp;
            });
  }

  /** What this server hashes of itself: nobody asked for it, or was counted when they did. */
  public LookupContext ours() {
    return pseudonym::apply;
  }

  /** The same, for a request that makes it seek long: that counts. */
  LookupContext ours(Context ctx) {
    LookupContext asking = of(ctx);
    return new LookupContext() {
      @Override
      public String hash(String text) {
        return pseudonym.apply(text);
      }

      @Override
      public void seeksOn() {
        asking.seeksOn();
      }
    };
  }

  /** The same, with what somebody may see: to make anew for them what they were shown before. */
  public LookupContext ours(TrailVisibility visibility) {
    return new LookupContext() {
      @Override
      public String hash(String text) {
        return pseudonym.apply(text);
      }

      @Override
      public TrailVisibility visibility() {
        return visibility;
      }
    };
  }

  /** What a request has looked up; empty when nothing yet. */
  static Optional<RequestLookups> begun(Context ctx) {
    return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
  }
}
