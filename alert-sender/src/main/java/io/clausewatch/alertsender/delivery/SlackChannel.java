package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import java.net.URI;
import java.util.Map;

/** An incoming webhook of Slack's form: a text in which three characters have a meaning. */
final class SlackChannel implements DeliveryChannel {
  private final ReadSecret url;
  private final HttpPost http;
  private final MessageText text;

  SlackChannel(ReadSecret url, HttpPost http, MessageText text) {
    this.url = url;
    this.http = http;
    this.text = text;
  }

  @Override
  public AttemptOutcome deliver(Sending sending) throws InterruptedException {
    URI address;
    try {
      address = URI.create(url.read());
    } catch (UnreadableSecretException e) {
      return e.outcome();
    } catch (IllegalArgumentException e) {
      return new AttemptOutcome.Refused(AlertReason.ADDRESS_UNREADABLE.of());
    }
    String scheme = address.getScheme();
    if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
      return new AttemptOutcome.Refused(AlertReason.ADDRESS_NOT_HTTP.of());
    }
    if (address.getHost() == null) {
      return new AttemptOutcome.Refused(AlertReason.ADDRESS_WITHOUT_HOST.of());
    }
    StringBuilder all = new StringBuilder();
    all.append('*').append(escaped(text.subject(sending.message()))).append('*');
    for (MessageText.Item item : text.items(sending.message())) {
      all.append("\n<").append(item.url()).append('|').append(escaped(item.title())).append('>');
      item.lines().forEach(line -> all.append("\n> ").append(escaped(line)));
    }
    all.append("\n<").append(text.url(sending.message())).append("|");
    all.append(escaped(text.more(sending.message()))).append('>');
    byte[] json =
        JsonBytes.of(
            generator -> {
              generator.writeStartObject();
              generator.writeStringField("text", all.toString());
              generator.writeEndObject();
            });
    return http.post(address, Map.of(), json);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "¦");
  }

  @Override
  public int messagesPerSecond() {
    return 1; // Slack's own limit
  }
}
