package io.clausewatch.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
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

  static TrailDocument entry(String id, String occurredAt, String from, String until) {
    Register register = Samples.register();
    register.setEventId("r-" + id + occurredAt);
    register.setOccurredAt(at(occurredAt));
    register.setKind(RegisterKind.HANDLER);
    register.setEntryId(id);
    register.setValidFrom(at(from));
    register.setValidUntil(until == null ? null : at(until));
    return TrailDocument.of(Samples.entry("t-" + id, 1, register));
  }

  private static List<Period> unregistered(String id, TrailDocument... entries) {
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
