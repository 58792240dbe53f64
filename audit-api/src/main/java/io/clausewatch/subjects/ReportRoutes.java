package io.clausewatch.subjects;

import io.clausewatch.files.DownloadParameters;
import io.clausewatch.files.StreamedDownload;
import io.clausewatch.http.Caller;
import io.clausewatch.http.DownloadLimit;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.recording.SubjectLookup;
import io.clausewatch.search.DocumentScroll;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchCondition.InPeriod;
import io.clausewatch.subjects.ReportCover.Holder;
import io.clausewatch.words.PageWords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The call that makes the report for one data subject; for officers. */
public final class ReportRoutes implements Routes {
  private static final String WORDS = "io.clausewatch.subjects.words";
  private static final KnownParameters FILTERS =
      KnownParameters.once("from", "to").andRepeatable("policyId");

  private final DocumentScroll search;
  private final PolicyCatalog catalog;
  private final SubjectLookup lookups;
  private final Function<Context, Caller> callers;
  private final InstantSource clock;
  private final AccessRecorder recorder;
  private final ZoneId zone;

  /**
   * Reports of what a search finds.
   *
   * @param search finds events and findings
   * @param catalog the policies, for their controllers and the words of their purposes
   * @param lookups of those who ask
   * @param callers tells who makes a request
   * @param clock when a report is made
   * @param recorder records each report
   * @param zone the office's, by whose clock a table and a document tell times
   */
  public ReportRoutes(
      DocumentScroll search,
      PolicyCatalog catalog,
      SubjectLookup lookups,
      Function<Context, Caller> callers,
      InstantSource clock,
      AccessRecorder recorder,
      ZoneId zone) {
    this.search = search;
    this.catalog = catalog;
    this.lookups = lookups;
    this.callers = callers;
    this.clock = clock;
    this.recorder = recorder;
    this.zone = zone;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        "/v1/subjects/{subjectId}/report",
        ctx -> send(ctx, RequestParameters.path(ctx, "subjectId"), RequestParameters.query(ctx)),
        Role.OFFICER,
        KnownParameters.LEFT_TO_CALL);
  }

  /**
   * Makes the report for a data subject the response.
   *
   * @param ctx the request of somebody who may have it
   * @param subjectId the producer's id
   * @param given each parameter's values, decoded
   * @throws InvalidRequestException with every fault of the parameters
   */
  public void send(Context ctx, String subjectId, Map<String, List<String>> given) {
    DownloadParameters parameters = new DownloadParameters(given);
    String reason = parameters.reason();
    String format = parameters.oneOf("format", ReportFormat.ids());
    String language = parameters.oneOf("language", PageWords.LANGUAGES);
    ReportQuery query = parameters.others(filters -> query(subjectId, filters, lookups.of(ctx)));
    ReportFormat chosen = ReportFormat.of(format);
    DownloadLimit.enter(ctx, chosen.mediaType());
    try (ReportContents contents = new ReportContents(search, query)) {
      Instant now = clock.instant();
      Optional<InPeriod> period = query.period();
      ReportCover cover =
          new ReportCover(
              subjectId,
              holders(given.getOrDefault("policyId", List.of())),
              period.flatMap(InPeriod::from),
              period.flatMap(InPeriod::to),
              callers.apply(ctx).name(),
              now,
              reason,
              contents.events(),
              contents.findings());
      recorder.record(
          ctx,
          new OfficerAccess.MadeReport(subjectId, reason, contents.events() + contents.findings()));
      StreamedDownload.send(
          ctx,
          StreamedDownload.fileName("data-subject-report", now, format),
          chosen.mediaType(),
          out ->
              contents.writeTo(
                  chosen.begin(out, cover, PageWords.in(language, WORDS).at(zone), catalog),
                  catalog));
    }
  }

  private static ReportQuery query(
      String subjectId, Map<String, List<String>> filters, LookupContext lookup) {
    FILTERS.check(filters);
    return new ReportQuery(lookup, subjectId, filters);
  }

  /** Those asked for; all of them when none was. */
  private List<Holder> holders(List<String> policyIds) {
    return policyIds.isEmpty()
        ? catalog.policies().stream().map(ReportRoutes::holder).toList()
        : policyIds.stream()
            .map(id -> catalog.policy(id).map(ReportRoutes::holder).orElse(new Holder(id, id)))
            .toList();
  }

  private static Holder holder(Policy policy) {
    return new Holder(policy.policyId(), policy.controller());
  }
}
