package io.clausewatch.alertroutes;

import java.net.URI;
import java.util.List;

/** To whom messages go, and in which form. */
public sealed interface AlertReceiver {

  /** The word by which the file names its kind. */
  default String kind() {
    return switch (this) {
      case Webhook webhook -> "webhook";
      case Slack slack -> "slack";
      case Email email -> "email";
      case PagerDuty pagerDuty -> "pagerduty";
      case Alertmanager alertmanager -> "alertmanager";
    };
  }

  /** Where it is, as people may see it: no secret. */
  default String place() {
    return switch (this) {
      case Webhook webhook -> withoutQuery(webhook.url());
      case Slack slack -> "the address in " + slack.url();
      case Email email -> String.join(", ", email.to());
      case PagerDuty pagerDuty -> withoutQuery(pagerDuty.url());
      case Alertmanager alertmanager -> withoutQuery(alertmanager.url());
    };
  }

  /** What stands behind a question mark is often a token. */
  private static String withoutQuery(URI url) {
    return url.toString().replaceFirst("\\?.*", "?…");
  }

  /**
   * Standard Webhooks.
   *
   * @param url where it is posted to
   * @param secret of the signature, {@code whsec_…}
   */
  record Webhook(URI url, SecretSource secret) implements AlertReceiver {}

  /**
   * A chat with incoming webhooks of Slack's form.
   *
   * @param url where it is posted to; whoever knows it can post
   */
  record Slack(SecretSource url) implements AlertReceiver {}

  /**
   * E-mail.
   *
   * @param to the addresses
   * @param language en or ko
   */
  record Email(List<String> to, String language) implements AlertReceiver {
    /** Keeps a copy. */
    public Email {
      to = List.copyOf(to);
    }
  }

  /**
   * PagerDuty, Events API v2.
   *
   * @param routingKey of the service
   * @param url where events are posted to
   */
  record PagerDuty(SecretSource routingKey, URI url) implements AlertReceiver {
    /** PagerDuty's own. */
    public static final URI EVENTS = URI.create("https://events.pagerduty.com/v2/enqueue");
  }

  /**
   * A Prometheus Alertmanager, API v2.
   *
   * @param url its root
   */
  record Alertmanager(URI url) implements AlertReceiver {}
}
