package io.clausewatch.policies;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyVersion;
import io.clausewatch.policy.Vocabulary;
import io.clausewatch.words.PageWords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code GET /v1/vocabulary}: the ids that events and policies share, with their names. */
public final class VocabularyRoutes implements Routes {
  private static final String POLICY_ID = "policyId";

  private final PolicyCatalog catalog;
  private final InstantSource clock;
  private final PageWords english = PageWords.in("en", PageWords.TERMS);
  private final PageWords korean = PageWords.in("ko", PageWords.TERMS);

  /**
   * The call on top of a catalog.
   *
   * @param clock the wall clock, by which a version of a policy is in force
   */
  public VocabularyRoutes(PolicyCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        "/v1/vocabulary",
        this::vocabulary,
        KnownParameters.once(POLICY_ID),
        Role.PRODUCER,
        Role.OFFICER,
        Role.AUDITOR,
        Role.ADMIN);
  }

  private void vocabulary(Context ctx) {
    Optional<PolicyVersion> version =
        RequestParameters.query(ctx).getOrDefault(POLICY_ID, List.of()).stream()
            .findFirst()
            .map(this::inForce);
    Predicate<String> purposes =
        id -> version.map(declared -> declared.purposes().containsKey(id)).orElse(true);
    Predicate<String> categories =
        id -> version.map(declared -> declared.dataCategories().contains(id)).orElse(true);
    ctx.json(toJson(catalog.vocabulary(), purposes, categories));
  }

  private PolicyVersion inForce(String policyId) {
    return catalog
        .policy(policyId)
        .orElseThrow(() -> Problem.notFound("There is no policy of this id.").exception())
        .at(clock.instant());
  }

  private ObjectNode toJson(
      Vocabulary vocabulary, Predicate<String> purposes, Predicate<String> categories) {
    ObjectNode json = ApiJson.object();
    ArrayNode all = json.putArray("purposes");
    vocabulary
        .purposes()
        .forEach(
            (id, dpv) -> {
              if (purposes.test(id)) {
                ObjectNode purpose = all.addObject().put("id", id).put("dpv", term(dpv));
                purpose.put("label", capitalised(english.purpose(id)));
                purpose.put(
                    "localLabel", korean.knows("purpose." + id) ? korean.purpose(id) : null);
              }
            });
    ArrayNode data = json.putArray("dataCategories");
    vocabulary
        .categories()
        .forEach(
            (group, ids) ->
                ids.forEach(
                    (id, dpv) -> {
                      if (categories.test(id)) {
                        ObjectNode category = data.addObject().put("id", id).put("group", group);
                        category
                            .put("dpv", term(dpv))
                            .put("label", capitalised(english.category(id)));
                        category.put(
                            "localLabel",
                            korean.knows("category." + id) ? korean.category(id) : null);
                      }
                    }));
    return json;
  }

  private static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Null where none fits. */
  private static String term(String dpv) {
    return dpv.isEmpty() ? null : dpv;
  }
}
