package io.clausewatch.alertsender.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertsender.delivery.DeliveryChannels;
import io.clausewatch.alertsender.outbox.OutboxRules;
import io.clausewatch.alertsender.outbox.ReceiverOutbox;
import io.clausewatch.alertsender.watch.RoutesInForce;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiverHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final AlertReceiver OPS =
      new AlertReceiver.Alertmanager(URI.create("http://ops:9093"));

  private final ReceiverHealth health = new ReceiverHealth();

  private static RoutesInForce with(Map<String, AlertReceiver> receivers) {
    AlertRoutes routes =
        new AlertRoutes(
            Optional.empty(),
            receivers,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of());
    return new RoutesInForce(1, routes, DeliveryChannels.NONE, List.of());
  }

  private Map<String, ?> changed(RoutesInForce routes) {
    ReceiverOutbox outbox =
        new ReceiverOutbox(
            "ops",
            new OutboxRules(routes.routes(), Map.of()),
            tries -> Duration.ofSeconds(1),
            Duration.ofDays(1));
    return health.changed(Map.of("ops", outbox), routes, NOW);
  }

  @Test
  void itIsToldOnceAsLongAsNothingChanges() {
    assertThat(changed(with(Map.of("ops", OPS)))).containsOnlyKeys("ops");
    assertThat(changed(with(Map.of("ops", OPS)))).isEmpty();
  }

  @Test
  void oneThatWasTakenOutWhileNobodyLookedIsGoneToo() {
    assertThat(changed(with(Map.of()))).containsEntry("ops", null);
    assertThat(changed(with(Map.of()))).isEmpty();
    assertThat(changed(with(Map.of("ops", OPS))).get("ops")).isNotNull();
    assertThat(changed(with(Map.of()))).containsEntry("ops", null);
  }
}
