package io.clausewatch.local.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one event after another, each on a line of its own or spread over several; empty lines are
 * passed over. What is no event does not stop the others: after an object that is broken, the next
 * line that begins with a brace begins an event.
 */
final class EventLines implements EventSource {

  private static final JsonFactory JSON = new JsonFactory();

  private final InputStream in;
  private final CountingInputStream counted;

  /** The number of the line that was read last, from 1. */
  private long line;

  /** That line, while it is part of no event; null when it is of one, or nothing was read. */
  private BoundedBuffer ahead;

  EventLines(InputStream in, CountingInputStream counted, long linesBefore) {
    this.in = in;
    this.counted = counted;
    this.line = linesBefore;
  }

  @Override
  public Item next() throws IOException {
    while (peek() != null && ahead.isBlank()) {
      ahead = null;
    }
    if (ahead == null) {
      return null;
    }
    if (ahead.firstVisible() == '{') {
      return object();
    }
    ahead = null;
    return new Unreadable(line, "not a JSON object");
  }

  @Override
  public long position() {
    return counted.count();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** An object that begins with the line ahead; no line after its last is read. */
  private Item object() throws IOException {
    long begins = line;
    BoundedBuffer text = new BoundedBuffer(EventSender.MAX_BYTES_OF_EVENT);
    try (JsonParser parser = JSON.createNonBlockingByteArrayParser()) {
      ByteArrayFeeder feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
      do {
        byte[] more = ahead.toByteArray();
        text.write(more);
        boolean tooLarge = ahead.overflowed() || text.overflowed();
        ahead = null;
        if (tooLarge) {
          return broken(begins, EventSender.TOO_LARGE);
        }
        feeder.feedInput(more, 0, more.length);
        if (ends(parser)) {
          return nothingFollows(parser, feeder)
              ? new EventJson(begins, text.toByteArray())
              : new Unreadable(begins, "something follows the JSON object on its line");
        }
      } while (peek() != null && !ahead.startsWith('{'));
      return broken(begins, "this JSON object has no end");
    } catch (JsonProcessingException e) {
      return broken(begins, "broken JSON: " + EventFile.describe(e, begins - 1));
    }
  }

  /** Whether the object has ended in what the parser was fed. */
  private static boolean ends(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    while (token != JsonToken.NOT_AVAILABLE) {
      if (token == JsonToken.END_OBJECT && parser.getParsingContext().inRoot()) {
        return true;
      }
      token = parser.nextToken();
    }
    return false;
  }

  /** Whether nothing but white space stands behind the object in what the parser was fed. */
  private static boolean nothingFollows(JsonParser parser, ByteArrayFeeder feeder)
      throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.NOT_AVAILABLE) {
      feeder.endOfInput();
      token = parser.nextToken();
    }
    return token == null;
  }

  /** Passes over what is left of an object that can't be sent. */
  private Unreadable broken(long begins, String error) throws IOException {
    boolean passedOver = false;
    while (peek() != null && !ahead.startsWith('{')) {
      passedOver |= !ahead.isBlank();
      ahead = null;
    }
    return new Unreadable(
        begins,
        passedOver
            ? error + "; what follows up to the next line that begins with { was passed over"
            : error);
  }

  /** The next line, its end included, which is the line ahead then; null when there is none. */
  private BoundedBuffer peek() throws IOException {
    if (ahead != null) {
      return ahead;
    }
    BoundedBuffer buffer = new BoundedBuffer(EventSender.MAX_BYTES_OF_EVENT);
    int read = in.read();
    if (read < 0) {
      return null;
    }
    while (read >= 0 && read != '\n') {
      buffer.write(read);
      read = in.read();
    }
    if (read >= 0) {
      buffer.write(read);
    }
    line++;
    ahead = buffer;
    return ahead;
  }
}
