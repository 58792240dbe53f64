package io.clausewatch.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Valid at t, as the contract has it. */
class HandlerRegisterTest {
  private static final Period OCTOBER = new Period(at("2026-10-01"), at("2026-11-01"));

  private static Instant at(String date) {
    return Instant.parse(date + "T00:00:00Z");
  }

  private static Period period(String from, String to) {
    return new Period(at(from), at(to));
  }

  static ObjectNode entry(String id, String occurredAt, String from, String until) {
    ObjectNode entry =
        ApiJson.object()
            .put("eventId", "r-" + id + occurredAt)
            .put("occurredAt", at(occurredAt).toString())
            .put("policyId", "p")
            .put("service", "hr");
    entry
        .putObject("event")
        .put("entryId", id)
        .put("kind", "HANDLER")
        .put("validFrom", at(from).toString())
        .put("validUntil", until == null ? null : at(until).toString());
    return entry;
  }

  private static List<Period> unregistered(String id, ObjectNode... entries) {
    return HandlerRegister.of(List.of(entries)).unregistered(id, OCTOBER);
  }

  @Test
  void whoHasNoEntryNeverIs() {
    assertThat(unregistered("lee", entry("kim", "2026-01-01", "2026-01-01", null)))
        .containsExactly(OCTOBER);
  }

  @Test
  void whoIsRegisteredAllTheTimeAlwaysIs() {
    assertThat(unregistered("kim", entry("kim", "2026-01-01", "2026-01-01", null))).isEmpty();
  }

  @Test
  void theLastInstantCounts() {
    List<Period> without =
        unregistered("kim", entry("kim", "2026-01-01", "2026-10-05", "2026-10-20"));
    assertThat(without)
        .containsExactly(
            period("2026-10-01", "2026-10-05"),
            new Period(at("2026-10-20").plusMillis(1), at("2026-11-01")));
  }

  @Test
  void theLatestEntryStands() {
    assertThat(
            unregistered(
                "kim",
                entry("kim", "2026-10-10", "2026-01-01", "2026-10-12"),
                entry("kim", "2026-01-01", "2026-01-01", null),
                entry("kim", "2026-10-15", "2026-10-15", null)))
        .containsExactly(new Period(at("2026-10-12").plusMillis(1), at("2026-10-15")));
  }

  @Test
  void beforeTheFirstEntryTheFirstStands() {
    assertThat(unregistered("kim", entry("kim", "2026-10-20", "2026-01-01", null))).isEmpty();
  }
}
