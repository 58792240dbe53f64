package io.clausewatch.local.client;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * Opens a file of CloudEvents: JSON objects one after another, or one JSON array, told apart by the
 * first character.
 */
public final class EventFile {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private EventFile() {}

  /**
   * Begins to read. The source holds no more than one event at a time, and passes over one that is
   * larger than a batch may be; its position is in bytes.
   *
   * @param stream UTF-8; closed with the source
   * @throws IOException when it can't be read
   */
  public static EventSource open(InputStream stream) throws IOException {
    CountingInputStream counted = new CountingInputStream(stream);
    PushbackInputStream in =
        new PushbackInputStream(new BufferedInputStream(counted), BYTE_ORDER_MARK.length);
    skipByteOrderMark(in);
    int linesBefore = 0;
    int first;
    while ((first = in.read()) >= 0 && Character.isWhitespace(first)) {
      linesBefore += first == '\n' ? 1 : 0;
    }
    if (first >= 0) {
      in.unread(first);
    }
    return first == '['
        ? new EventArray(in, counted, linesBefore)
        : new EventLines(in, counted, linesBefore);
  }

  /**
   * What is wrong with the JSON and where in the file, in Jackson's words.
   *
   * @param linesBefore how many lines stand before those that Jackson was given
   */
  static String describe(JsonProcessingException e, long linesBefore) {
    String words = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
    JsonLocation place = e.getLocation();
    return place == null
        ? words
        : "%s (line %d, column %d)"
            .formatted(words, linesBefore + place.getLineNr(), place.getColumnNr());
  }

  private static void skipByteOrderMark(PushbackInputStream in) throws IOException {
    byte[] start = in.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
      in.unread(start);
    }
  }
}
