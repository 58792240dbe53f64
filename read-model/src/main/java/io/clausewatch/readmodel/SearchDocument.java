package io.clausewatch.readmodel;

import java.util.List;

/** What a search finds. As JSON it has the fields that its catalogue says are returned. */
public sealed interface SearchDocument extends JsonObject
    permits TrailDocument, FindingDocument, DeadlineDocument, AlertDocument, DeadLetterDocument {

  /** What it holds in the fields that are returned, in their order; null where nothing. */
  List<Object> returnedValues();
}
