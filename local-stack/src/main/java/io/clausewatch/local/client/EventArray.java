package io.clausewatch.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;

/**
 * Reads the elements of one JSON array. After broken JSON there is no telling where the next
 * begins: it is the last item.
 */
final class EventArray implements EventSource {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final CountingInputStream counted;
  private final long linesBefore;
  private boolean begun = false;
  private boolean ended = false;

  EventArray(InputStream in, CountingInputStream counted, long linesBefore) throws IOException {
    // Of bytes, the parser would take some that are no UTF-8 for characters.
    this.parser = JSON.createParser(new InputStreamReader(in, UTF_8.newDecoder()));
    this.counted = counted;
    this.linesBefore = linesBefore;
  }

  @Override
  public Item next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      if (!begun) {
        begun = true;
        parser.nextToken();
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        ended = true;
        return parser.nextToken() == null
            ? null
            : new Unreadable(line(), "something follows the JSON array; it was not read");
      }
      return element(token);
    } catch (CharacterCodingException e) {
      ended = true;
      return new Unreadable(line(), "not in UTF-8 here or soon after; nothing more was read");
    } catch (JsonProcessingException e) {
      ended = true;
      return new Unreadable(
          line(), "broken JSON, nothing after it was read: " + EventFile.describe(e, linesBefore));
    }
  }

  @Override
  public long position() {
    return counted.count();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private Item element(JsonToken token) throws IOException {
    long line = line();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new Unreadable(line, "not a JSON object");
    }
    BoundedBuffer buffer = new BoundedBuffer(EventSender.MAX_BYTES_OF_EVENT);
    try (JsonGenerator generator = JSON.createGenerator(buffer)) {
      generator.copyCurrentStructureExact(parser);
    }
    return buffer.overflowed()
        ? new Unreadable(line, EventSender.TOO_LARGE)
        : new EventJson(line, buffer.toByteArray());
  }

  private long line() {
    return linesBefore + parser.currentLocation().getLineNr();
  }
}
