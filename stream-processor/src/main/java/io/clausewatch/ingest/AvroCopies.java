package io.clausewatch.ingest;

import org.apache.avro.specific.SpecificRecordBase;

/** Copies of Avro records. */
final class AvroCopies {
  private AvroCopies() {}

  /**
   * Fills a record with the values of another. Shallow: both then hold the same parts, so whoever
   * changes a part copies that too.
   *
   * @param from the original
   * @param to a fresh record of the same class
   * @param <R> the class
   * @return {@code to}
   */
  static <R extends SpecificRecordBase> R copy(R from, R to) {
    int fields = from.getSchema().getFields().size();
    for (int i = 0; i < fields; i++) {
      to.put(i, from.get(i));
    }
    return to;
  }
}
