package io.clausewatch.local.client;

import java.io.Closeable;
import java.io.IOException;

/** A stream of CloudEvents to send, read once, one by one. */
public interface EventSource extends Closeable {

  /** What the source holds next. */
  sealed interface Item {

    /** Its line in the source, from 1. */
    long line();
  }

  /**
   * A CloudEvent.
   *
   * @param line where it begins, from 1
   * @param json the event, one JSON object in UTF-8
   */
  record EventJson(long line, byte[] json) implements Item {}

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
