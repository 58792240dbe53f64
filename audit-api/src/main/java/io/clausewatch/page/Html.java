package io.clausewatch.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.clausewatch.api.Caller;
import io.clausewatch.api.Sessions;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes pages from templates, which escape everything that they are given. */
final class Html {
  /** Nothing from elsewhere, no script at all, and no frame of another site around it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets;

  Html(Assets assets) {
    this.assets = assets;
  }

  /**
   * Makes a page the response.
   *
   * @param template the template's file name
   * @param title what the page is about
   * @param caller who is signed in; empty when nobody is
   * @param values what else the template asks for
   */
  void write(
      Context ctx,
      String template,
      String title,
      Optional<Caller> caller,
      Map<String, Object> values) {
    Map<String, Object> parameters = new HashMap<>(values);
    parameters.put("frame", new Frame(title, caller.map(Caller::name), assets, Sessions.csrf(ctx)));
    StringOutput page = new StringOutput();
    templates.render(template, parameters, page);
    ctx.header("Content-Security-Policy", POLICY);
    // Its own pages may know: without any referrer, browsers do not say from where a form comes.
    ctx.header("Referrer-Policy", "same-origin");
    ctx.contentType("text/html; charset=utf-8").result(page.toString());
  }

  /** Makes a page with a message the response, with this status. */
  void message(Context ctx, int status, Optional<Caller> caller, MessageView message) {
    ctx.status(status);
    write(ctx, "message.jte", message.headline(), caller, Map.of("view", message));
  }
}
