package io.clausewatch.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Topics;
import io.clausewatch.eventlog.AvroEncoder;
import io.clausewatch.eventlog.EventEncoder;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.events.EventAdmission.Reason;
import io.clausewatch.events.EventAdmission.Rejection;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.BodyLimit;
import io.clausewatch.http.MemoryBudget.ExhaustedException;
import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemException;
import io.clausewatch.http.RequestBody;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
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

  /** Fewer than the server has threads, so that the others can still say how things are. */
  private static final int MAX_REQUESTS = 128;

  /** What a record takes beside its value: a key of 256 characters, and the frame of its batch. */
  private static final int RECORD_OVERHEAD = 2 * 1024;

  private final ReservedNames reserved;
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
   * @param reserved what events may not call themselves
   * @param encoder makes the records
   * @param log takes them
   * @param maxRecordBytes the largest record
   * @param places how many requests to have in hand at once
   * @param metrics where events are counted
   * @param clock by which an event can be too far ahead
   */
  EventRoutes(
      ReservedNames reserved,
      EventEncoder encoder,
      EventLog log,
      int maxRecordBytes,
      int places,
      MeterRegistry metrics,
      InstantSource clock) {
    this.reserved = reserved;
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
   * @param reserved what events may not call themselves
   * @param log takes the records
   * @param encoder makes the records
   * @param metrics where events are counted
   */
  public static EventRoutes of(
      ReservedNames reserved, EventLog log, AvroEncoder encoder, MeterRegistry metrics) {
    return new EventRoutes(
        reserved,
        encoder,
        log,
        Topics.MAX_BYTES - RECORD_OVERHEAD,
        MAX_REQUESTS,
        metrics,
        InstantSource.system());
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/events", this::post, Role.PRODUCER);
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
    CloudEventsRequest form = CloudEventsRequest.of(ctx);
    if (!places.tryAcquire()) {
      throw full();
    }
    try {
      byte[] body = RequestBody.read(ctx, LIMIT);
      List<ParsedEvent> candidates = form.read(ctx, body, RequestBody.share(ctx), clock.instant());
      EventAdmission admission =
          EventAdmission.decide(candidates, reserved, encoder, maxRecordBytes);
      if (!admission.records().isEmpty()) {
        log.append(admission.records());
      }
      accepted.addAndGet(admission.records().size());
      count(admission);
      answer(ctx, form, admission);
    } finally {
      places.release();
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

  private static void answer(Context ctx, CloudEventsRequest form, EventAdmission admission) {
    ArrayNode rejected = ApiJson.mapper().createArrayNode();
    admission.rejected().forEach(rejection -> rejected.add(toJson(rejection)));
    if (form != CloudEventsRequest.BATCH && !admission.rejected().isEmpty()) {
      throw refusal(admission.rejected().getFirst())
          .with("accepted", 0)
          .with("rejected", rejected)
          .exception();
    }
    ObjectNode json = ApiJson.object().put("accepted", admission.records().size());
    json.set("rejected", rejected);
    ctx.status(HttpStatus.ACCEPTED).json(json);
  }

  private static Problem refusal(Rejection rejection) {
    return rejection.reason() == Reason.RESERVED
        ? Problem.forbidden("Clausewatch alone may send such an event.")
            .withErrors(rejection.errors())
        : Problem.badRequest("The event has faults.", rejection.errors());
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
        .kinds()
        .forEach(kind -> metrics.counter("clausewatch.door.accepted", "kind", kind).increment());
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
