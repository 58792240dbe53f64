package io.clausewatch.recording;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.OpenSearches;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchCriteria;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * What all calls have in common that search for officers and auditors: a search is on record before
 * anything of it is shown, and what a caller leaves open of it is bounded.
 */
public final class RecordedSearches {
  private final SubjectLookup lookups;
  private final AccessRecorder recorder;
  private final OpenSearches open;

  /**
   * Searches of an index.
   *
   * @param lookups of those who search
   * @param recorder records each search
   */
  public RecordedSearches(SearchClient searcher, SubjectLookup lookups, AccessRecorder recorder) {
    this.lookups = lookups;
    this.recorder = recorder;
    // Nobody waits for what another search leaves behind.
    this.open =
        new OpenSearches(
            snapshot -> Thread.ofVirtual().name("release").start(() -> searcher.release(snapshot)));
  }

  /** Adds a call whose parameters are those of a search, which refuses the others itself. */
  public static void add(RoutesConfig routes, String path, Handler search) {
    routes.get(path, search, Role.OFFICER, Role.AUDITOR, KnownParameters.LEFT_TO_CALL);
  }

  /** In whose name a request searches. */
  public LookupContext lookup(Context ctx) {
    return lookups.of(ctx);
  }

  /**
   * Answers with a page.
   *
   * @param criteria what was asked for
   */
  public void show(Context ctx, SearchCriteria criteria, ResultPage<?> page) {
    show(ctx, open.given(AccessControl.found(ctx), criteria, page).answer());
  }

  /**
   * Answers with what was found or counted.
   *
   * @param found what {@link io.clausewatch.http.ApiJson} can write
   */
  public void show(Context ctx, Object found) {
    recorder.record(ctx, OfficerAccess.Searched.by(RequestParameters.query(ctx)));
    ctx.json(found);
  }
}
