package io.clausewatch.signin;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.BrowserCookies;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.IpNetwork;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.KnownToken;
import io.clausewatch.http.ProblemException;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.http.ServerFront;
import io.clausewatch.page.HtmlRenderer;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.MessageView;
import io.clausewatch.page.OwnPages;
import io.clausewatch.page.PageLanguages;
import io.clausewatch.page.StaticAssets;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.recording.SignInRecorder;
import io.clausewatch.words.PageWords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private final SignInRecorder recorder;
  private final SignInThrottle throttle;
  private final HtmlRenderer html = new HtmlRenderer(new StaticAssets());

  /**
   * The pages.
   *
   * @param auth who has which token, and the sessions
   * @param provider the organisation's; empty when one signs in with tokens alone
   * @param recorder records who signs in, who may not, and who signs out
   * @param clock by which those wait who may not
   */
  public SignInRoutes(
      AccessControl auth,
      Optional<IdentityProvider> provider,
      SignInRecorder recorder,
      InstantSource clock) {
    this.auth = auth;
    this.provider = provider;
    this.recorder = recorder;
    this.throttle = new SignInThrottle(clock);
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
    if (BrowserSessions.isFromElsewhere(ctx)) {
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
    Optional<KnownToken> known = auth.token(token);
    PageWords words = PageLanguages.of(ctx);
    Optional<String> name = known.map(found -> found.caller().name());
    if (known.isEmpty()) {
      refuse(ctx, name, "unknown", 401, words.say("signIn.unknown"), next);
    } else if (auth.isOver(known.get())) {
      String day = known.get().until().orElseThrow().toString();
      refuse(ctx, name, "ended", 401, words.say("signIn.ended", day), next);
    } else if (!Role.READERS.contains(known.get().caller().role())) {
      String role = known.get().caller().role().id();
      refuse(ctx, name, "role", 403, words.say("signIn.notAReader", role), next);
    } else {
      BrowserSessions.requireSameOrigin(ctx);
      recorder.signsIn(ctx, known.get().caller().name());
      auth.sessions().start(ctx, known.get());
      ctx.redirect(next, HttpStatus.SEE_OTHER);
    }
  }

  private void refuse(
      Context ctx, Optional<String> name, String why, int status, String fault, String next) {
    Optional<Duration> wait = failed(ctx, name, why);
    if (wait.isPresent()) {
      show(ctx, 429, PageLanguages.of(ctx).say("signIn.throttled", seconds(ctx, wait.get())), next);
    } else {
      show(ctx, status, fault, next);
    }
  }

  /**
   * Records that a trial failed.
   *
   * @return how long to wait where it came too soon
   */
  private Optional<Duration> failed(Context ctx, Optional<String> name, String why) {
    List<String> keys = new ArrayList<>();
    keys.add("address " + IpNetwork.household(ServerFront.clientAddress(ctx)));
    name.ifPresent(known -> keys.add("name " + known));
    Optional<Duration> wait = throttle.failed(keys);
    recorder.refused(ctx, wait.isPresent(), name, why);
    return wait;
  }

  private static long seconds(Context ctx, Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    ctx.header("Retry-After", Long.toString(seconds));
    return seconds;
  }

  private void leave(Context ctx, IdentityProvider known) throws ProviderAwayException {
    SignInAttempt attempt = SignInAttempt.begin(next(new UrlQuery(RequestParameters.query(ctx))));
    URI url = known.signInUrl(attempt);
    keep(ctx, attempt.cookie(), ATTEMPT_LIFETIME);
    ctx.redirect(url.toString(), HttpStatus.SEE_OTHER);
  }

  /** The provider sends the browser, so its cookie has to come along from another site. */
  private void keep(Context ctx, String attempt, Duration lifetime) {
    BrowserCookies.set(ctx, ATTEMPT_COOKIE, attempt, lifetime, SameSite.LAX);
  }

  private void comeBack(Context ctx, IdentityProvider known) throws ProviderAwayException {
    Map<String, List<String>> answer = RequestParameters.query(ctx);
    Optional<SignInAttempt> attempt = SignInAttempt.of(BrowserCookies.get(ctx, ATTEMPT_COOKIE));
    keep(ctx, "", Duration.ZERO);
    Optional<String> state = new UrlQuery(answer).only("state");
    if (attempt.isEmpty() || !attempt.get().hasState(state.orElse(null))) {
      // Without a state it is an address that somebody opened, and no trial.
      if (state.isEmpty() || !isThrottled(ctx, Optional.empty(), "lapsed")) {
        tell(ctx, 400, "signIn.lapsed", "signIn.lapsed.text", "signIn.again", SIGN_IN);
      }
      return;
    }
    switch (known.end(attempt.get(), answer)) {
      case SignedIn.As in when Role.READERS.contains(in.caller().role()) -> {
        recorder.signsIn(ctx, in.caller().name());
        auth.sessions().start(ctx, in.caller(), in.idToken());
        moveOn(ctx, "signIn.done", ours(attempt.get().next()));
      }
      case SignedIn.As in ->
          refuse(
              ctx, Optional.of(in.caller().name()), "role", known.name(), in.caller().role().id());
      case SignedIn.WithoutRole none -> refuse(ctx, Optional.empty(), "none", known.name());
      case SignedIn.Denied none -> refuse(ctx, Optional.empty(), "denied", known.name());
      case SignedIn.Unproven none -> refuse(ctx, Optional.empty(), "unproven", known.name());
    }
  }

  private void refuse(Context ctx, Optional<String> name, String why, Object... values) {
    if (isThrottled(ctx, name, why)) {
      return;
    }
    tell(
        ctx,
        403,
        "signIn.refused",
        "signIn.refused." + why,
        "signIn.refused.next",
        SIGN_IN,
        values);
  }

  /** Whether a trial that failed came too soon: that is what is told then. */
  private boolean isThrottled(Context ctx, Optional<String> name, String why) {
    Optional<Duration> wait = failed(ctx, name, why);
    wait.ifPresent(
        time ->
            tell(
                ctx,
                429,
                "signIn.refused",
                "signIn.throttled",
                "signIn.refused.next",
                SIGN_IN,
                seconds(ctx, time)));
    return wait.isPresent();
  }

  private void signOut(Context ctx) {
    KnownParameters.NONE.check(new UrlQuery(RequestParameters.form(ctx)).values());
    Optional<Caller> caller = auth.find(ctx);
    if (caller.isEmpty()) {
      ctx.redirect(SIGN_IN, HttpStatus.SEE_OTHER);
      return;
    }
    if (BrowserSessions.csrf(ctx).isPresent()) { // in a session, and not with a token
      recorder.signedOut(ctx, caller.get().name());
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
