package io.clausewatch.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Where a page ended, so that the next one can go on from there.
 *
 * <p>As a token it is URL-safe and says nothing to who holds it. It is not signed: all that a
 * forged one could reach is another place in an index that its holder may read anyway.
 *
 * @param snapshot the id of Elasticsearch's point in time, which is the index as it was at the
 *     first page; empty when the pages are those of the index as it is
 * @param after the sort values of the last document returned: strings, numbers and nulls
 * @param search a hash of the search that it continues
 */
record PageCursor(String snapshot, ArrayNode after, String search) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Snapshots of a hundred indices fit in; what unpacks to more was not made here. */
  private static final int MAX = 64 * 1024;

  /** The cursor as a token. */
  String encode() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("p", snapshot).put("h", search).set("a", after);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(deflate(json.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** The cursor that a token stands for; empty when it was not made here. */
  static Optional<PageCursor> decode(String token) {
    try {
      byte[] bytes = inflate(Base64.getUrlDecoder().decode(token));
      JsonNode json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      return json.path("p").isTextual()
              && json.path("h").isTextual()
              && json.path("a") instanceof ArrayNode after
              && after.valueStream().allMatch(JsonNode::isValueNode)
          ? Optional.of(new PageCursor(json.get("p").textValue(), after, json.get("h").textValue()))
          : Optional.empty();
    } catch (IllegalArgumentException | DataFormatException | JsonProcessingException e) {
      return Optional.empty(); // the caller says what was expected
    }
  }

  /** An id of a snapshot is base64 of many like parts: packed, the token is half as long. */
  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      byte[] buffer = new byte[1024];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] packed) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[1024];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        bytes.write(buffer, 0, count);
        if (count == 0 || bytes.size() > MAX) {
          throw new DataFormatException("cut off, or too large");
        }
      }
      return bytes.toByteArray();
    } finally {
      inflater.end();
    }
  }
}
