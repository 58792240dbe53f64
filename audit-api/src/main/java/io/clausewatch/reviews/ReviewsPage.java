package io.clausewatch.reviews;

import io.clausewatch.contract.Fault;
import io.clausewatch.http.CodePoints;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.RecentResults;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.reviews.ReviewService.Month;
import io.clausewatch.reviews.ReviewService.NotSignedException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The monthly reviews of access records: what there is to review, and one of them. */
public final class ReviewsPage implements Page {
  /** Where it is. */
  static final String PATH = "/reviews";

  private static final String ONE = PATH + "/{policyId}/{month}";
  private static final int MAX_NOTE = 4_000;

  private final ReviewService reviews;
  private final RecentResults<Asked, Optional<Review>> recent;
  private final PolicyCatalog catalog;

  private record Asked(String policyId, YearMonth month) {}

  /**
   * Reviews of the access records under each policy.
   *
   * @param clock says how old a review is
   */
  public ReviewsPage(ReviewService reviews, PolicyCatalog catalog, InstantSource clock) {
    this.reviews = reviews;
    this.recent = new RecentResults<>(asked -> reviews.of(asked.policyId(), asked.month()), clock);
    this.catalog = catalog;
  }

  /**
   * A policy with the months that there are to review.
   *
   * @param controller whose policy it is
   * @param months the latest first
   */
  public record Months(String policyId, String controller, List<Month> months) {
    /** Copies its list. */
    public Months {
      months = List.copyOf(months);
    }
  }

  /**
   * A review on its page.
   *
   * @param review as it stands
   * @param inWords the same to be read
   * @param note what is filled into the form
   * @param faults why it was not signed; empty when it was, or was not sent yet
   * @param signed whether it has just been signed
   * @param maySign whether who looks may sign
   */
  public record ReviewView(
      Review review,
      ReviewInWords inWords,
      String note,
      List<String> faults,
      boolean signed,
      boolean maySign) {
    /** Copies its list. */
    public ReviewView {
      faults = List.copyOf(faults);
    }

    /** Where it is. */
    public String url() {
      return PATH + "/" + review.policyId() + "/" + review.month();
    }
  }

  @Override
  public void addTo(Places places) {
    places.get(PATH, KnownParameters.NONE, this::months);
    places.get(ONE, KnownParameters.once("done"), this::review);
    places.post(
        ONE + "/sign-off", KnownParameters.once("note", "digest"), this::sign, Role.OFFICER);
  }

  private void months(PageRequest request) {
    List<Months> view =
        catalog.policies().stream()
            .map(
                policy ->
                    new Months(
                        policy.policyId(), policy.controller(), reviews.months(policy.policyId())))
            .toList();
    request.record(OfficerAccess.Searched.by(Map.of()));
    request.show("reviews.jte", request.words().say("reviews"), view);
  }

  private void review(PageRequest request) {
    show(request, find(request), "", List.of());
  }

  private Optional<Review> find(PageRequest request) {
    return month(request)
        .flatMap(
            month ->
                recent
                    .get(new Asked(RequestParameters.path(request.ctx(), "policyId"), month))
                    .value());
  }

  private static Optional<YearMonth> month(PageRequest request) {
    return ReviewService.month(RequestParameters.path(request.ctx(), "month"));
  }

  private static void show(
      PageRequest request, Optional<Review> found, String note, List<String> faults) {
    if (found.isEmpty()) {
      request.show(404, MessagePages.unknown(request.words(), "review", PATH));
      return;
    }
    Review review = found.get();
    request.record(OfficerAccess.Searched.by(Map.of()));
    // Its times are those of the policy's own office, which the page names in place of ours.
    request
        .in(ZoneId.of(review.zone()))
        .show(
            "review.jte",
            request.words().say("review", review.month(), review.policyId()),
            new ReviewView(
                review,
                ReviewInWords.of(review, request.words().language()),
                note,
                faults,
                request.query().has("done", "1"),
                request.mayDecide() && review.ended()));
  }

  private void sign(PageRequest request) {
    UrlQuery form = request.form();
    String note = form.only("note").map(String::strip).orElse("");
    String policyId = RequestParameters.path(request.ctx(), "policyId");
    Optional<YearMonth> month = month(request);
    if (month.isEmpty()) {
      show(request, Optional.empty(), note, List.of());
      return;
    }
    String url = PATH + "/" + policyId + "/" + month.get();
    PageRequest own = request.on(url, new UrlQuery(Map.of()));
    try {
      int length = CodePoints.count(note);
      if (length == 0 || length > MAX_NOTE) {
        throw new InvalidRequestException(
            List.of(new Fault("note", "1 to " + MAX_NOTE + " characters", length + "")));
      }
      Optional<Review> signed =
          reviews.signOff(
              policyId, month.get(), note, form.only("digest"), request.caller(), request.lookup());
      if (signed.isPresent()) {
        recent.forget(new Asked(policyId, month.get()));
        request.goTo(url + "?done=1");
      } else {
        show(own, signed, note, List.of());
      }
    } catch (NotSignedException e) {
      request.ctx().status(409);
      show(own, Optional.of(e.present()), note, List.of(e.getMessage()));
    } catch (InvalidRequestException e) {
      request.ctx().status(400);
      show(own, find(request), note, e.faults().stream().map(Fault::toString).toList());
    }
  }
}
