package io.clausewatch.local.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one event a line; empty lines are passed over. A line that is no event does not stop the
 * others.
 */
final class EventLines implements EventSource {

  private static final JsonFactory JSON = new JsonFactory();

  private final InputStream in;
  private final CountingInputStream counted;
  private long line;
  private boolean ended = false;

  EventLines(InputStream in, CountingInputStream counted, long linesBefore) {
    this.in = in;
    this.counted = counted;
    this.line = linesBefore;
  }

  @Override
  public Item next() throws IOException {
    while (!ended) {
      BoundedBuffer buffer = new BoundedBuffer(EventSender.MOST_BYTES_OF_EVENT);
      int read;
      while ((read = in.read()) >= 0 && read != '\n') {
        buffer.write(read);
      }
      line++;
      ended = read < 0;
      if (!buffer.isBlank()) {
        return item(buffer);
      }
    }
    return null;
  }

  @Override
  public long position() {
    return counted.count();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Item item(BoundedBuffer buffer) throws IOException {
    if (buffer.overflowed()) {
      return new Unreadable(line, EventSender.TOO_LARGE);
    }
    byte[] json = buffer.toByteArray();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Unreadable(line, "not a JSON object");
      }
      parser.skipChildren();
      return parser.nextToken() == null
          ? new EventJson(line, json)
          : new Unreadable(line, "something follows the JSON object on its line");
    } catch (JsonProcessingException e) {
      return new Unreadable(line, "not one JSON object on one line: " + EventFile.describe(e));
    }
  }
}
