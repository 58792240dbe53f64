package io.clausewatch.local.demo;

import io.clausewatch.local.client.EventSource;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Made-up events as a source to send; its position is how many of them have been read. */
final class DemoEvents implements EventSource {

  private final List<DemoEvent> events;
  private int next = 0;

  DemoEvents(List<DemoEvent> events) {
    this.events = events;
  }

  @Override
  public Item next() {
    if (next == events.size()) {
      return null;
    }
    DemoEvent event = events.get(next++);
    return new EventJson(next, event.cloudEvent().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public long position() {
    return next;
  }

  @Override
  public void close() {}
}
