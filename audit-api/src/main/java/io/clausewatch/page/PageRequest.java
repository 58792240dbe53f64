package io.clausewatch.page;

import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.LookupContext;
import io.clausewatch.words.PageWords;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who may read the pages asks for one, or sends one of its forms.
 *
 * @param ctx the request
 * @param caller who asks
 * @param words the language to answer in
 * @param place the path of the page that is shown
 * @param query the parameters of the URL of that page
 * @param form what a form was filled in with; empty when none was sent
 * @param html writes the answer
 * @param recorder records what is shown and done
 */
public record PageRequest(
    Context ctx,
    Caller caller,
    PageWords words,
    String place,
    UrlQuery query,
    UrlQuery form,
    HtmlRenderer html,
    AccessRecorder recorder) {
  /** The field with which a form says on which page it is. */
  public static final String HERE = "here";

  /** Whether who asks may decide about findings, and leave a record that they did. */
  public boolean mayDecide() {
    return caller.role() == Role.OFFICER || caller.role() == Role.ADMIN;
  }

  /** The time zone by whose clock the page tells times, and means days. */
  public ZoneId zone() {
    return words.zone();
  }

  /** The same visit, answered by the clock of another time zone. */
  public PageRequest in(ZoneId other) {
    return new PageRequest(ctx, caller, words.at(other), place, query, form, html, recorder);
  }

  /** The same visit, answered with another page than that of the request: a form's own page. */
  public PageRequest on(String otherPlace, UrlQuery otherQuery) {
    return new PageRequest(ctx, caller, words, otherPlace, otherQuery, form, html, recorder);
  }

  /** The caller, as who has looked up whom the request names. */
  public LookupContext lookup() {
    return recorder.lookup(ctx);
  }

  /**
   * Records what whoever asks is about to see, or has just done.
   *
   * @throws io.clausewatch.http.ProblemException 503 when that is not possible: nothing may be
   *     shown
   */
  public void record(OfficerAccess act) {
    recorder.record(ctx, act);
  }

  /** The page with the form that was sent, where that says so and it is one of ours. */
  public Optional<String> here() {
    return form.only(HERE).filter(OwnPages::include);
  }

  /**
   * Makes a page the answer.
   *
   * @param template the template's file name
   * @param title what the page is about
   * @param view what is on it
   */
  public void show(String template, String title, Object view) {
    show(template, title, Map.of("view", view));
  }

  /**
   * Makes a page the answer.
   *
   * @param template the template's file name
   * @param title what the page is about
   * @param values what the template asks for
   */
  public void show(String template, String title, Map<String, Object> values) {
    html.write(
        ctx,
        template,
        words,
        new HtmlRenderer.Heading(title, place, query),
        Optional.of(caller),
        values);
  }

  /** Makes a page with nothing but a message the answer. */
  public void show(int status, MessageView message) {
    html.message(ctx, status, words, Optional.of(caller), message);
  }

  /** Sends the browser to another page, to be got: the answer to every form. */
  public void goTo(String url) {
    ctx.redirect(url, HttpStatus.SEE_OTHER);
  }
}
