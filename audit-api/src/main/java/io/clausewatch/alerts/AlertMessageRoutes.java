package io.clausewatch.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.AlertState;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.Caller;
import io.clausewatch.http.JsonBody;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The calls below {@code /v1/alerts}, and {@code GET /v1/findings/{findingId}/alerts}. */
public final class AlertMessageRoutes implements Routes {
  private static final Set<AlertState> SENT_ONCE_MORE =
      EnumSet.of(AlertState.DEAD, AlertState.RETRYING);
  private static final int MAX_UNTIL = 64;

  private final AlertSearch messages;
  private final Predicate<String> isFinding;
  private final AlertRequests requests;
  private final AlertSilences silences;
  private final RecordedSearches searches;
  private final AccessRecorder recorder;
  private final Function<Context, Caller> callers;

  /**
   * Calls on top of what is known of messages.
   *
   * @param isFinding whether there is a finding of this id
   * @param callers tells who makes a request
   * @param recorder records what is shown and done
   */
  public AlertMessageRoutes(
      AlertSearch messages,
      Predicate<String> isFinding,
      AlertRequests requests,
      AlertSilences silences,
      RecordedSearches searches,
      AccessRecorder recorder,
      Function<Context, Caller> callers) {
    this.messages = messages;
    this.isFinding = isFinding;
    this.requests = requests;
    this.silences = silences;
    this.searches = searches;
    this.recorder = recorder;
    this.callers = callers;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(routes, "/v1/alerts", this::messages);
    routes.get("/v1/alerts/receivers", this::receivers, Role.OFFICER, Role.AUDITOR);
    routes.post("/v1/alerts/receivers/{receiver}/test", this::test, Role.OFFICER);
    routes.get("/v1/alerts/silences", this::silences, Role.OFFICER);
    routes.post("/v1/alerts/silences", this::silence, Role.OFFICER);
    routes.delete("/v1/alerts/silences/{id}", this::endSilence, Role.OFFICER);
    routes.post("/v1/alerts/{messageId}/resend", this::resend, Role.OFFICER);
    routes.get(
        "/v1/findings/{findingId}/alerts",
        this::ofFinding,
        Role.OFFICER,
        Role.AUDITOR,
        KnownParameters.NONE);
  }

  private void messages(Context ctx) {
    SearchCriteria criteria =
        SearchParameters.page(
            SearchTarget.ALERTS, RequestParameters.query(ctx), searches.lookup(ctx));
    searches.show(ctx, criteria, messages.page(criteria, Paging.SNAPSHOT));
  }

  private void ofFinding(Context ctx) {
    String findingId = RequestParameters.path(ctx, "findingId");
    List<AlertDocument> told = messages.about(findingId);
    // Of one that is not indexed yet somebody may have been told.
    if (told.isEmpty() && !isFinding.test(findingId)) {
      throw Problem.notFound("There is no such finding.").exception();
    }
    recorder.record(ctx, new OfficerAccess.Searched(List.of()));
    ObjectNode json = list(told.stream().map(ApiJson::tree).toList());
    if (told.isEmpty()) {
      json.put("keptBackBy", AlertsView.NOBODY_TOLD);
    }
    ctx.json(json);
  }

  private void receivers(Context ctx) {
    List<JsonNode> all = new ArrayList<>();
    for (AlertReceiverHealth health : requests.receivers()) {
      ObjectNode json = ApiJson.object();
      json.put("receiver", health.getReceiver())
          .put("kind", health.getKind())
          .put("place", health.getPlace())
          .put("lastSuccessAt", text(health.getLastSuccessAt()))
          .put("lastFailureAt", text(health.getLastFailureAt()))
          .put("lastFailure", health.getLastFailure())
          .put("waiting", health.getWaiting())
          .put("retrying", health.getRetrying())
          .put("dead", health.getDead());
      json.set("fileFaults", ApiJson.tree(health.getFileFaults()));
      all.add(json);
    }
    ctx.json(list(all));
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static ObjectNode list(List<? extends JsonNode> all) {
    ObjectNode json = ApiJson.object().put("total", all.size());
    ArrayNode items = json.putArray("items");
    items.addAll(all);
    json.putNull("nextCursor");
    return json;
  }

  private void test(Context ctx) {
    String receiver = RequestParameters.path(ctx, "receiver");
    if (requests.receiver(receiver).isEmpty()) {
      throw Problem.notFound("The routes file has no such receiver.").exception();
    }
    String messageId = requests.test(callers.apply(ctx), receiver, recordingChange(ctx));
    ctx.status(202).json(ApiJson.object().put("messageId", messageId).put("receiver", receiver));
  }

  private Runnable recordingChange(Context ctx) {
    return () -> recorder.record(ctx, OfficerAccess.AboutNobody.CHANGED_ALERTS);
  }

  private void resend(Context ctx) {
    AlertDocument found =
        messages
            .message(RequestParameters.path(ctx, "messageId"))
            .orElseThrow(() -> Problem.notFound("There is no such message.").exception());
    AlertMessage message = found.message();
    if (!SENT_ONCE_MORE.contains(message.getState())) {
      throw Problem.of(
              409,
              "It is %s: only what is DEAD or RETRYING is sent once more."
                  .formatted(message.getState()))
          .exception();
    }
    requests.resend(
        callers.apply(ctx), message.getReceiver(), message.getMessageId(), recordingChange(ctx));
    ctx.status(202).json(found);
  }

  private void silences(Context ctx) {
    ctx.json(list(silences.inForce().stream().map(AlertMessageRoutes::json).toList()));
  }

  private void silence(Context ctx) {
    JsonBody body = JsonBody.of(ctx);
    body.refuseUnknown(Set.of("match", "until", "reason"));
    Map<String, List<String>> match = match(body);
    Instant until = instant(body);
    String reason = body.text("reason", AlertSilences.MAX_REASON, false);
    body.throwIfFaulty();
    Caller caller = callers.apply(ctx);
    AlertSilence made =
        silences.make(caller, match, until, reason, searches.lookup(ctx), recordingChange(ctx));
    ctx.status(201).json(json(made));
  }

  private static Map<String, List<String>> match(JsonBody body) {
    Map<String, List<String>> match = new TreeMap<>();
    JsonNode given = body.json().path("match");
    if (!given.isObject()) {
      body.fault("match", "an object with the values of each field", "something else");
      return match;
    }
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      List<String> values = new ArrayList<>();
      Iterable<JsonNode> all =
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
      for (JsonNode value : all) {
        boolean right =
            value.isTextual()
                && value.textValue().length() <= 256
                && JsonBody.isPrintable(value.textValue(), false);
        if (right) {
          values.add(value.textValue());
        } else {
          body.fault("match", "strings of up to 256 characters", "another value");
        }
      }
      match.put(field.getKey(), values);
    }
    return match;
  }

  private static Instant instant(JsonBody body) {
    String text = body.text("until", MAX_UNTIL, false);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      body.fault("until", "an instant such as 2026-12-24T18:00:00Z", "something else");
      return null;
    }
  }

  private static ObjectNode json(AlertSilence silence) {
    ObjectNode json = ApiJson.object();
    json.put("id", silence.getSilenceId());
    json.set("match", ApiJson.tree(silence.getMatch()));
    return json.put("until", silence.getUntil().toString())
        .put("reason", silence.getReason())
        .put("by", silence.getBy())
        .put("role", silence.getRole())
        .put("at", silence.getAt().toString());
  }

  private void endSilence(Context ctx) {
    if (!silences.end(RequestParameters.path(ctx, "id"), recordingChange(ctx))) {
      throw Problem.notFound("There is no such silence.").exception();
    }
    ctx.status(204);
  }
}
