package io.clausewatch.page;

import io.clausewatch.contract.Fault;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Problem;
import io.clausewatch.words.PageWords;
import java.util.List;
import java.util.Optional;

/** What is said on a page that has nothing else to show. */
public final class MessagePages {
  private MessagePages() {}

  /** Somebody may not see a page, or not send a form. */
  public static MessageView notAllowed(PageWords words, Caller caller) {
    return new MessageView(
        words.say("notAllowed"),
        words.say("notAllowed.text", caller.name(), caller.role().id()),
        List.of(),
        words.say("notAllowed.next"),
        "/sign-in");
  }

  /** What a problem of the server or of the API says; that of the API is in English. */
  public static MessageView of(PageWords words, Problem problem) {
    if (problem.reference().isPresent()) {
      return new MessageView(
          words.say("failed"),
          words.say("failed.text", problem.reference().get()),
          List.of(),
          words.say("problem.next"),
          "/");
    }
    if (problem.status() == 404 && problem.detail() == null) {
      return unknown(words, "page", "/");
    }
    return new MessageView(
        problem.title(),
        Optional.ofNullable(problem.detail()).orElse(""),
        problem.errors(),
        words.say("problem.next"),
        "/");
  }

  /** Parameters that are not right. */
  public static MessageView invalid(PageWords words, List<Fault> faults, String path) {
    return new MessageView(
        words.say("invalid"),
        words.say("invalid.text"),
        faults.stream().map(Fault::toString).toList(),
        words.say("invalid.next"),
        path);
  }

  /** A search that may not be kept under a name. */
  public static MessageView notKept(PageWords words, List<String> faults, String url) {
    return new MessageView(
        words.say("searches.refused"),
        words.say("searches.refused.text"),
        faults,
        words.say("triage.back"),
        url);
  }

  /** The index does not answer. */
  public static MessageView away(PageWords words, String url) {
    return new MessageView(
        words.say("away"), words.say("away.text"), List.of(), words.say("away.next"), url);
  }

  /** What is kept in Kafka alone cannot be read or written. */
  public static MessageView tableAway(PageWords words, String url) {
    return new MessageView(
        words.say("tableAway"),
        words.say("tableAway.text"),
        List.of(),
        words.say("away.next"),
        url);
  }

  /** A thing that is not there. */
  public static MessageView unknown(PageWords words, String what, String url) {
    return new MessageView(
        words.say(what + ".unknown"),
        words.say(what + ".unknown.text"),
        List.of(),
        words.say(what + ".unknown.next"),
        url);
  }
}
