package io.clausewatch.signin;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.ProblemException;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.page.HtmlRenderer;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.MessageView;
import io.clausewatch.page.OwnPages;
import io.clausewatch.page.PageLanguages;
import io.clausewatch.page.StaticAssets;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.words.PageWords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in, with a token or with the organisation's provider, and signing out.
 *
 * <p>The session's cookie is never sent with a request that another site began, and a redirect
 * counts as begun where its chain began. So what comes back from the provider, or follows a link in
 * a mail, is answered with a page of ours that moves on by itself: that request is our own.
 */
public final class SignInRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);

  private static final String SIGN_IN = "/sign-in";
  private static final String PROVIDER = "/sign-in/provider";
  private static final String NEXT = "next";
  private static final KnownParameters FORM = KnownParameters.once("token", NEXT);

  /** Holds an attempt to sign in while the browser is at the provider's. */
  private static final String ATTEMPT_COOKIE = "clausewatch_sign_in";

  private static final Duration ATTEMPT_LIFETIME = Duration.ofMinutes(10);

  private final AccessControl auth;
  private final Optional<IdentityProvider> provider;
  private final HtmlRenderer html = new HtmlRenderer(new StaticAssets());

  /**
   * The pages.
   *
   * @param auth who has which token, and the sessions
   * @param provider the organisation's; empty when one signs in with tokens alone
   */
  public SignInRoutes(AccessControl auth, Optional<IdentityProvider> provider) {
    this.auth = auth;
    this.provider = provider;
  }

  @Override
  public void register(RoutesConfig routes) {
    KnownParameters ofUrl = KnownParameters.once(NEXT, PageLanguages.PARAMETER);
    routes.get(SIGN_IN, this::form, AccessControl.OPEN, ofUrl);
    routes.post(SIGN_IN, explained(this::signIn), AccessControl.OPEN);
    routes.post("/sign-out", explained(this::signOut), AccessControl.OPEN);
    provider.ifPresent(
        known -> {
          routes.get(PROVIDER, explained(ctx -> leave(ctx, known)), AccessControl.OPEN, ofUrl);
          // RFC 6749: what the provider adds that is not known here has to be ignored.
          routes.get(
              OidcSettings.CALLBACK,
              explained(ctx -> comeBack(ctx, known)),
              AccessControl.OPEN,
              KnownParameters.LEFT_TO_CALL);
        });
  }

  /** Problems have pages too, each in both languages; but no attempt goes on in another one. */
  private Handler explained(Handler handler) {
    return ctx -> {
      try {
        if (PageLanguages.choose(ctx, SIGN_IN)) {
          return;
        }
        handler.handle(ctx);
      } catch (InvalidRequestException e) {
        PageWords words = PageLanguages.of(ctx);
        html.message(
            ctx, 400, words, Optional.empty(), MessagePages.invalid(words, e.faults(), SIGN_IN));
      } catch (ProblemException e) {
        PageWords words = PageLanguages.of(ctx);
        html.message(
            ctx,
            e.problem().status(),
            words,
            Optional.empty(),
            MessagePages.of(words, e.problem()));
      } catch (ProviderAwayException e) {
        LOG.warn("Nobody can sign in with the provider: {}", e.getMessage());
        ctx.header("Retry-After", Long.toString(IdentityProvider.RETRY_AFTER.toSeconds()));
        tell(ctx, 503, "signIn.away", "signIn.away.text", "signIn.away.next", SIGN_IN);
      }
    };
  }

  /** A page with a message, each part of it named by its key; {@code values} go into the text. */
  private void tell(
      Context ctx,
      int status,
      String headline,
      String text,
      String link,
      String url,
      Object... values) {
    PageWords words = PageLanguages.of(ctx);
    html.message(
        ctx,
        status,
        words,
        Optional.empty(),
        new MessageView(
            words.say(headline), words.say(text, values), List.of(), words.say(link), url));
  }

  private void form(Context ctx) {
    String next = next(new UrlQuery(RequestParameters.query(ctx)));
    if (PageLanguages.choose(ctx)) {
      return;
    }
    if ("cross-site".equals(ctx.header("Sec-Fetch-Site"))) {
      // By a link from elsewhere, which hides whether one is signed in: asked again, it does not.
      moveOn(ctx, "signIn.opening", next);
      return;
    }
    show(ctx, 200, "", next);
  }

  private void show(Context ctx, int status, String fault, String next) {
    ctx.status(status);
    PageWords words = PageLanguages.of(ctx);
    html.write(
        ctx,
        "sign-in.jte",
        words,
        new HtmlRenderer.Heading(
            words.say("signIn"), SIGN_IN, new UrlQuery(Map.of(NEXT, List.of(next)))),
        Optional.empty(),
        Map.of(
            "fault",
            fault,
            "next",
            next,
            "provider",
            provider.map(IdentityProvider::name),
            "providerUrl",
            new UrlQuery(Map.of(NEXT, List.of(next))).on(PROVIDER),
            "tokens",
            provider.isEmpty() || auth.readersHaveTokens()));
  }

  /** That no other site signs anybody in is told by where the request comes from. */
  private void signIn(Context ctx) {
    UrlQuery form = new UrlQuery(RequestParameters.form(ctx));
    FORM.check(form.values());
    String next = next(form);
    String token = form.only("token").orElse("").strip();
    Optional<Caller> caller = auth.token(token);
    if (caller.isEmpty()) {
      show(ctx, 401, PageLanguages.of(ctx).say("signIn.unknown"), next);
    } else if (!Role.READERS.contains(caller.get().role())) {
      show(
          ctx, 403, PageLanguages.of(ctx).say("signIn.notAReader", caller.get().role().id()), next);
    } else {
      auth.sessions().start(ctx, caller.get());
      ctx.redirect(next, HttpStatus.SEE_OTHER);
    }
  }

  private void leave(Context ctx, IdentityProvider known) throws ProviderAwayException {
    SignInAttempt attempt = SignInAttempt.begin(next(new UrlQuery(RequestParameters.query(ctx))));
    URI url = known.signInUrl(attempt);
    keep(ctx, attempt.cookie(), ATTEMPT_LIFETIME);
    ctx.redirect(url.toString(), HttpStatus.SEE_OTHER);
  }

  /** The provider sends the browser, so its cookie has to come along from another site. */
  private void keep(Context ctx, String attempt, Duration lifetime) {
    ctx.cookie(auth.sessions().cookie(ctx, ATTEMPT_COOKIE, attempt, lifetime, SameSite.LAX));
  }

  private void comeBack(Context ctx, IdentityProvider known) throws ProviderAwayException {
    Map<String, List<String>> answer = RequestParameters.query(ctx);
    Optional<SignInAttempt> attempt = SignInAttempt.of(ctx.cookie(ATTEMPT_COOKIE));
    keep(ctx, "", Duration.ZERO);
    if (attempt.isEmpty()
        || !attempt.get().hasState(new UrlQuery(answer).only("state").orElse(null))) {
      tell(ctx, 400, "signIn.lapsed", "signIn.lapsed.text", "signIn.again", SIGN_IN);
      return;
    }
    switch (known.end(attempt.get(), answer)) {
      case SignedIn.As in when Role.READERS.contains(in.caller().role()) -> {
        auth.sessions().start(ctx, in.caller(), in.idToken());
        moveOn(ctx, "signIn.done", ours(attempt.get().next()));
      }
      case SignedIn.As in -> refuse(ctx, "role", known.name(), in.caller().role().id());
      case SignedIn.WithoutRole none -> refuse(ctx, "none", known.name());
      case SignedIn.Denied none -> refuse(ctx, "denied", known.name());
      case SignedIn.Unproven none -> refuse(ctx, "unproven", known.name());
    }
  }

  private void refuse(Context ctx, String why, Object... values) {
    tell(
        ctx,
        403,
        "signIn.refused",
        "signIn.refused." + why,
        "signIn.refused.next",
        SIGN_IN,
        values);
  }

  private void signOut(Context ctx) {
    KnownParameters.NONE.check(new UrlQuery(RequestParameters.form(ctx)).values());
    if (auth.find(ctx).isEmpty()) {
      ctx.redirect(SIGN_IN, HttpStatus.SEE_OTHER);
      return;
    }
    Optional<Secret> idToken = auth.sessions().end(ctx);
    Optional<URI> onward = provider.flatMap(known -> idToken.flatMap(known::signOutUrl));
    if (onward.isPresent()) {
      // Not a redirect: a form of ours may lead to no other site.
      moveOn(ctx, "signOut.onward", onward.get().toString());
    } else {
      ctx.redirect(SIGN_IN, HttpStatus.SEE_OTHER);
    }
  }

  private void moveOn(Context ctx, String headline, String url) {
    ctx.header("Refresh", "0; url=" + url);
    tell(ctx, 200, headline, headline + ".text", "signIn.onward", url);
  }

  private static String next(UrlQuery asked) {
    return ours(asked.only(NEXT).orElse("/"));
  }

  private static String ours(String wanted) {
    return OwnPages.include(wanted) ? wanted : "/";
  }
}
