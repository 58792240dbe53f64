package io.clausewatch.activity;

import io.clausewatch.contract.Fault;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.TrailVisibility;
import io.clausewatch.trail.TrailSearch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code GET /v1/activity}: what the caller did through the API, from the trail; also what others
 * did, as far as the trail shows it.
 */
public final class ActivityRoutes implements Routes {
  private final AccessRecorder recorder;
  private final Function<Context, Caller> callers;
  private final TrailSearch trail;
  private final RecordedSearches searches;

  /**
   * A call on top of a searcher.
   *
   * @param recorder says under which policy acts are recorded
   * @param callers tells who makes a request
   */
  public ActivityRoutes(
      AccessRecorder recorder,
      Function<Context, Caller> callers,
      SearchClient searcher,
      RecordedSearches searches) {
    this.recorder = recorder;
    this.callers = callers;
    this.trail = new TrailSearch(searcher);
    this.searches = searches;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(routes, "/v1/activity", this::acts);
  }

  private void acts(Context ctx) {
    LookupContext lookup = searches.lookup(ctx);
    SearchCriteria criteria =
        SearchParameters.page(
            SearchTarget.TRAIL,
            ofWhom(RequestParameters.query(ctx), callers.apply(ctx).name(), lookup.visibility()),
            lookup);
    searches.show(ctx, criteria, trail.page(criteria, Paging.SNAPSHOT));
  }

  /** The parameters of a search of the trail that finds the caller's acts, or those asked for. */
  private Map<String, List<String>> ofWhom(
      Map<String, List<String>> given, String caller, TrailVisibility visibility) {
    if (given.containsKey("policyId")) {
      throw new InvalidRequestException(
          List.of(new Fault("policyId", "none (all activity is under one policy)", "one")));
    }
    Map<String, List<String>> search = new LinkedHashMap<>(given);
    List<String> own = List.of(caller);
    List<String> actors = search.computeIfAbsent("actorId", name -> own);
    if (!actors.equals(own) && !visibility.showsOthers(given)) {
      throw Problem.forbidden(
              "What others did is for an auditor or an admin to see, and for an officer only in a"
                  + " search that names one data subject.")
          .exception();
    }
    search.put("policyId", List.of(recorder.policyId()));
    return search;
  }
}
