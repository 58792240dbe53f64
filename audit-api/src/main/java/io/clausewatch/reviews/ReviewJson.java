package io.clausewatch.reviews;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.clausewatch.contract.Sha256Digest;
import io.clausewatch.reviews.Review.Figures;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reviews as JSON: records as objects, instants in ISO 8601. */
final class ReviewJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .build();

  private ReviewJson() {}

  static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SHA-256 of some values, in hexadecimal digits. */
  static String digest(Object... values) {
    return HexFormat.of().formatHex(Sha256Digest.of(bytes(List.of(values))));
  }

  /** The figures by their names. */
  static Map<String, Long> byName(Figures figures) {
    return JSON.convertValue(figures, new TypeReference<>() {});
  }
}
