package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** What a search finds. As JSON it has the fields that its catalogue says are returned. */
public sealed interface SearchDocument permits TrailDocument, FindingDocument, DeadlineDocument {

  /** What it holds in the fields that are returned, in their order; null where nothing. */
  List<Object> returnedValues();

  /**
   * Writes the fields that are returned. Neither begins nor ends the object.
   *
   * @throws IOException when the generator cannot write
   */
  void writeReturned(JsonGenerator json) throws IOException;
}
