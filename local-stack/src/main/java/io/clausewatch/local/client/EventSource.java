package io.clausewatch.local.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A stream of CloudEvents to send, read once, one by one. */
public interface EventSource extends Closeable {

  /** What the source holds next. */
  sealed interface Item {

    /** Its line in the source, from 1. */
    long line();
  }

  /** A CloudEvent. */
  final class EventJson implements Item {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long line;
    private final byte[] utf8;

    /**
     * A CloudEvent.
     *
     * @param line where it begins, from 1
     * @param utf8 the event, one JSON object; nobody may change it any more
     */
    public EventJson(long line, byte[] utf8) {
      this.line = line;
      this.utf8 = utf8;
    }

    @Override
    public long line() {
      return line;
    }

    /** How many bytes it has. */
    int size() {
      return utf8.length;
    }

    /** Its bytes, which nobody may change. */
    byte[] utf8() {
      return utf8;
    }

    /** Its id; null where it has none. */
    String id() {
      try {
        return JSON.readTree(utf8).path("id").textValue();
      } catch (IOException e) {
        return null;
      }
    }

    /** The event. */
    @Override
    public String toString() {
      return new String(utf8, StandardCharsets.UTF_8);
    }
  }

  /**
   * Something that is no CloudEvent and can't be sent.
   *
   * @param line where it begins, from 1
   * @param error what is wrong with it
   */
  record Unreadable(long line, String error) implements Item {}

  /**
   * The next item, or null at the end.
   *
   * @throws IOException when the source can't be read on
   */
  Item next() throws IOException;

  /** How much of the source has been read, in the unit that its progress is shown in. */
  long position();
}
