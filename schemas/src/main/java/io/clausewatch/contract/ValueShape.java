package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The values of one type of the schema: how JSON becomes one, and what one may hold. Compiled once
 * from the schema, so that an event is read and checked without looking at schemas again.
 */
sealed interface ValueShape
    permits TextShape, SymbolShape, ScalarShape, ListShape, MapShape, RecordShape {

  /** What is expected, in words. */
  String words();

  /**
   * Reads a value. What is wrong with the JSON is added to the faults; what is wrong with the value
   * itself is left to {@link #check}.
   *
   * @param node never a Java null; may be a JSON one
   * @return the value, null or part of it after a fault
   */
  Object read(JsonNode node, FaultPath at, FaultCollector faults);

  /**
   * Checks a value against its limits.
   *
   * @param value of the Java type that Avro has for it, never null; a part that is null is passed
   *     over
   */
  default void check(Object value, FaultPath at, FaultCollector faults) {}

  /**
   * Changes the texts in a value; in place, but for a text itself.
   *
   * @param value of the Java type that Avro has for it, never null; a part that is null is passed
   *     over
   * @return the value, or the text that takes its place; null when that counts as not there
   */
  default Object changeTexts(Object value, TextChange change) {
    return value;
  }
}
