package io.clausewatch.alertsender.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.ServiceHeartbeat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineWatchTest {
  private static final Duration LASTS = Duration.ofSeconds(30);

  private Instant now = Instant.parse("2026-11-30T10:00:00Z");
  private Optional<String> trouble = Optional.empty();
  private boolean blind;
  private final List<ServiceHeartbeat> heartbeats = new ArrayList<>();
  private final PipelineWatch watch =
      new PipelineWatch(
          Map.of(
              "index",
              at -> {
                if (blind) {
                  throw new IOException("away");
                }
                return trouble;
              }),
          () -> heartbeats,
          heartbeat -> at -> Optional.of("nothing from " + heartbeat.service()),
          LASTS,
          Duration.ZERO,
          () -> now);

  private Map<String, String> look(Duration later) {
    now = now.plus(later);
    watch.look();
    return watch.troubles().orElseThrow().pipeline();
  }

  @Test
  void nothingIsSaidBeforeItHasLooked() {
    assertThat(watch.troubles()).isEmpty();
    assertThat(look(Duration.ZERO)).isEmpty();
  }

  @Test
  void aTroubleIsSaidOnceItHasLastedAndUntilItIsOver() {
    trouble = Optional.of("it is away, 3 wait");
    assertThat(look(Duration.ZERO)).isEmpty();
    assertThat(look(Duration.ofSeconds(20))).isEmpty();
    assertThat(look(Duration.ofSeconds(10))).containsEntry("index", "it is away, 3 wait");
    trouble = Optional.of("it is away, 4 wait");
    assertThat(look(Duration.ofSeconds(10))).containsEntry("index", "it is away, 3 wait");
    trouble = Optional.empty();
    assertThat(look(Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void oneThatPassesIsNotSaid() {
    trouble = Optional.of("it is away");
    look(Duration.ZERO);
    trouble = Optional.empty();
    look(Duration.ofSeconds(20));
    trouble = Optional.of("it is away");
    assertThat(look(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void whatCannotBeSeenIsAsItWas() {
    trouble = Optional.of("it is away");
    look(Duration.ZERO);
    look(LASTS);
    blind = true;
    assertThat(look(Duration.ofMinutes(5))).containsKey("index");
    blind = false;
    trouble = Optional.empty();
    assertThat(look(Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void aServiceThatIsSilentIsSaidByItsHeartbeat() {
    heartbeats.add(new ServiceHeartbeat("crm", Duration.ofMinutes(30), List.of("ops")));
    watch.look();
    assertThat(watch.troubles().orElseThrow().silentServices())
        .containsEntry(heartbeats.getFirst(), "nothing from crm");
  }
}
