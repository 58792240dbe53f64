package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.delivery.JsonBytes.text;

import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Severity;
import java.net.URI;
import java.util.Map;

/**
 * PagerDuty's Events API v2: what began is triggered, what an officer takes care of is
 * acknowledged, what is over is resolved, all by one key.
 */
final class PagerDutyChannel implements DeliveryChannel {
  /** Longer summaries are refused. */
  private static final int MAX_SUMMARY = 1_024;

  private final ReadSecret routingKey;
  private final URI url;
  private final HttpPost http;
  private final MessageText text;

  PagerDutyChannel(ReadSecret routingKey, URI url, HttpPost http, MessageText text) {
    this.routingKey = routingKey;
    this.url = url;
    this.http = http;
    this.text = text;
  }

  @Override
  public AttemptOutcome deliver(Sending sending) throws InterruptedException {
    String key;
    try {
      key = routingKey.read();
    } catch (UnreadableSecretException e) {
      return e.outcome();
    }
    AlertMessage message = sending.message();
    byte[] json =
        JsonBytes.of(
            to -> {
              to.writeStartObject();
              to.writeStringField("routing_key", key);
              to.writeStringField("event_action", action(message));
              to.writeStringField(
                  "dedup_key",
                  message.getThread() == null ? message.getMessageId() : message.getThread());
              to.writeStringField("client", "Clausewatch");
              to.writeStringField("client_url", text.url(message));
              to.writeObjectFieldStart("payload");
              to.writeStringField("summary", summary(message));
              to.writeStringField("source", source(message));
              to.writeStringField("severity", severity(message));
              text(to, "timestamp", message.getCreatedAt());
              to.writeObjectFieldStart("custom_details");
              to.writeStringField("type", message.getType());
              to.writeNumberField("count", message.getCount());
              to.writeArrayFieldStart("findings");
              for (MessageText.Item item : text.items(message)) {
                to.writeStartObject();
                to.writeStringField("title", item.title());
                to.writeStringField("text", String.join("\n", item.lines()));
                to.writeStringField("url", item.url());
                to.writeEndObject();
              }
              to.writeEndArray();
              to.writeEndObject();
              to.writeEndObject();
              to.writeEndObject();
            });
    return http.post(url, Map.of(), json);
  }

  private static String action(AlertMessage message) {
    AlertType type = AlertType.of(message.getType()).orElseThrow();
    if (type.isEnd()) {
      return "resolve";
    }
    return type == AlertType.FINDING_ACKNOWLEDGED ? "acknowledge" : "trigger";
  }

  private String summary(AlertMessage message) {
    String subject = text.subject(message);
    return subject.codePointCount(0, subject.length()) <= MAX_SUMMARY
        ? subject
        : subject.substring(0, subject.offsetByCodePoints(0, MAX_SUMMARY - 1)) + "…";
  }

  private static String source(AlertMessage message) {
    return message.getFindings().isEmpty()
        ? "Clausewatch"
        : message.getFindings().getFirst().getFinding().getService();
  }

  private static String severity(AlertMessage message) {
    if (message.getFindings().isEmpty()) {
      return message.getType().equals(AlertType.TEST.id()) ? "info" : "error";
    }
    Finding finding = message.getFindings().getFirst().getFinding();
    Severity severity = finding.getSeverity();
    return switch (severity) {
      case CRITICAL -> "critical";
      case HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, UNKNOWN -> "info";
    };
  }

  @Override
  public int messagesPerSecond() {
    return 2;
  }
}
