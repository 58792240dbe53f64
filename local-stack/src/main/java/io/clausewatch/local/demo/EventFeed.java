package io.clausewatch.local.demo;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.EventSender;
import io.clausewatch.local.client.PipelineStatus;
import io.clausewatch.local.client.RetryPause;
import io.clausewatch.local.terminal.Progress;
import io.clausewatch.local.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Puts events into the running system and waits until it is done with them, with progress. */
final class EventFeed {

  /** Small enough to see the progress. */
  private static final int BATCH = 250;

  private static final Duration POLL = Duration.ofMillis(250);

  /** How often nothing may have moved before this gives up: two minutes. */
  private static final int PATIENCE = 480;

  private final ApiClient producer;
  private final Terminal terminal;
  private final RetryPause pause;

  EventFeed(ApiClient producer, Terminal terminal, RetryPause pause) {
    this.producer = producer;
    this.terminal = terminal;
    this.pause = pause;
  }

  /**
   * Sends events.
   *
   * @throws DemoException when any of them is refused
   */
  void send(String task, List<DemoEvent> events)
      throws ApiException, IOException, DemoException, InterruptedException {
    EventSender.Totals totals;
    try (Progress progress = terminal.progress(task, " events", 1, events.size());
        DemoEvents source = new DemoEvents(events)) {
      totals = new EventSender(producer, pause, BATCH, new Reporter(progress)).send(source);
    }
    if (totals.refused() > 0) {
      throw new DemoException(
          "The server refused " + CountedNoun.count(totals.refused(), "event") + " of the demo.");
    }
  }

  /**
   * Waits until all that was sent is judged and can be searched.
   *
   * @throws DemoException when nothing moves any more
   */
  void await(String task) throws ApiException, DemoException, InterruptedException {
    PipelineStatus status = producer.status();
    long all = left(status);
    try (Progress progress = terminal.progress(task, " records", 1, all)) {
      int unmoved = 0;
      long done = 0;
      while (!status.settled()) {
        if (unmoved++ == PATIENCE) {
          throw new DemoException(
              "Clausewatch does not get on: "
                  + status.processorLag()
                  + CountedNoun.of(status.processorLag(), " record is", " records are")
                  + " not judged, "
                  + status.indexerLag()
                  + " not searchable. The logs in the data folder may say why.");
        }
        pause.of(POLL);
        long before = left(status);
        status = producer.status();
        unmoved = left(status) == before ? unmoved : 0;
        // What is judged can add findings to what is left; a bar that goes back would only confuse.
        done = Math.max(done, all - left(status));
        progress.at(done);
      }
    }
  }

  /**
   * Each event is judged first and made searchable then; what is unknown counts as nothing left
   * yet.
   */
  private static long left(PipelineStatus status) {
    return known(status.processorLag()) + known(status.indexerLag());
  }

  private static long known(long lag) {
    return lag == Long.MAX_VALUE ? 0 : lag;
  }

  /** Shows how the sending goes. */
  private record Reporter(Progress progress) implements EventSender.Listener {

    @Override
    public void refused(EventSender.Refusal refusal) {
      progress.print(refusal.id() + ": refused: " + String.join("; ", refusal.errors()));
    }

    @Override
    public void warned(long line, String id, String warning) {
      // The demo's events are made up: nobody who watches it could mend one.
    }

    @Override
    public void progress(EventSender.Totals totals, long position) {
      progress.at(totals.accepted());
    }

    @Override
    public void waiting(Duration pause) {
      progress.remark("the server is busy");
    }
  }
}
