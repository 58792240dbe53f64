package io.clausewatch.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.activity.Act;
import io.clausewatch.activity.Activity;
import io.clausewatch.activity.SubjectLookup;
import io.clausewatch.api.KnownParameters;
import io.clausewatch.api.RequestParameters;
import io.clausewatch.api.Role;
import io.clausewatch.api.Routes;
import io.clausewatch.search.Criteria;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.Pages;
import io.clausewatch.search.Parameters;
import io.clausewatch.search.SearchTarget;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The calls that export all that a search finds; for officers and auditors. To be registered before
 * the searches: a finding's path would take {@code export} for an id.
 */
public final class ExportRoutes implements Routes {
  /** How many documents are held at a time. */
  static final int PAGE = 500;

  private final Function<Criteria, Pages> search;
  private final SubjectLookup lookups;
  private final InstantSource clock;
  private final Activity activity;

  /**
   * Exports of searches.
   *
   * @param search finds what is exported
   * @param lookups of those who ask
   * @param clock when a file is made
   * @param activity records each export
   */
  public ExportRoutes(
      Function<Criteria, Pages> search,
      SubjectLookup lookups,
      InstantSource clock,
      Activity activity) {
    this.search = search;
    this.lookups = lookups;
    this.clock = clock;
    this.activity = activity;
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
    Criteria criteria = parameters.others(given -> criteria(target, given, lookups.of(ctx)));
    ExportFormat chosen = ExportFormat.of(format);
    try (Pages pages = search.apply(criteria)) {
      activity.record(ctx, Act.Exported.by(RequestParameters.query(ctx), reason, pages.total()));
      Download.send(
          ctx,
          Download.fileName(name, clock.instant(), format),
          chosen.mediaType(),
          out -> write(pages, chosen, target.fields(), out));
    }
  }

  private static Criteria criteria(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    Map<String, List<String>> paged = new LinkedHashMap<>(given);
    paged.put("limit", List.of(Integer.toString(PAGE)));
    return Parameters.page(target, paged, lookup);
  }

  private static void write(Pages pages, ExportFormat format, List<String> fields, OutputStream out)
      throws IOException {
    Rows rows = format.rows(out, fields);
    for (List<ObjectNode> page = pages.next(); !page.isEmpty(); page = pages.next()) {
      for (ObjectNode document : page) {
        rows.write(document);
      }
    }
    rows.flush();
  }
}
