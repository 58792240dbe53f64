package io.clausewatch.alerts;

import io.clausewatch.alertroutes.AlertMatch;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.Fault;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.page.DayFilters;
import io.clausewatch.page.FilterForm;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages to receivers, how these are, and what nobody is told of for a while. */
public final class AlertsPage implements Page {
  private static final String ROWS = "50";
  private static final String DONE = "done";
  private static final KnownParameters SILENCE =
      KnownParameters.once("field", "value", "hours", "reason");

  private final AlertSearch messages;
  private final AlertRequests requests;
  private final AlertSilences silences;
  private final InstantSource clock;

  /** A page on top of what is known of messages. */
  public AlertsPage(
      AlertSearch messages, AlertRequests requests, AlertSilences silences, InstantSource clock) {
    this.messages = messages;
    this.requests = requests;
    this.silences = silences;
    this.clock = clock;
  }

  @Override
  public void addTo(Places places) {
    places.get(
        AlertsView.PATH,
        KnownParameters.LEFT_TO_CALL.withFields(AlertsView.CONTROLS.toArray(String[]::new)),
        request -> show(request, List.of()));
    places.post("/alerts/silences", SILENCE, this::silence, Role.OFFICER);
    places.post(
        "/alerts/silences/{silenceId}/end", KnownParameters.NONE, this::endSilence, Role.OFFICER);
    places.post(
        "/alerts/receivers/{receiver}/test", KnownParameters.NONE, this::test, Role.OFFICER);
    places.post("/alerts/{messageId}/resend", KnownParameters.NONE, this::resend, Role.OFFICER);
  }

  private void show(PageRequest request, List<String> faults) {
    Optional<String> done = request.query().only(DONE);
    UrlQuery query = request.query().without(DONE);
    UrlQuery asked = DayFilters.toSearch(query, request.zone());
    ResultPage<AlertDocument> page =
        messages.page(
            SearchParameters.page(
                SearchTarget.ALERTS, asked.unlessGiven("limit", ROWS).values(), request.lookup()),
            Paging.LIVE);
    List<AlertReceiverHealth> receivers = requests.receivers();
    FilterForm filters =
        new FilterForm(AlertsView.PATH, query, request.words(), AlertsView.CONTROLS);
    request.record(new OfficerAccess.Searched(List.of()));
    request.show(
        "alerts.jte",
        request.words().say("alerts"),
        new AlertsView(
            page.total(),
            page.items().stream().map(AlertsView.Row::of).toList(),
            filters,
            page.nextCursor().map(filters::pageUrl),
            receivers,
            receivers.stream().flatMap(one -> one.getFileFaults().stream()).distinct().toList(),
            request.mayDecide()
                ? silences.inForce().stream().map(AlertsView.SilenceRow::of).toList()
                : List.of(),
            AlertMatch.fields(),
            request.mayDecide(),
            faults,
            faults.isEmpty() ? Map.of() : filled(request.form()),
            done.filter(List.of("silenced", "ended", "tested", "resent")::contains)));
  }

  private static Map<String, String> filled(UrlQuery form) {
    Map<String, String> filled = new HashMap<>();
    form.values().forEach((name, values) -> filled.put(name, values.getFirst()));
    return filled;
  }

  private void silence(PageRequest request) {
    UrlQuery form = request.form();
    List<String> faults = new ArrayList<>();
    Optional<Duration> length =
        form.only("hours")
            .filter(hours -> hours.matches("\\d{1,4}"))
            .map(hours -> Duration.ofHours(Integer.parseInt(hours)));
    try {
      silences.make(
          request.caller(),
          Map.of(form.only("field").orElse(""), form.only("value").stream().toList()),
          length.map(hours -> clock.instant().plus(hours)).orElse(null),
          form.only("reason").orElse(null),
          request.lookup(),
          recordingChange(request));
    } catch (InvalidRequestException e) {
      e.faults().stream().map(Fault::toString).forEach(faults::add);
    }
    if (faults.isEmpty()) {
      showDone(request, "silenced");
    } else {
      request.ctx().status(400);
      show(request.on(AlertsView.PATH, new UrlQuery(Map.of())), faults);
    }
  }

  private static Runnable recordingChange(PageRequest request) {
    return () -> request.record(OfficerAccess.AboutNobody.CHANGED_ALERTS);
  }

  private static void showDone(PageRequest request, String what) {
    request.goTo(AlertsView.PATH + "?" + DONE + "=" + what);
  }

  private void endSilence(PageRequest request) {
    String silenceId = RequestParameters.path(request.ctx(), "silenceId");
    if (silences.end(silenceId, recordingChange(request))) {
      showDone(request, "ended");
    } else {
      unknown(request);
    }
  }

  private void test(PageRequest request) {
    String receiver = RequestParameters.path(request.ctx(), "receiver");
    if (requests.receiver(receiver).isEmpty()) {
      unknown(request);
      return;
    }
    requests.test(request.caller(), receiver, recordingChange(request));
    showDone(request, "tested");
  }

  private void resend(PageRequest request) {
    Optional<AlertDocument> found =
        messages
            .message(RequestParameters.path(request.ctx(), "messageId"))
            .filter(message -> AlertsView.Row.of(message).canBeResent());
    if (found.isEmpty()) {
      unknown(request);
      return;
    }
    requests.resend(
        request.caller(),
        found.get().message().getReceiver(),
        found.get().message().getMessageId(),
        recordingChange(request));
    showDone(request, "resent");
  }

  private static void unknown(PageRequest request) {
    request.show(404, MessagePages.unknown(request.words(), "alerts", AlertsView.PATH));
  }
}
