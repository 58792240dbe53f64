package io.clausewatch.page;

import io.clausewatch.api.Auth;
import io.clausewatch.api.Caller;
import io.clausewatch.api.ProblemException;
import io.clausewatch.api.Role;
import io.clausewatch.api.Routes;
import io.clausewatch.runtime.Secret;
import io.clausewatch.signin.Attempt;
import io.clausewatch.signin.OidcSettings;
import io.clausewatch.signin.Provider;
import io.clausewatch.signin.ProviderAwayException;
import io.clausewatch.signin.SignedIn;
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
import java.util.regex.Pattern;
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

  /** Holds an attempt to sign in while the browser is at the provider's. */
  private static final String ATTEMPT_COOKIE = "clausewatch_sign_in";

  private static final Duration ATTEMPT_LIFETIME = Duration.ofMinutes(10);

  /**
   * Where one may be sent after signing in: to pages of ours alone, and to none whose address does
   * something by itself, such as an export.
   */
  private static final Pattern OUR_PAGE =
      Pattern.compile("/(?!v1/|sign-)(\\w[\\w/-]*)?(\\?[\\x21-\\x7e&&[^\\\\]]*)?");

  private final Auth auth;
  private final Optional<Provider> provider;
  private final Html html = new Html(new Assets());

  /**
   * The pages.
   *
   * @param auth who has which token, and the sessions
   * @param provider the organisation's; empty when one signs in with tokens alone
   */
  public SignInRoutes(Auth auth, Optional<Provider> provider) {
    this.auth = auth;
    this.provider = provider;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(SIGN_IN, this::form, Auth.OPEN);
    routes.post(SIGN_IN, explained(this::signIn), Auth.OPEN);
    routes.post("/sign-out", explained(this::signOut), Auth.OPEN);
    provider.ifPresent(
        known -> {
          routes.get(PROVIDER, explained(ctx -> leave(ctx, known)), Auth.OPEN);
          routes.get(OidcSettings.CALLBACK, explained(ctx -> comeBack(ctx, known)), Auth.OPEN);
        });
  }

  /** Problems have pages too. */
  private Handler explained(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (ProblemException e) {
        String detail = Optional.ofNullable(e.problem().detail()).orElse("");
        tell(ctx, e.problem().status(), e.problem().title(), detail, "Go on", "/");
      } catch (ProviderAwayException e) {
        LOG.warn("Nobody can sign in with the provider: {}", e.getMessage());
        ctx.header("Retry-After", Long.toString(Provider.RETRY_AFTER.toSeconds()));
        tell(
            ctx,
            503,
            "The sign-in of your organisation is away",
            "It does not answer at the moment. Whoever has a token can sign in with that.",
            "Back to the sign-in",
            SIGN_IN);
      }
    };
  }

  private void tell(
      Context ctx, int status, String headline, String text, String link, String url) {
    html.message(
        ctx, status, Optional.empty(), new MessageView(headline, text, List.of(), link, url));
  }

  private void form(Context ctx) {
    String next = next(ctx.queryParam("next"));
    if ("cross-site".equals(ctx.header("Sec-Fetch-Site"))) {
      // By a link from elsewhere, which hides whether one is signed in: asked again, it does not.
      moveOn(ctx, "Opening Clausewatch", "The page that you asked for opens by itself.", next);
      return;
    }
    show(ctx, 200, "", next);
  }

  private void show(Context ctx, int status, String fault, String next) {
    ctx.status(status);
    html.write(
        ctx,
        "sign-in.jte",
        "Sign in",
        Optional.empty(),
        Map.of(
            "fault",
            fault,
            "next",
            next,
            "provider",
            provider.map(Provider::name),
            "providerUrl",
            new UrlQuery(Map.of("next", List.of(next))).on(PROVIDER),
            "tokens",
            provider.isEmpty() || auth.readersHaveTokens()));
  }

  /** That no other site signs anybody in is told by where the request comes from. */
  private void signIn(Context ctx) {
    String next = next(ctx.formParam("next"));
    String token = Optional.ofNullable(ctx.formParam("token")).orElse("").strip();
    Optional<Caller> caller = auth.token(token);
    if (caller.isEmpty()) {
      show(ctx, 401, "This token is not known. Check that it was copied whole.", next);
    } else if (!Role.READERS.contains(caller.get().role())) {
      show(
          ctx,
          403,
          "This is a token of a "
              + caller.get().role().id()
              + ". Findings are for officers and auditors.",
          next);
    } else {
      auth.sessions().start(ctx, caller.get());
      ctx.redirect(next, HttpStatus.SEE_OTHER);
    }
  }

  private void leave(Context ctx, Provider known) throws ProviderAwayException {
    Attempt attempt = Attempt.begin(next(ctx.queryParam("next")));
    URI url = known.signInUrl(attempt);
    keep(ctx, attempt.cookie(), ATTEMPT_LIFETIME);
    ctx.redirect(url.toString(), HttpStatus.SEE_OTHER);
  }

  /** The provider sends the browser, so its cookie has to come along from another site. */
  private void keep(Context ctx, String attempt, Duration lifetime) {
    ctx.cookie(auth.sessions().cookie(ctx, ATTEMPT_COOKIE, attempt, lifetime, SameSite.LAX));
  }

  private void comeBack(Context ctx, Provider known) throws ProviderAwayException {
    Optional<Attempt> attempt = Attempt.of(ctx.cookie(ATTEMPT_COOKIE));
    keep(ctx, "", Duration.ZERO);
    if (attempt.isEmpty() || !attempt.get().hasState(ctx.queryParam("state"))) {
      tell(
          ctx,
          400,
          "This sign-in has lapsed",
          "It took too long, was begun in another browser, or has been used already.",
          "Sign in again",
          SIGN_IN);
      return;
    }
    switch (known.end(attempt.get(), ctx.queryParamMap())) {
      case SignedIn.As in when Role.READERS.contains(in.caller().role()) -> {
        auth.sessions().start(ctx, in.caller(), in.idToken());
        moveOn(ctx, "You are signed in", "The page opens by itself.", next(attempt.get().next()));
      }
      case SignedIn.As in ->
          refuse(ctx, "Your account is a " + in.caller().role().id() + "'s.", known);
      case SignedIn.WithoutRole none ->
          refuse(ctx, "Your account has none of the roles that may use Clausewatch.", known);
      case SignedIn.Denied none -> refuse(ctx, "It did not let you sign in.", known);
      case SignedIn.Unproven none ->
          refuse(
              ctx,
              "What it sent does not prove who you are. The log of the server has the reason.",
              known);
    }
  }

  private void refuse(Context ctx, String why, Provider known) {
    tell(
        ctx,
        403,
        "You cannot come in with this account",
        "You came from "
            + known.name()
            + ". "
            + why
            + " Findings are for officers and auditors; whoever runs Clausewatch can tell which"
            + " role at your organisation that is.",
        "Sign in another way",
        SIGN_IN);
  }

  private void signOut(Context ctx) {
    if (auth.find(ctx).isEmpty()) {
      ctx.redirect(SIGN_IN, HttpStatus.SEE_OTHER);
      return;
    }
    Optional<Secret> idToken = auth.sessions().end(ctx);
    Optional<URI> onward = provider.flatMap(known -> idToken.flatMap(known::signOutUrl));
    if (onward.isPresent()) {
      // Not a redirect: a form of ours may lead to no other site.
      moveOn(
          ctx,
          "You are signed out here",
          "Your organisation's own sign-out opens by itself.",
          onward.get().toString());
    } else {
      ctx.redirect(SIGN_IN, HttpStatus.SEE_OTHER);
    }
  }

  private void moveOn(Context ctx, String headline, String text, String url) {
    ctx.header("Refresh", "0; url=" + url);
    tell(ctx, 200, headline, text, "Go on", url);
  }

  private static String next(String wanted) {
    return wanted != null && OUR_PAGE.matcher(wanted).matches() ? wanted : "/";
  }
}
