package io.clausewatch.export;

import io.clausewatch.files.DownloadParameters;
import io.clausewatch.files.StreamedDownload;
import io.clausewatch.http.DownloadLimit;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.readmodel.SearchDocument;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.recording.SubjectLookup;
import io.clausewatch.search.DocumentScroll;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.PagedResults;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that export all that a search finds; for officers and auditors. To be registered before
 * the searches: a finding's path would take {@code export} for an id.
 */
public final class ExportRoutes implements Routes {
  /** How many documents are held at a time. */
  static final int PAGE = 500;

  private final DocumentScroll search;
  private final SubjectLookup lookups;
  private final InstantSource clock;
  private final AccessRecorder recorder;

  /**
   * Exports of searches.
   *
   * @param search finds what is exported
   * @param lookups of those who ask
   * @param clock when a file is made
   * @param recorder records each export
   */
  public ExportRoutes(
      DocumentScroll search, SubjectLookup lookups, InstantSource clock, AccessRecorder recorder) {
    this.search = search;
    this.lookups = lookups;
    this.clock = clock;
    this.recorder = recorder;
  }

  @Override
  public void register(RoutesConfig routes) {
    export(routes, "findings", SearchTarget.FINDINGS);
    export(routes, "trail", SearchTarget.TRAIL);
    export(routes, "deadlines", SearchTarget.DEADLINES);
  }

  private void export(RoutesConfig routes, String name, SearchTarget target) {
    routes.get(
        "/v1/" + name + "/export",
        ctx -> export(ctx, name, target),
        Role.OFFICER,
        Role.AUDITOR,
        KnownParameters.LEFT_TO_CALL);
  }

  private void export(Context ctx, String name, SearchTarget target) {
    DownloadParameters parameters = new DownloadParameters(RequestParameters.query(ctx));
    String reason = parameters.reason();
    String format = parameters.oneOf("format", ExportFormat.ids());
    parameters.refuse("an export holds all that is found", "limit", "cursor");
    SearchCriteria criteria = parameters.others(given -> criteria(target, given, lookups.of(ctx)));
    ExportFormat chosen = ExportFormat.of(format);
    DownloadLimit.enter(ctx, chosen.mediaType());
    try (PagedResults<? extends SearchDocument> pages = search.all(criteria, target.type())) {
      recorder.record(
          ctx, OfficerAccess.Exported.by(RequestParameters.query(ctx), reason, pages.total()));
      StreamedDownload.send(
          ctx,
          StreamedDownload.fileName(name, clock.instant(), format),
          chosen.mediaType(),
          out -> write(pages, chosen, target.fields(), out));
    }
  }

  private static SearchCriteria criteria(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    Map<String, List<String>> paged = new LinkedHashMap<>(given);
    paged.put("limit", List.of(Integer.toString(PAGE)));
    return SearchParameters.page(target, paged, lookup);
  }

  private static void write(
      PagedResults<? extends SearchDocument> pages,
      ExportFormat format,
      List<String> fields,
      OutputStream out)
      throws IOException {
    RowWriter rows = format.rows(out, fields);
    for (List<? extends SearchDocument> page = pages.next(); !page.isEmpty(); page = pages.next()) {
      for (SearchDocument document : page) {
        rows.write(document);
      }
    }
    rows.flush();
  }
}
