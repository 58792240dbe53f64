package io.clausewatch.local.client;

import io.clausewatch.local.client.EventSource.EventJson;
import io.clausewatch.local.client.EventSource.Item;
import io.clausewatch.local.client.EventSource.Unreadable;
import io.clausewatch.producer.DeliveryResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sends events to the door in batches that it takes, again where it is busy, and tells of each that
 * is refused, and of what is odd about those that are taken.
 */
public final class EventSender {

  /** The most events that the API takes in a batch. */
  public static final int MAX_EVENTS = 1_000;

  /** The most bytes that the API takes in a batch. */
  static final int MAX_BYTES = 8 << 20;

  /**
   * What stands around an event in a batch: a bracket or comma before it, a bracket after the last.
   */
  private static final int SEPARATORS = 2;

  /** The most bytes of one event. */
  static final int MAX_BYTES_OF_EVENT = MAX_BYTES - SEPARATORS;

  static final String TOO_LARGE = "larger than a batch may be (8 MiB)";

  /** How long the door may be busy in one go before this gives up. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

  /** Is told how the sending goes. */
  public interface Listener {

    /** An event was refused, or could not be read. */
    void refused(Refusal refusal);

    /**
     * An event was taken, and something is odd about it.
     *
     * @param line where it begins in its source, from 1
     * @param id its id; null where it has none
     * @param warning the place in the event and what is odd there
     */
    void warned(long line, String id, String warning);

    /** A batch has been answered. */
    void progress(Totals totals, long position);

    /** The door is busy; after this pause it is asked again. */
    void waiting(Duration pause);
  }

  /**
   * An event that was not taken.
   *
   * @param line where it begins in its source, from 1
   * @param id its id; null where it has none
   * @param errors each fault, at least one
   */
  public record Refusal(long line, String id, List<String> errors) {}

  /**
   * How many.
   *
   * @param accepted events that are durable
   * @param refused events that are not
   */
  public record Totals(long accepted, long refused) {

    /** Of a source without an event. */
    public static final Totals NONE = new Totals(0, 0);

    private Totals plus(long moreAccepted, long moreRefused) {
      return new Totals(accepted + moreAccepted, refused + moreRefused);
    }
  }

  private final ApiClient api;
  private final RetryPause pause;
  private final int mostEvents;
  private final Listener listener;

  /** Those that the listener has not been told of yet. */
  private final List<Refusal> refusals = new ArrayList<>();

  private Totals totals = Totals.NONE;

  /**
   * A sender for one source.
   *
   * @param mostEvents in a batch, 1 to {@link #MAX_EVENTS}
   */
  public EventSender(ApiClient api, RetryPause pause, int mostEvents, Listener listener) {
    this.api = api;
    this.pause = pause;
    this.mostEvents = mostEvents;
    this.listener = listener;
  }

  /**
   * Sends all that is in {@code source}.
   *
   * @return how many were accepted and refused
   * @throws ApiException when the API can't be reached or does not do its part; what was accepted
   *     until then, {@link #totals()} tells, and sending all of it again does no harm
   * @throws IOException when the source can't be read
   */
  public Totals send(EventSource source) throws IOException, ApiException, InterruptedException {
    List<EventJson> batch = new ArrayList<>();
    int bytes = 0;
    Item item;
    while ((item = source.next()) != null) {
      int more = item instanceof EventJson event ? event.size() + SEPARATORS : 0;
      if (batch.size() + refusals.size() >= mostEvents || bytes + more > MAX_BYTES) {
        finish(batch, source.position());
        bytes = 0;
      }
      bytes += more;
      switch (item) {
        case EventJson event -> batch.add(event);
        case Unreadable unreadable -> refuse(unreadable.line(), null, List.of(unreadable.error()));
      }
    }
    finish(batch, source.position());
    return totals;
  }

  /** How many were accepted and refused so far. */
  public Totals totals() {
    return totals;
  }

  /** Sends a batch, empties it, and tells how it went, refusals in the order of their lines. */
  private void finish(List<EventJson> batch, long position)
      throws ApiException, InterruptedException {
    try {
      post(batch);
    } finally {
      refusals.sort(Comparator.comparingLong(Refusal::line));
      refusals.forEach(listener::refused);
      refusals.clear();
    }
    batch.clear();
    listener.progress(totals, position);
  }

  /** Sends a batch, and again what of it was not settled. */
  private void post(List<EventJson> batch) throws ApiException, InterruptedException {
    List<EventJson> left = batch;
    while (!left.isEmpty()) {
      List<DeliveryResult> results = postUntilTaken(left);
      List<EventJson> unsettled = new ArrayList<>();
      Duration wish = Duration.ZERO;
      for (int i = 0; i < results.size(); i++) {
        EventJson event = left.get(i);
        switch (results.get(i)) {
          case DeliveryResult.Delivered delivered -> {
            totals = totals.plus(1, 0);
            delivered
                .warnings()
                .forEach(warning -> listener.warned(event.line(), event.id(), warning));
          }
          case DeliveryResult.Refused refused -> refuse(event.line(), event.id(), refused.faults());
          case DeliveryResult.Unsettled later -> {
            unsettled.add(event);
            wish = later.retryAfter();
          }
        }
      }
      left = unsettled;
      if (!left.isEmpty()) {
        waitFor(wish);
      }
    }
  }

  private List<DeliveryResult> postUntilTaken(List<EventJson> events)
      throws ApiException, InterruptedException {
    List<byte[]> bytes = events.stream().map(EventJson::utf8).toList();
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        return api.send(bytes);
      } catch (BusyException e) {
        if (waited.compareTo(PATIENCE) >= 0) {
          throw e;
        }
        waited = waited.plus(waitFor(e.retryAfter()));
      }
    }
  }

  /** Waits as long as the door wishes, within bounds. */
  private Duration waitFor(Duration wish) throws InterruptedException {
    Duration next = wish.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wish;
    next = next.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : next;
    listener.waiting(next);
    pause.of(next);
    return next;
  }

  private void refuse(long line, String id, List<String> errors) {
    totals = totals.plus(0, 1);
    refusals.add(new Refusal(line, id, errors));
  }
}
