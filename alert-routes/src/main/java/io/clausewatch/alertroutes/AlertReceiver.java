package io.clausewatch.alertroutes;

import java.net.URI;
import java.util.List;

/** To whom messages go, and in which form. */
public sealed interface AlertReceiver {

  /** The word by which the file names its kind. */
  String kind();

  /** Where it is, as people may see it: no secret. */
  String place();

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
  record Webhook(URI url, SecretSource secret) implements AlertReceiver {
    @Override
    public String kind() {
      return "webhook";
    }

    @Override
    public String place() {
      return withoutQuery(url);
    }
  }

  /**
   * A chat with incoming webhooks of Slack's form.
   *
   * @param url where it is posted to; whoever knows it can post
   */
  record Slack(SecretSource url) implements AlertReceiver {
    @Override
    public String kind() {
      return "slack";
    }

    @Override
    public String place() {
      return "the address in " + url;
    }
  }

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

    @Override
    public String kind() {
      return "email";
    }

    @Override
    public String place() {
      return String.join(", ", to);
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

    @Override
    public String kind() {
      return "pagerduty";
    }

    @Override
    public String place() {
      return withoutQuery(url);
    }
  }

  /**
   * A Prometheus Alertmanager, API v2.
   *
   * @param url its root
   */
  record Alertmanager(URI url) implements AlertReceiver {
    @Override
    public String kind() {
      return "alertmanager";
    }

    @Override
    public String place() {
      return withoutQuery(url);
    }
  }
}
