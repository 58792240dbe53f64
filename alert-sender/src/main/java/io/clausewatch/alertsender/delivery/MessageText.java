package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.Finding;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What a message says to people, in one language. Immutable. */
final class MessageText {
  private static final String WORDS = "io.clausewatch.alertsender.delivery.words";

  /** As many findings as are told in full; the rest is a link away. */
  private static final int IN_FULL = 5;

  private final FindingLinks links;
  private final PolicyCatalog policies;
  private final Locale locale;
  private final ResourceBundle words;

  /**
   * The words of a language.
   *
   * @param language en or ko
   */
  MessageText(FindingLinks links, PolicyCatalog policies, String language) {
    this.links = links;
    this.policies = policies;
    this.locale = Locale.of(language);
    this.words =
        ResourceBundle.getBundle(
            WORDS, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /**
   * A finding.
   *
   * @param title its headline
   * @param lines what happened, and which words it breaks
   * @param url its page
   */
  record Item(String title, List<String> lines, String url) {
    /** Keeps a copy. */
    Item {
      lines = List.copyOf(lines);
    }
  }

  FindingLinks links() {
    return links;
  }

  /** Where all of it is seen. */
  String url(AlertMessage message) {
    return links.of(message);
  }

  /** In one line. */
  String subject(AlertMessage message) {
    String kind = say(message.getType());
    if (message.getFindings().isEmpty()) {
      String about = message.getAbout();
      return about == null ? kind : kind + ": " + oneLine(AlertReason.translated(about, locale));
    }
    Finding first = message.getFindings().getFirst().getFinding();
    String what =
        message.getCount() == 1 ? title(first) : say("count", message.getCount(), title(first));
    return "[%s] %s: %s".formatted(say(first.getSeverity().name()), kind, oneLine(what));
  }

  /** The findings that are told in full. */
  List<Item> items(AlertMessage message) {
    return message.getFindings().stream().limit(IN_FULL).map(this::item).toList();
  }

  private Item item(AlertedFinding told) {
    Finding finding = told.getFinding();
    List<String> lines = new ArrayList<>();
    boolean isLocal = isLocal(finding);
    String explanation =
        isLocal && finding.getLocalExplanation() != null
            ? finding.getLocalExplanation()
            : finding.getExplanation();
    lines.add(oneLine(explanation));
    lines.add("“" + oneLine(finding.getQuote()) + "”");
    lines.add(
        say(
            "where",
            finding.getClauseId(),
            finding.getSection(),
            finding.getPolicyId(),
            policies.policy(finding.getPolicyId()).map(Policy::controller).orElse("?")));
    lines.add(
        say(
            "event",
            finding.getService(),
            finding.getEventKind(),
            finding.getEventId(),
            finding.getOccurredAt().toString()));
    if (told.getAssignee() != null) {
      lines.add(say("assignee", told.getAssignee()));
    }
    return new Item(oneLine(title(finding)), lines, links.of(finding));
  }

  /** What the link to all of it says. */
  String more(AlertMessage message) {
    return message.getCount() > IN_FULL ? say("all", message.getCount()) : say("open");
  }

  private String title(Finding finding) {
    return isLocal(finding) && finding.getLocalTitle() != null
        ? finding.getLocalTitle()
        : finding.getTitle();
  }

  private boolean isLocal(Finding finding) {
    Optional<Policy> policy = policies.policy(finding.getPolicyId());
    return policy.filter(known -> known.language().equals(locale.getLanguage())).isPresent();
  }

  private String say(String key, Object... values) {
    String pattern = words.getString(key);
    return values.length == 0 ? pattern : new MessageFormat(pattern, locale).format(values);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
