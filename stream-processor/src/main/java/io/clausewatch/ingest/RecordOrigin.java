package io.clausewatch.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.clausewatch.contract.AlertOrigin;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Why a record is processed, as a header that goes along with whatever comes of it, so that many
 * findings of one cause can be told of as one. No header means LIVE. What time alone brings about
 * later, a missed deadline, is LIVE too.
 */
public final class RecordOrigin {
  private static final String NAME = "clausewatch.origin";

  private RecordOrigin() {}

  /** The origin that headers tell; LIVE where they tell none. */
  public static AlertOrigin of(Headers headers) {
    Header header = headers.lastHeader(NAME);
    String name =
        header == null || header.value() == null ? "" : new String(header.value(), US_ASCII);
    for (AlertOrigin origin : AlertOrigin.values()) {
      if (origin.name().equals(name) && origin != AlertOrigin.UNKNOWN) {
        return origin;
      }
    }
    return AlertOrigin.LIVE;
  }

  /** The headers that tell an origin; none for LIVE. */
  public static Headers headers(AlertOrigin origin) {
    RecordHeaders headers = new RecordHeaders();
    if (origin != AlertOrigin.LIVE) {
      headers.add(NAME, origin.name().getBytes(US_ASCII));
    }
    return headers;
  }
}
