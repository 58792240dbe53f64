package io.clausewatch.producer;

import io.clausewatch.contract.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * An event that was taken and is not settled yet: encoded in memory, or kept in the spool.
 *
 * @param encoded null where it is in the spool
 * @param spooled null where it is in memory
 * @param bytes what it takes of the buffer
 * @param since when it was taken, by {@link System#nanoTime}
 */
record WaitingEvent(
    EncodedEvent encoded,
    EventSpool.SpooledEvent spooled,
    long bytes,
    long since,
    CompletableFuture<EventReceipt> future) {

  /** As it is kept in the spool: its kind, a blank, its JSON. */
  static byte[] forSpool(Event event) {
    String text = event.kind().id() + " " + EventFormat.write(event);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The event, encoded.
   *
   * @throws UncheckedIOException when the spool cannot be read now
   * @throws IOException when what it holds is no event
   */
  EncodedEvent encode(EventTransport transport) throws IOException {
    if (spooled == null) {
      return encoded;
    }
    String text;
    try {
      text = new String(spooled.read(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int blank = text.indexOf(' ');
    if (blank < 0) {
      throw new IOException("What was kept is no event of the contract: it has no kind");
    }
    return transport.encode(EventFormat.read(text.substring(0, blank), text.substring(blank + 1)));
  }

  @Override
  public String toString() {
    return "a waiting event of " + bytes + " bytes";
  }
}
