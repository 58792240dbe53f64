package io.clausewatch.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.Topics;
import io.clausewatch.eventlog.AvroEncoder;
import io.clausewatch.eventlog.EventEncoder;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.events.EventAdmission.Reason;
import io.clausewatch.events.EventAdmission.Rejection;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.BodyLimit;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.MemoryBudget.ExhaustedException;
import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemException;
import io.clausewatch.http.RequestBody;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.SearchClient;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/events}. Answers 202 once every event that it accepts is durable in Kafka, and
 * never before; a client that gets no 202 sends again, which is safe because an event counts once,
 * by its id.
 */
public final class EventRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);

  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);
  private static final Duration RETRY_WHEN_UNAVAILABLE = Duration.ofSeconds(5);

  /** The largest body. */
  static final BodyLimit LIMIT =
      new BodyLimit(
          8 * 1024 * 1024,
          0, // counted while it is read
          "A batch has at most %d events: send more of them, smaller."
              .formatted(CloudEventsRequest.MAX_EVENTS));

  /** Whether the events are only looked at. */
  private static final String CHECK = "check";

  /** Fewer than the server has threads, so that the others can still say how things are. */
  private static final int MAX_REQUESTS = 128;

  /** What a record takes beside its value: a key of 256 characters, and the frame of its batch. */
  private static final int RECORD_OVERHEAD = 2 * 1024;

  private final AdmissionRules rules;
  private final EventAdvice advice;
  private final RecipientRegister register;
  private final ReceiptObserver observer;
  private final EventEncoder encoder;
  private final EventLog log;
  private final int maxRecordBytes;
  private final Semaphore places;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final AtomicLong accepted = new AtomicLong();

  /**
   * The call that takes events.
   *
   * @param rules what is not let in
   * @param advice what is odd about what is let in
   * @param register learns of its new entries
   * @param observer is told what is answered
   * @param encoder makes the records
   * @param log takes them
   * @param maxRecordBytes the largest record
   * @param places how many requests to have in hand at once
   * @param metrics where events are counted
   * @param clock by which an event can be too far ahead
   */
  EventRoutes(
      AdmissionRules rules,
      EventAdvice advice,
      RecipientRegister register,
      ReceiptObserver observer,
      EventEncoder encoder,
      EventLog log,
      int maxRecordBytes,
      int places,
      MeterRegistry metrics,
      InstantSource clock) {
    this.rules = rules;
    this.advice = advice;
    this.register = register;
    this.observer = observer;
    this.encoder = encoder;
    this.log = log;
    this.maxRecordBytes = maxRecordBytes;
    this.places = new Semaphore(places);
    this.metrics = metrics;
    this.clock = clock;
    for (EventKind kind : EventKind.values()) {
      rejected(kind.id(), Reason.RESERVED); // from 0 on, so that the first one is an increase too
    }
  }

  /**
   * The call, on top of a real Kafka.
   *
   * @param catalog the policies, for what events may not call themselves and for advice
   * @param personalValues what becomes of a personal value in place of an id
   * @param searcher finds the register of recipients
   * @param observer is told what is answered
   * @param log takes the records
   * @param encoder makes the records
   * @param metrics where events are counted
   */
  public static EventRoutes of(
      PolicyCatalog catalog,
      PersonalValues personalValues,
      SearchClient searcher,
      ReceiptObserver observer,
      EventLog log,
      AvroEncoder encoder,
      MeterRegistry metrics) {
    RecipientRegister register = TrailRecipientRegister.of(searcher);
    return new EventRoutes(
        new AdmissionRules(catalog.reserved(), personalValues),
        new VocabularyAdvice(catalog, register),
        register,
        observer,
        encoder,
        log,
        Topics.MAX_BYTES - RECORD_OVERHEAD,
        MAX_REQUESTS,
        metrics,
        InstantSource.system());
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/events", this::post, Role.PRODUCER, KnownParameters.once(CHECK));
  }

  /** How many events have been accepted since the start; grows before the sender is told. */
  public long accepted() {
    return accepted.get();
  }

  private void post(Context ctx) {
    try {
      receive(ctx);
    } catch (ProblemException refused) {
      if (refused.problem().status() != HttpStatus.REQUEST_TIMEOUT.getCode()) {
        RequestBody.drain(ctx);
      }
      throw refused;
    } catch (ExhaustedException e) {
      RequestBody.drain(ctx);
      throw full();
    } catch (UnavailableException e) {
      LOG.warn("Events were turned away: {} ({})", e.getMessage(), rootOf(e));
      count("unavailable", "failed");
      throw Problem.unavailable(
              "Not accepted: "
                  + e.getMessage()
                  + ". Send the same request again: an event that did get through counts once, by"
                  + " its id.",
              RETRY_WHEN_UNAVAILABLE)
          .exception();
    }
  }

  private void receive(Context ctx) throws UnavailableException {
    boolean check = isCheck(ctx);
    CloudEventsRequest form = CloudEventsRequest.of(ctx);
    if (!places.tryAcquire()) {
      throw full();
    }
    try {
      byte[] body = RequestBody.read(ctx, LIMIT);
      List<ParsedEvent> candidates = form.read(ctx, body, RequestBody.share(ctx), clock.instant());
      EventAdmission admission =
          EventAdmission.decide(
              candidates, rules, AccessControl.found(ctx), encoder, maxRecordBytes);
      List<EventWarning> warnings = advice.on(admission.accepted());
      if (check) {
        ctx.status(HttpStatus.OK).json(receipt(admission, warnings));
        return;
      }
      if (!admission.records().isEmpty()) {
        log.append(admission.records());
      }
      accepted.addAndGet(admission.records().size());
      count(admission);
      tell(admission);
      answer(ctx, form, admission, warnings);
    } finally {
      places.release();
    }
  }

  /** Whether the sender only wants to know what would be answered. */
  private static boolean isCheck(Context ctx) {
    List<String> values = RequestParameters.query(ctx).getOrDefault(CHECK, List.of("false"));
    return switch (values.getFirst()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidRequestException(
              List.of(new Fault(CHECK, "true or false", "something else")));
    };
  }

  /** Tells those who listen on this side what the sender is told. */
  private void tell(EventAdmission admission) {
    Instant now = clock.instant();
    List<AcceptedEvent> events = new ArrayList<>(admission.accepted().size());
    for (ParsedEvent parsed : admission.accepted()) {
      Event event = parsed.reading().event();
      if (event.record() instanceof Register entry) {
        register.note(entry);
      }
      events.add(
          new AcceptedEvent(
              parsed.reading().id(),
              parsed.reading().source(),
              parsed.kind(),
              event.occurredAt(),
              now));
    }
    observer.accepted(events);
    for (Rejection rejection : admission.rejected()) {
      String service = rejection.candidate().reading().source();
      if (service != null && rejection.reason() != Reason.FOREIGN) {
        observer.rejected(service, rejection.kept());
      }
    }
  }

  private ProblemException full() {
    count("unavailable", "full");
    return Problem.unavailable(
            "Too much is being received at once. Nothing of this request was accepted: send it"
                + " again later.",
            RETRY_WHEN_FULL)
        .exception();
  }

  private static void answer(
      Context ctx, CloudEventsRequest form, EventAdmission admission, List<EventWarning> warnings) {
    ObjectNode receipt = receipt(admission, warnings);
    if (form != CloudEventsRequest.BATCH && !admission.rejected().isEmpty()) {
      throw refusal(admission.rejected().getFirst())
          .with("accepted", 0)
          .with("rejected", receipt.get("rejected"))
          .exception();
    }
    ctx.status(HttpStatus.ACCEPTED).json(receipt);
  }

  private static ObjectNode receipt(EventAdmission admission, List<EventWarning> warnings) {
    ObjectNode json = ApiJson.object().put("accepted", admission.records().size());
    ArrayNode rejected = json.putArray("rejected");
    admission.rejected().forEach(rejection -> rejected.add(toJson(rejection)));
    json.set("warnings", ApiJson.tree(warnings));
    return json;
  }

  private static Problem refusal(Rejection rejection) {
    return switch (rejection.reason()) {
      case RESERVED ->
          Problem.forbidden("Clausewatch alone may send such an event.")
              .withErrors(rejection.errors());
      case FOREIGN ->
          Problem.forbidden("The token may not send this event.").withErrors(rejection.errors());
      case INVALID, PERSONAL, CONFLICTING, TOO_LARGE ->
          Problem.badRequest("The event has faults.", rejection.errors());
    };
  }

  private static ObjectNode toJson(Rejection rejection) {
    ObjectNode json = ApiJson.object();
    json.put("index", rejection.candidate().index());
    json.put("id", rejection.candidate().reading().id());
    json.put("status", rejection.reason().status());
    json.set("errors", ApiJson.tree(rejection.errors()));
    return json;
  }

  /** The class of what began it: a message may quote values. */
  private static String rootOf(Throwable e) {
    return e.getCause() == null ? e.getClass().getSimpleName() : rootOf(e.getCause());
  }

  private void count(EventAdmission admission) {
    admission
        .accepted()
        .forEach(
            event ->
                metrics.counter("clausewatch.door.accepted", "kind", event.kind()).increment());
    admission
        .rejected()
        .forEach(
            rejection -> rejected(rejection.candidate().kind(), rejection.reason()).increment());
  }

  private Counter rejected(String kind, Reason reason) {
    return metrics.counter("clausewatch.door.rejected", "kind", kind, "reason", reason.id());
  }

  private void count(String what, String reason) {
    metrics.counter("clausewatch.door." + what, "reason", reason).increment();
  }
}
