package io.clausewatch.activity;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Fault;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.page.DayFilters;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.trail.TrailSearch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What whoever looks has done here, from the same trail as everything else. */
public final class ActivityPage implements Page {
  private static final String PATH = "/activity";
  private static final String ROWS = "50";

  private final TrailSearch trail;
  private final AccessRecorder recorder;
  private final DataSubjects subjects;

  /**
   * Acts that a searcher finds.
   *
   * @param recorder says under which policy they are recorded
   * @param subjects tells data subjects from nobody
   */
  public ActivityPage(SearchClient searcher, AccessRecorder recorder, DataSubjects subjects) {
    this.trail = new TrailSearch(searcher);
    this.recorder = recorder;
    this.subjects = subjects;
  }

  /**
   * A page of acts.
   *
   * @param total how many there are
   * @param rows those shown, newest first
   * @param firstUrl where the first ones are; empty when these are they
   * @param nextUrl where the next ones are; empty when there are none
   */
  public record ActivityView(
      long total, List<Done> rows, Optional<String> firstUrl, Optional<String> nextUrl) {
    /** Copies its list. */
    public ActivityView {
      rows = List.copyOf(rows);
    }
  }

  /**
   * An act.
   *
   * @param at when
   * @param operation what, a symbol of the contract
   * @param subjectRef whom it was about; empty when it was about nobody in particular
   * @param reason why, where that was asked for
   * @param records how many records left; empty when none did
   * @param verdict what was judged of it, a symbol
   */
  public record Done(
      Instant at,
      String operation,
      Optional<String> subjectRef,
      Optional<String> reason,
      Optional<Long> records,
      String verdict) {

    private static Done of(TrailDocument document, DataSubjects subjects) {
      // What version 0.1.0 took in under the policy may be of any kind.
      Optional<Access> access =
          Optional.of(document.event().record())
              .filter(Access.class::isInstance)
              .map(Access.class::cast);
      Optional<Export> export = access.map(Access::getExport);
      return new Done(
          document.event().occurredAt(),
          access.map(act -> act.getOperation().name()).orElse(""),
          subjects.person(document.entry().getSubjectRef()),
          export.map(Export::getReason),
          export.map(Export::getRecordCount),
          document.verdict());
    }
  }

  @Override
  public void addTo(Places places) {
    places.get(PATH, KnownParameters.LEFT_TO_CALL, this::acts);
  }

  /** They are what makes these the caller's acts. */
  private static void refuseOthers(UrlQuery query) {
    List<Fault> faults =
        Stream.of("policyId", "actorId")
            .filter(name -> !query.all(name).isEmpty())
            .map(name -> KnownParameters.unknown(name, "none (these are your own acts)"))
            .toList();
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  private void acts(PageRequest request) {
    UrlQuery query = request.query();
    refuseOthers(query);
    Map<String, List<String>> parameters =
        DayFilters.toSearch(query, request.zone())
            .with("policyId", recorder.policyId())
            .with("actorId", request.caller().name())
            .unlessGiven("limit", ROWS)
            .values();
    ResultPage<TrailDocument> page =
        trail.page(
            SearchParameters.page(SearchTarget.TRAIL, parameters, request.lookup()), Paging.LIVE);
    request.record(OfficerAccess.Searched.by(Map.of()));
    request.show(
        "activity.jte",
        request.words().say("activity"),
        new ActivityView(
            page.total(),
            page.items().stream().map(entry -> Done.of(entry, subjects)).toList(),
            query.only("cursor").map(cursor -> query.without("cursor").on(PATH)),
            page.nextCursor().map(cursor -> query.with("cursor", cursor).on(PATH))));
  }
}
