package io.clausewatch.searches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.SavedSearch;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.Caller;
import io.clausewatch.http.JsonBody;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.SubjectLookup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The calls that keep searches under names; for officers and auditors. */
public final class SavedSearchRoutes implements Routes {
  private static final int MAX_TARGET = 20;
  private static final int MAX_QUERY = 100_000;
  private static final String TARGET = "target";
  private static final String QUERY = "query";

  private final SavedSearches searches;
  private final Function<Context, Caller> callers;
  private final SubjectLookup lookups;

  /**
   * Calls on top of saved searches.
   *
   * @param callers tells who makes a request
   * @param lookups of those who keep searches
   */
  public SavedSearchRoutes(
      SavedSearches searches, Function<Context, Caller> callers, SubjectLookup lookups) {
    this.searches = searches;
    this.callers = callers;
    this.lookups = lookups;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/searches", this::all, Role.OFFICER, Role.AUDITOR);
    routes.put("/v1/searches/{name}", this::keep, Role.OFFICER, Role.AUDITOR);
    routes.delete("/v1/searches/{name}", this::forget, Role.OFFICER, Role.AUDITOR);
  }

  private void all(Context ctx) {
    Caller caller = callers.apply(ctx);
    ArrayNode items = ApiJson.mapper().createArrayNode();
    searches.seenBy(caller).forEach(search -> items.add(json(search, caller)));
    ctx.json(ApiJson.object().put("total", items.size()).set("items", items));
  }

  private void keep(Context ctx) {
    JsonBody body = JsonBody.of(ctx);
    body.refuseUnknown(Set.of(TARGET, QUERY, "shared"));
    String name = RequestParameters.path(ctx, "name").strip();
    body.faults(SavedSearches.faultsOf(name));
    String target = body.text(TARGET, MAX_TARGET, false);
    if (!body.given(TARGET)) {
      body.fault(TARGET, "one of " + String.join(", ", SavedSearches.TARGETS), "none");
    }
    Map<String, List<String>> query = query(body);
    boolean shared = body.flag("shared");
    body.throwIfFaulty();
    Caller caller = callers.apply(ctx);
    ctx.json(json(searches.keep(caller, name, target, query, shared, lookups.of(ctx)), caller));
  }

  private static Map<String, List<String>> query(JsonBody body) {
    Map<String, List<String>> query = new TreeMap<>();
    JsonNode given = body.json().path(QUERY);
    String expected = "an object with a list of strings for each parameter";
    if (!given.isObject()) {
      body.fault(QUERY, expected, "something else");
    }
    if (given.toString().length() > MAX_QUERY) {
      body.fault(QUERY, "up to " + MAX_QUERY + " characters", "more");
    }
    for (Map.Entry<String, JsonNode> parameter : given.properties()) {
      List<String> values = new ArrayList<>();
      boolean right = parameter.getValue().isArray() && !parameter.getValue().isEmpty();
      for (JsonNode value : parameter.getValue()) {
        right &= value.isTextual() && JsonBody.isPrintable(value.textValue(), true);
        values.add(value.asText());
      }
      if (!right) {
        body.fault(QUERY, expected, "another value");
      }
      query.put(parameter.getKey(), values);
    }
    return query;
  }

  private void forget(Context ctx) {
    if (!searches.forget(callers.apply(ctx), RequestParameters.path(ctx, "name").strip())) {
      throw Problem.notFound("You keep no search of this name.").exception();
    }
    ctx.status(204);
  }

  private static ObjectNode json(SavedSearch search, Caller caller) {
    ObjectNode json =
        ApiJson.object()
            .put("name", search.getName())
            .put("owner", search.getOwner())
            .put("mine", search.getOwner().equals(caller.name()))
            .put(TARGET, search.getTarget())
            .put("shared", search.getShared())
            .put("savedAt", search.getSavedAt().toString());
    json.set(QUERY, ApiJson.tree(search.getQuery()));
    return json;
  }
}
