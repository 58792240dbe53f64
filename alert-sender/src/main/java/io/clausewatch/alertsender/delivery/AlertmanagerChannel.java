package io.clausewatch.alertsender.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.Finding;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A Prometheus Alertmanager, API v2: one alert a finding, also of those that a message does not
 * list. It groups and repeats by itself, and forgets what it is not told again: see {@link
 * #refresh}.
 */
final class AlertmanagerChannel implements DeliveryChannel {
  /** So many findings are told in one request. */
  private static final int AT_ONCE = 500;

  private final URI alerts;
  private final HttpPost http;
  private final MessageText text;

  AlertmanagerChannel(URI root, HttpPost http, MessageText text) {
    this.alerts = URI.create(FindingLinks.withoutSlash(root) + "/api/v2/alerts");
    this.http = http;
    this.text = text;
  }

  @Override
  public AttemptOutcome deliver(Sending sending) throws InterruptedException {
    AlertMessage message = sending.message();
    AlertType type = AlertType.of(message.getType()).orElseThrow();
    // Of a test nobody tells the end: it is over by itself.
    boolean isOver = type.isEnd() || type == AlertType.TEST;
    Instant end = isOver ? message.getCreatedAt() : null;
    if (sending.findings().isEmpty()) {
      return post(json -> own(message, end, json));
    }
    return post(sending.findings(), end);
  }

  /** Tells once more of what stands; a message is no matter of it. */
  AttemptOutcome refresh(List<AlertedFinding> standing, List<AlertMessage> troubles)
      throws InterruptedException {
    AttemptOutcome outcome = post(standing, null);
    for (AlertMessage trouble : troubles) {
      if (outcome instanceof AttemptOutcome.Delivered) {
        outcome = post(json -> own(trouble, null, json));
      }
    }
    return outcome;
  }

  /** In several requests, where there are very many; they can be made again. */
  private AttemptOutcome post(List<AlertedFinding> findings, Instant end)
      throws InterruptedException {
    AttemptOutcome outcome = new AttemptOutcome.Delivered(AlertReason.STATUS.of(200));
    for (int i = 0; i < findings.size(); i += AT_ONCE) {
      List<AlertedFinding> some = findings.subList(i, Math.min(findings.size(), i + AT_ONCE));
      outcome =
          post(
              json -> {
                for (AlertedFinding told : some) {
                  finding(told.getFinding(), end, json);
                }
              });
      if (!(outcome instanceof AttemptOutcome.Delivered)) {
        return outcome;
      }
    }
    return outcome;
  }

  private AttemptOutcome post(JsonBytes.Content alertsIn) throws InterruptedException {
    byte[] json =
        JsonBytes.of(
            to -> {
              to.writeStartArray();
              alertsIn.to(to);
              to.writeEndArray();
            });
    return http.post(alerts, Map.of(), json);
  }

  private void finding(Finding finding, Instant end, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("labels");
    json.writeStringField("alertname", "ClausewatchFinding");
    json.writeStringField("severity", finding.getSeverity().name());
    json.writeStringField("policy", finding.getPolicyId());
    json.writeStringField("clause", finding.getClauseId());
    json.writeStringField("service", finding.getService());
    json.writeStringField("finding", finding.getFindingId());
    json.writeEndObject();
    json.writeObjectFieldStart("annotations");
    json.writeStringField("summary", finding.getTitle());
    json.writeStringField("description", finding.getExplanation());
    json.writeStringField("quote", finding.getQuote());
    json.writeEndObject();
    times(finding.getDetectedAt(), end, json);
    json.writeStringField("generatorURL", text.links().of(finding));
    json.writeEndObject();
  }

  private void own(AlertMessage message, Instant end, JsonGenerator json) throws IOException {
    String name = message.getThread() == null ? message.getMessageId() : message.getThread();
    json.writeStartObject();
    json.writeObjectFieldStart("labels");
    json.writeStringField("alertname", "ClausewatchPipeline");
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeObjectFieldStart("annotations");
    json.writeStringField("summary", text.subject(message));
    json.writeEndObject();
    times(end == null ? message.getCreatedAt() : null, end, json);
    json.writeStringField("generatorURL", text.url(message));
    json.writeEndObject();
  }

  private static void times(Instant start, Instant end, JsonGenerator json) throws IOException {
    if (start != null) {
      JsonBytes.text(json, "startsAt", start);
    }
    if (end != null) {
      // An end before its start is refused; the clocks of two machines may differ by so much.
      boolean isBefore = start != null && end.isBefore(start);
      JsonBytes.text(json, "endsAt", isBefore ? start : end);
    }
  }

  @Override
  public int messagesPerSecond() {
    return 100;
  }
}
