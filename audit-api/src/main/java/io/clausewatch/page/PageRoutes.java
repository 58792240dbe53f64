package io.clausewatch.page;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.AsyncBody;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemException;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.search.CursorExpiredException;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.table.TableAwayException;
import io.clausewatch.words.PageWords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pages, and what holds for each of them. Who has not signed in is asked to; what goes wrong
 * has a page too.
 */
public final class PageRoutes implements Routes {
  private final AccessControl auth;
  private final AccessRecorder recorder;
  private final List<Page> pages;
  private final ZoneId zone;
  private final StaticAssets assets = new StaticAssets();
  private final HtmlRenderer html = new HtmlRenderer(assets);

  /**
   * Some pages.
   *
   * @param auth who may read
   * @param recorder records what is looked at
   * @param zone the office's, by whose clock times are told and days are meant
   */
  public PageRoutes(AccessControl auth, AccessRecorder recorder, List<Page> pages, ZoneId zone) {
    this.auth = auth;
    this.recorder = recorder;
    this.pages = List.copyOf(pages);
    this.zone = zone;
  }

  @Override
  public void register(RoutesConfig routes) {
    Page.Places places =
        new Page.Places() {
          @Override
          public void get(String path, KnownParameters known, Page.Answer answer) {
            Handler request =
                request(
                    Role.READERS,
                    asked -> {
                      known.refuseEmpty(PageLanguages.otherParameters(asked.ctx()), false);
                      known.check(asked.query().values());
                      answer.to(asked);
                    });
            routes.get(path, request, AccessControl.OPEN, KnownParameters.LEFT_TO_CALL);
          }

          @Override
          public void post(String path, KnownParameters known, Page.Answer answer, Role... by) {
            Handler request =
                request(
                    EnumSet.of(Role.ADMIN, by),
                    sent -> {
                      KnownParameters.NONE.check(PageLanguages.otherParameters(sent.ctx()));
                      known.refuseEmpty(RequestParameters.form(sent.ctx()), true);
                      known.check(sent.form().values());
                      answer.to(sent);
                    });
            routes.post(path, request, AccessControl.OPEN, KnownParameters.LEFT_TO_CALL);
          }
        };
    pages.forEach(page -> page.addTo(places));
    routes.get("/assets/{name}", this::asset, AccessControl.OPEN);
    routes.after(this::showProblem);
  }

  /**
   * What is refused outside of a page is a page too for a person, who has come to an address that
   * there is not, or asked the API for a file by a form. A browser says that it is about to show
   * the answer as a document (Fetch Metadata); programs get the problem as it is.
   */
  private void showProblem(Context ctx) {
    Optional<Problem> found = Problem.of(ctx);
    if (found.isEmpty() || !"document".equals(ctx.header("Sec-Fetch-Dest"))) {
      return;
    }
    if (choosesLanguage(ctx)) {
      return;
    }
    Problem problem = found.get();
    PageWords words = PageLanguages.of(ctx).at(zone);
    html.message(ctx, problem.status(), words, reader(ctx), MessagePages.of(words, problem));
  }

  /** Nobody chooses one by an address that cannot be read: just that is the problem. */
  private static boolean choosesLanguage(Context ctx) {
    try {
      String here = PageLanguages.parameters(ctx).on(ctx.path());
      // It may be any address that somebody made up, such as //evil.example.
      return PageLanguages.choose(ctx, OwnPages.include(here) ? here : "/");
    } catch (InvalidRequestException e) {
      return false;
    }
  }

  /** Who reads the page; nobody where just that is the problem. */
  private Optional<Caller> reader(Context ctx) {
    try {
      return auth.find(ctx);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private Handler request(Set<Role> allowed, Page.Answer answer) {
    return ctx -> {
      PageWords words = PageLanguages.of(ctx).at(zone);
      Optional<Caller> caller = Optional.empty();
      try {
        caller = auth.find(ctx);
        UrlQuery query = PageLanguages.parameters(ctx);
        if (PageLanguages.choose(ctx)) {
          return;
        }
        if (caller.isEmpty()) {
          ctx.redirect(signInUrl(ctx), HttpStatus.SEE_OTHER);
        } else if (!allowed.contains(caller.get().role())) {
          html.message(ctx, 403, words, caller, MessagePages.notAllowed(words, caller.get()));
        } else {
          UrlQuery form = new UrlQuery(RequestParameters.form(ctx));
          answer(
              new PageRequest(ctx, caller.get(), words, ctx.path(), query, form, html, recorder),
              answer);
        }
      } catch (InvalidRequestException e) {
        html.message(ctx, 400, words, caller, MessagePages.invalid(words, e.faults(), "/"));
      } catch (ProblemException e) {
        html.message(
            ctx,
            e.problem().status(),
            words,
            Optional.empty(),
            MessagePages.of(words, e.problem()));
      }
    };
  }

  private static void answer(PageRequest request, Page.Answer answer) {
    try {
      answer.to(request);
    } catch (InvalidRequestException e) {
      request.show(
          400,
          MessagePages.invalid(
              request.words(),
              e.faults(),
              request
                  .here()
                  .orElse(request.form().values().isEmpty() ? request.ctx().path() : "/")));
    } catch (CursorExpiredException e) {
      request.goTo(request.query().without("cursor").on(request.ctx().path()));
    } catch (TableAwayException e) {
      request.ctx().header("Retry-After", "5");
      request.show(503, MessagePages.tableAway(request.words(), again(request)));
    } catch (SearchUnavailableException e) {
      request.ctx().header("Retry-After", "10");
      request.show(503, MessagePages.away(request.words(), again(request)));
    } catch (ProblemException e) {
      e.problem().headers().forEach(request.ctx()::header);
      request.show(e.problem().status(), MessagePages.of(request.words(), e.problem()));
    }
  }

  /** The same page; or that with the form, since what a form is sent to may have none. */
  private static String again(PageRequest request) {
    return request.here().orElse(request.query().on(request.ctx().path()));
  }

  private static String signInUrl(Context ctx) {
    boolean shows = ctx.method().name().equals("GET");
    String wanted =
        shows
            ? new UrlQuery(RequestParameters.query(ctx)).without("subjectId").on(ctx.path())
            : "/";
    UrlQuery query = new UrlQuery(Map.of());
    return (wanted.equals("/") ? query : query.with("next", wanted)).on("/sign-in");
  }

  @Override
  public Set<String> withoutThread() {
    return Set.of(assets.cssUrl(), assets.iconUrl());
  }

  private void asset(Context ctx) throws IOException {
    StaticAssets.Asset asset =
        assets
            .find(RequestParameters.path(ctx, "name"))
            .orElseThrow(() -> Problem.notFound("There is no such file.").exception());
    ctx.header("Cache-Control", "public, max-age=31536000, immutable");
    AsyncBody.send(ctx, asset.type(), asset.bytes());
  }
}
