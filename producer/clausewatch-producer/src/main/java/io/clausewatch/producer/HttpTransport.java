package io.clausewatch.producer;

import io.clausewatch.contract.Event;
import java.util.List;

/** Events by {@code POST /v1/events}, in batches. */
final class HttpTransport implements EventTransport {
  private final CloudEventSender api;

  HttpTransport(ProducerEndpoint.Http endpoint) {
    this.api = new CloudEventSender(endpoint);
  }

  @Override
  public EncodedEvent encode(Event event) {
    byte[] bytes = EventFormat.bytes(EventFormat.cloudEvent(event));
    return new EncodedEvent(event.kind(), event.eventId(), bytes);
  }

  @Override
  public List<DeliveryResult> deliver(List<EncodedEvent> batch)
      throws DeliveryDelayedException, InterruptedException {
    return api.send(batch.stream().map(EncodedEvent::bytes).toList());
  }

  @Override
  public void close() {
    // The JDK's client ends by itself once nobody refers to it.
  }
}
