package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;

/** A value that JSON writes in one piece, and that has no limits of its own. */
enum ScalarShape implements ValueShape {
  /** A boolean. */
  FLAG("true or false") {
    @Override
    Object value(JsonNode node) {
      return node.isBoolean() ? node.booleanValue() : null;
    }
  },
  /** A whole number. */
  NUMBER("a whole number of up to 64 bits") {
    @Override
    Object value(JsonNode node) {
      return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
    }
  },
  /** An instant. */
  TIME("an RFC 3339 time with its offset, such as 2026-01-31T23:59:59Z") {
    @Override
    Object value(JsonNode node) {
      return node.isTextual() ? JsonTimes.instant(node.textValue()) : null;
    }

    @Override
    public void check(Object value, FaultPath at, FaultCollector faults) {
      if (!JsonTimes.isWritable((Instant) value)) {
        faults.add(
            at, "a time in the years 0001 to 9999, in UTC", "another year", value.toString());
      }
    }
  },
  /** A day. */
  DATE("a date yyyy-MM-dd") {
    @Override
    Object value(JsonNode node) {
      return node.isTextual() ? JsonTimes.date(node.textValue()) : null;
    }

    @Override
    public void check(Object value, FaultPath at, FaultCollector faults) {
      if (!JsonTimes.isWritable((LocalDate) value)) {
        faults.add(at, "a date in the years 0001 to 9999", "another year");
      }
    }
  };

  private final String words;

  ScalarShape(String words) {
    this.words = words;
  }

  /** The value, or null when the JSON is none. */
  abstract Object value(JsonNode node);

  @Override
  public String words() {
    return words;
  }

  @Override
  public Object read(JsonNode node, FaultPath at, FaultCollector faults) {
    Object value = value(node);
    if (value == null) {
      faults.add(
          at, words, FaultWords.shape(node)); // never quoted: it may be an id, or a birth date
    }
    return value;
  }
}
