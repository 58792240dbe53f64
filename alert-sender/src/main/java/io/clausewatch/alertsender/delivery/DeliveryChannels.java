package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertroutes.SmtpServer;
import io.clausewatch.policy.PolicyCatalog;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ways to all receivers of a routes file. Immutable. */
public final class DeliveryChannels {
  /** No receivers. */
  public static final DeliveryChannels NONE = new DeliveryChannels(Map.of());

  private final Map<String, DeliveryChannel> byReceiver;

  private DeliveryChannels(Map<String, DeliveryChannel> byReceiver) {
    this.byReceiver = byReceiver;
  }

  /**
   * The ways to the receivers of a file.
   *
   * @param publicUrl where browsers reach the pages, unless the file says
   * @param environment in which secrets may be
   * @param client what posts
   */
  public static DeliveryChannels of(
      AlertRoutes routes,
      PolicyCatalog policies,
      URI publicUrl,
      Map<String, String> environment,
      HttpClient client,
      InstantSource clock) {
    FindingLinks links = FindingLinks.at(routes.publicUrl().orElse(publicUrl));
    HttpPost http = new HttpPost(client, clock);
    MessageText english = new MessageText(links, policies, "en");
    Map<String, DeliveryChannel> all = new LinkedHashMap<>();
    routes
        .receivers()
        .forEach(
            (name, receiver) ->
                all.put(
                    name,
                    switch (receiver) {
                      case AlertReceiver.Webhook it ->
                          new WebhookChannel(
                              it.url(),
                              new ReadSecret(it.secret(), environment),
                              http,
                              new WebhookBody(links, policies));
                      case AlertReceiver.Slack it ->
                          new SlackChannel(new ReadSecret(it.url(), environment), http, english);
                      case AlertReceiver.Email it -> {
                        SmtpServer smtp = routes.smtp().orElseThrow();
                        MessageText words = new MessageText(links, policies, it.language());
                        yield new EmailChannel(it, smtp, environment, words);
                      }
                      case AlertReceiver.PagerDuty it ->
                          new PagerDutyChannel(
                              new ReadSecret(it.routingKey(), environment),
                              it.url(),
                              http,
                              english);
                      case AlertReceiver.Alertmanager it ->
                          new AlertmanagerChannel(it.url(), http, english);
                    }));
    return new DeliveryChannels(all);
  }

  /** A client for all receivers: it follows no redirect, so that no other server gets a message. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(HttpPost.TIMEOUT)
        .build();
  }

  /** The way to a receiver; empty where the file has none of the name. */
  Optional<DeliveryChannel> to(String receiver) {
    return Optional.ofNullable(byReceiver.get(receiver));
  }
}
