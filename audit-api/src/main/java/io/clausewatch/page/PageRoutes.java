package io.clausewatch.page;

import io.clausewatch.api.Auth;
import io.clausewatch.api.Caller;
import io.clausewatch.api.Problem;
import io.clausewatch.api.ProblemException;
import io.clausewatch.api.Role;
import io.clausewatch.api.Routes;
import io.clausewatch.contract.Fault;
import io.clausewatch.page.ListView.Choices;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.Deadlines;
import io.clausewatch.search.Findings;
import io.clausewatch.search.InvalidRequestException;
import io.clausewatch.search.Parameters;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.Searcher;
import io.clausewatch.search.Searcher.Paging;
import io.clausewatch.search.Statistics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The pages: the list of findings, one finding, the deadlines. */
public final class PageRoutes implements Routes {
  private static final String ROWS = "50";

  private final Auth auth;
  private final Findings findings;
  private final Deadlines deadlines;
  private final Statistics statistics;
  private final PolicyCatalog catalog;
  private final UnaryOperator<String> pseudonym;
  private final Assets assets = new Assets();
  private final Html html = new Html(assets);

  /**
   * Pages on top of a searcher.
   *
   * @param auth who may read
   * @param catalog the policies, for their languages and for what can be chosen
   * @param pseudonym makes the keyed hash of a subject id
   */
  public PageRoutes(
      Auth auth, Searcher searcher, PolicyCatalog catalog, UnaryOperator<String> pseudonym) {
    this.auth = auth;
    this.findings = new Findings(searcher);
    this.deadlines = new Deadlines(searcher);
    this.statistics = new Statistics(searcher, pseudonym);
    this.catalog = catalog;
    this.pseudonym = pseudonym;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/", forReaders(this::list), Auth.OPEN);
    routes.post("/search", forReaders(this::search), Auth.OPEN);
    routes.get("/findings/{findingId}", forReaders(this::finding), Auth.OPEN);
    routes.get(DeadlinesView.PATH, forReaders(this::deadlines), Auth.OPEN);
    routes.get("/assets/{name}", this::asset, Auth.OPEN);
  }

  private interface Page {
    void show(Context ctx, Caller caller);
  }

  /**
   * A page for those who may read findings; others are asked to sign in, and faults have pages too.
   */
  private Handler forReaders(Page page) {
    return ctx -> {
      try {
        Optional<Caller> caller = auth.find(ctx);
        if (caller.isEmpty()) {
          ctx.redirect(signInUrl(ctx), HttpStatus.SEE_OTHER);
        } else if (!Role.READERS.contains(caller.get().role())) {
          html.message(ctx, 403, caller, notAReader(caller.get()));
        } else {
          show(page, ctx, caller.get());
        }
      } catch (ProblemException e) {
        html.message(ctx, e.problem().status(), Optional.empty(), problem(e.problem()));
      }
    };
  }

  private void show(Page page, Context ctx, Caller caller) {
    try {
      page.show(ctx, caller);
    } catch (InvalidRequestException e) {
      html.message(ctx, 400, Optional.of(caller), invalid(e));
    } catch (SearchUnavailableException e) {
      ctx.header("Retry-After", "10");
      html.message(ctx, 503, Optional.of(caller), away(ctx));
    }
  }

  private void list(Context ctx, Caller caller) {
    UrlQuery query = new UrlQuery(ctx.queryParamMap());
    if (!query.all("subjectId").isEmpty()) {
      ctx.redirect(hashed(query).on("/"), HttpStatus.SEE_OTHER);
      return;
    }
    Map<String, List<String>> parameters = ListParameters.of(query).with("limit", ROWS).values();
    ResultPage page =
        findings.page(Parameters.page(SearchTarget.FINDINGS, parameters, pseudonym), Paging.LIVE);
    ListView view =
        new ListView(
            query,
            statistics.bySeverity(
                new UrlQuery(parameters).without("severity", "sort", "cursor", "limit").values()),
            page.total(),
            page.items().stream().map(item -> FindingSummary.of(item, catalog)).toList(),
            page.nextCursor().map(cursor -> query.with("cursor", cursor).on("/")),
            Choices.of(catalog, statistics.services()));
    html.write(ctx, "findings.jte", "Findings", Optional.of(caller), Map.of("view", view));
  }

  /** What was typed into the filters, as a URL that holds no subject id. */
  private void search(Context ctx, Caller caller) {
    UrlQuery query = new UrlQuery(ctx.formParamMap());
    ctx.redirect(hashed(query).on("/"), HttpStatus.SEE_OTHER);
  }

  private UrlQuery hashed(UrlQuery query) {
    List<String> subjectRefs = query.all("subjectId").stream().map(pseudonym).toList();
    UrlQuery without = query.without("subjectId", "cursor");
    return subjectRefs.isEmpty() ? without : without.with("subjectRef", subjectRefs);
  }

  private void finding(Context ctx, Caller caller) {
    Optional<FindingView> finding =
        findings.finding(ctx.pathParam("findingId")).map(found -> FindingView.of(found, catalog));
    if (finding.isPresent()) {
      html.write(
          ctx,
          "finding.jte",
          finding.get().summary().title(),
          Optional.of(caller),
          Map.of("view", finding.get()));
    } else {
      html.message(ctx, 404, Optional.of(caller), unknownFinding());
    }
  }

  /** Any filter of the API may stand in its URL. */
  private void deadlines(Context ctx, Caller caller) {
    UrlQuery query = new UrlQuery(ctx.queryParamMap());
    if (!query.all("subjectId").isEmpty()) {
      ctx.redirect(hashed(query).on(DeadlinesView.PATH), HttpStatus.SEE_OTHER);
      return;
    }
    Map<String, List<String>> parameters = query.with("limit", ROWS).values();
    ResultPage page =
        deadlines.page(Parameters.page(SearchTarget.DEADLINES, parameters, pseudonym), Paging.LIVE);
    html.write(
        ctx,
        "deadlines.jte",
        "Deadlines",
        Optional.of(caller),
        Map.of("view", DeadlinesView.of(query, page)));
  }

  private static String signInUrl(Context ctx) {
    boolean shows = ctx.method().name().equals("GET");
    String wanted =
        shows ? new UrlQuery(ctx.queryParamMap()).without("subjectId").on(ctx.path()) : "/";
    UrlQuery query = new UrlQuery(Map.of());
    return (wanted.equals("/") ? query : query.with("next", wanted)).on("/sign-in");
  }

  private void asset(Context ctx) {
    Assets.Asset asset =
        assets
            .find(ctx.pathParam("name"))
            .orElseThrow(() -> Problem.notFound("There is no such file.").exception());
    ctx.header("Cache-Control", "public, max-age=31536000, immutable");
    ctx.contentType(asset.type()).result(asset.bytes());
  }

  private static MessageView notAReader(Caller caller) {
    return new MessageView(
        "Not for this token",
        "You are signed in as " + caller.name() + ". Findings are for officers and auditors.",
        List.of(),
        "Sign in with another token",
        "/sign-in");
  }

  private static MessageView problem(Problem problem) {
    return new MessageView(
        problem.title(),
        Optional.ofNullable(problem.detail()).orElse(""),
        problem.errors(),
        "Sign in",
        "/sign-in");
  }

  private static MessageView invalid(InvalidRequestException e) {
    return new MessageView(
        "This filter cannot be applied",
        "Nothing was searched for, because a filter has a value that it cannot have:",
        e.faults().stream().map(Fault::toString).toList(),
        "Show all open findings",
        "/");
  }

  private static MessageView away(Context ctx) {
    return new MessageView(
        "The search index is away",
        "Elasticsearch does not answer at the moment. Nothing is lost: events are still taken and"
            + " judged, and their findings will be here as soon as the index is back.",
        List.of(),
        "Try again",
        new UrlQuery(ctx.queryParamMap()).on(ctx.path()));
  }

  private static MessageView unknownFinding() {
    return new MessageView(
        "There is no such finding",
        "The link may be cut off, or the month of this finding is no longer kept.",
        List.of(),
        "Show all open findings",
        "/");
  }
}
