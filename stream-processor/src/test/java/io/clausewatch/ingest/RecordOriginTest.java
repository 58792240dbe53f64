package io.clausewatch.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AlertOrigin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordOriginTest {

  @Test
  void isReadBackAsItWasWritten() {
    for (AlertOrigin origin : AlertOrigin.values()) {
      AlertOrigin expected = origin == AlertOrigin.UNKNOWN ? AlertOrigin.LIVE : origin;
      assertThat(RecordOrigin.of(RecordOrigin.headers(origin))).isEqualTo(expected);
    }
  }

  /** Anybody who writes to Kafka chooses the headers. */
  @Test
  void whatIsNoOriginIsLive() {
    for (byte[] value :
        new byte[][] {null, {}, {-1}, "replay".getBytes(US_ASCII), "X".getBytes(US_ASCII)}) {
      RecordHeaders headers = new RecordHeaders();
      headers.add("clausewatch.origin", value);
      assertThat(RecordOrigin.of(headers)).isEqualTo(AlertOrigin.LIVE);
    }
  }
}
