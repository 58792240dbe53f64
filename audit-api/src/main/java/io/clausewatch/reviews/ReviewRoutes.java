package io.clausewatch.reviews;

import io.clausewatch.contract.Fault;
import io.clausewatch.files.DownloadParameters;
import io.clausewatch.files.StreamedDownload;
import io.clausewatch.http.Caller;
import io.clausewatch.http.DownloadLimit;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.JsonBody;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.reviews.ReviewFormat.Request;
import io.clausewatch.reviews.ReviewService.Month;
import io.clausewatch.reviews.ReviewService.NotSignedException;
import io.clausewatch.words.PageWords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The calls about the monthly review of access records; officers sign it, auditors see it. */
public final class ReviewRoutes implements Routes {
  private static final int MAX_NOTE = 4_000;
  private static final int LENGTH_OF_DIGEST = 64;
  private static final String NOTE = "note";
  private static final String DIGEST = "digest";
  private static final String POLICY = "policyId";

  private final ReviewService reviews;
  private final PolicyCatalog catalog;
  private final Function<Context, Caller> callers;
  private final AccessRecorder recorder;

  /**
   * Calls on top of reviews.
   *
   * @param catalog the policies that there are reviews of
   * @param callers tells who makes a request
   * @param recorder records what is looked at and signed
   */
  public ReviewRoutes(
      ReviewService reviews,
      PolicyCatalog catalog,
      Function<Context, Caller> callers,
      AccessRecorder recorder) {
    this.reviews = reviews;
    this.catalog = catalog;
    this.callers = callers;
    this.recorder = recorder;
  }

  @Override
  public void register(RoutesConfig routes) {
    String one = "/v1/reviews/{policyId}/{month}";
    routes.get(
        "/v1/reviews",
        this::months,
        Role.OFFICER,
        Role.AUDITOR,
        KnownParameters.NONE.andRepeatable(POLICY));
    routes.get(one, this::review, Role.OFFICER, Role.AUDITOR);
    routes.get(
        one + "/export", this::export, Role.OFFICER, Role.AUDITOR, KnownParameters.LEFT_TO_CALL);
    routes.post(one + "/sign-off", this::signOff, Role.OFFICER);
  }

  private void months(Context ctx) {
    List<String> asked = RequestParameters.query(ctx).getOrDefault(POLICY, List.of());
    List<Month> months =
        catalog.policies().stream()
            .map(Policy::policyId)
            .filter(policyId -> asked.isEmpty() || asked.contains(policyId))
            .flatMap(policyId -> reviews.months(policyId).stream())
            .toList();
    recorder.record(ctx, OfficerAccess.Searched.by(Map.of()));
    write(ctx, 200, Map.of("total", months.size(), "items", months));
  }

  private void review(Context ctx) {
    Review review = found(reviews.of(RequestParameters.path(ctx, POLICY), month(ctx)));
    recorder.record(ctx, OfficerAccess.Searched.by(Map.of()));
    write(ctx, 200, review);
  }

  private void export(Context ctx) {
    DownloadParameters parameters = new DownloadParameters(RequestParameters.query(ctx));
    String reason = parameters.reason();
    String format = parameters.oneOf("format", ReviewFormat.ids());
    String language = parameters.oneOf("language", PageWords.LANGUAGES);
    YearMonth month =
        parameters.others(
            others -> {
              KnownParameters.NONE.check(others);
              return month(ctx);
            });
    ReviewFormat chosen = ReviewFormat.of(format);
    DownloadLimit.enter(ctx, chosen.mediaType());
    Review review = found(reviews.of(RequestParameters.path(ctx, POLICY), month));
    Request request = new Request(callers.apply(ctx).name(), reason, language);
    recorder.record(ctx, OfficerAccess.Exported.by(Map.of(), reason, review.figures().accesses()));
    StreamedDownload.send(
        ctx,
        StreamedDownload.fileName("access-review-" + month, review.madeAt(), format),
        chosen.mediaType(),
        out -> chosen.write(review, request, out));
  }

  private void signOff(Context ctx) {
    JsonBody body = JsonBody.of(ctx);
    body.refuseUnknown(Set.of(NOTE, DIGEST));
    String note = body.text(NOTE, MAX_NOTE, true);
    if (!body.given(NOTE) || (note != null && note.isBlank())) {
      body.fault(NOTE, "what you have to say of the month", "nothing");
    }
    Optional<String> digest = Optional.ofNullable(body.text(DIGEST, LENGTH_OF_DIGEST, false));
    body.throwIfFaulty();
    try {
      Review signed =
          found(
              reviews.signOff(
                  RequestParameters.path(ctx, POLICY),
                  month(ctx),
                  note.strip(),
                  digest,
                  callers.apply(ctx),
                  recorder.lookup(ctx)));
      recorder.record(ctx, OfficerAccess.AboutNobody.SIGNED_REVIEW);
      write(ctx, 201, signed);
    } catch (NotSignedException e) {
      throw Problem.of(409, e.getMessage())
          .with(DIGEST, e.present().digest())
          .with("ended", e.present().ended())
          .exception();
    }
  }

  private static Review found(Optional<Review> review) {
    return review.orElseThrow(() -> Problem.notFound("There is no such policy.").exception());
  }

  private static YearMonth month(Context ctx) {
    return ReviewService.month(RequestParameters.path(ctx, "month"))
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    List.of(new Fault("month", "a month such as 2026-10", "something else"))));
  }

  private static void write(Context ctx, int status, Object value) {
    ctx.status(status).result(ReviewJson.bytes(value)).contentType("application/json");
  }
}
