package io.clausewatch.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Caller;
import io.clausewatch.words.PageWords;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes pages from templates, which escape everything that they are given. */
public final class HtmlRenderer {
  /** Nothing from elsewhere, no script at all, and no frame of another site around it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final StaticAssets assets;

  /** Writes pages that refer to some files. */
  public HtmlRenderer(StaticAssets assets) {
    this.assets = assets;
  }

  /**
   * What a page is about.
   *
   * @param title in words
   * @param place its path, for the menu and for the other language
   * @param query what is looked at
   */
  public record Heading(String title, String place, UrlQuery query) {}

  /**
   * Makes a page the response.
   *
   * @param template the template's file name
   * @param words the language
   * @param caller who is signed in; empty when nobody is
   * @param values what else the template asks for
   */
  public void write(
      Context ctx,
      String template,
      PageWords words,
      Heading heading,
      Optional<Caller> caller,
      Map<String, Object> values) {
    Map<String, Object> parameters = new HashMap<>(values);
    parameters.put(
        "frame",
        new PageLayout(
            heading.title(),
            heading.place(),
            heading.query(),
            caller.map(Caller::name),
            words,
            assets,
            BrowserSessions.csrf(ctx)));
    StringOutput page = new StringOutput();
    templates.render(template, parameters, page);
    ctx.header("Content-Security-Policy", POLICY);
    // Its own pages may know: without any referrer, browsers do not say from where a form comes.
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Content-Language", words.language());
    ctx.contentType("text/html; charset=utf-8").result(page.toString());
  }

  /** Makes a page with a message the response, with this status. */
  public void message(
      Context ctx, int status, PageWords words, Optional<Caller> caller, MessageView message) {
    ctx.status(status);
    write(
        ctx,
        "message.jte",
        words,
        new Heading(message.headline(), ctx.path(), new UrlQuery(Map.of())),
        caller,
        Map.of("view", message));
  }
}
