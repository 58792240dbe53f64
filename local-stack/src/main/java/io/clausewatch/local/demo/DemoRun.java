package io.clausewatch.local.demo;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.RequestQuery;
import io.clausewatch.local.client.RetryPause;
import io.clausewatch.local.demo.DemoScript.Scenario;
import io.clausewatch.local.terminal.ColumnText;
import io.clausewatch.local.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Plays the demo on a system that runs: the story, the day of traffic, and what was found. */
public final class DemoRun {

  private final ApiClient officer;
  private final Terminal terminal;
  private final EventFeed pipeline;
  private final DemoScript script = DemoScript.load();

  /**
   * A demo on the system that these clients speak to.
   *
   * @param producer may send events
   * @param officer may search
   */
  public DemoRun(ApiClient producer, ApiClient officer, Terminal terminal, RetryPause pause) {
    this.officer = officer;
    this.terminal = terminal;
    this.pipeline = new EventFeed(producer, terminal, pause);
  }

  /**
   * Plays it all.
   *
   * @param events how many events the day has
   * @param seed of the day
   * @param now the end of the day; names the run too, so that two demos do not share an id
   * @return whether exactly what had been put into the day was found
   */
  public boolean play(int events, long seed, Instant now)
      throws ApiException, IOException, DemoException, InterruptedException {
    String run = Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
    tellStory(run, now);
    return playDay(run, events, seed, now);
  }

  private void tellStory(String run, Instant now)
      throws ApiException, IOException, DemoException, InterruptedException {
    ScriptPlayer player = new ScriptPlayer(new Random(0), run + "s");
    List<DemoEvent> events = new ArrayList<>();
    for (Scenario scenario : script.scenarios()) {
      events.add(player.play(scenario.policyId(), script.story().step(), now));
    }
    pipeline.send("One request, five policies", events);
    pipeline.await("Judging it");
    say("");
    ColumnText.wrap(script.story().title(), terminal.width()).forEach(this::say);
    say("");
    terminal
        .out()
        .print(new DemoStory(officer).table(script.scenarios(), events).render(terminal.width()));
    say("");
  }

  private boolean playDay(String run, int events, long seed, Instant now)
      throws ApiException, IOException, DemoException, InterruptedException {
    List<DemoEvent> day = TrafficGenerator.day(script.scenarios(), seed, run, now, events);
    long start = System.nanoTime();
    pipeline.send("A day of traffic", day);
    Duration sent = Duration.ofNanos(System.nanoTime() - start);
    pipeline.await("Judging it");
    Duration settled = Duration.ofNanos(System.nanoTime() - start);

    TrafficResult result = new TrafficResult(day);
    RequestQuery query =
        RequestQuery.NONE.with("status", "OPEN").with("from", now.minus(Duration.ofHours(25)));
    for (Scenario scenario : script.scenarios()) {
      query = query.with("policyId", scenario.policyId());
    }
    officer.list("/v1/findings", query, Long.MAX_VALUE, page -> result.add(page.path("items")));
    long unlawful = day.stream().filter(event -> !event.breaks().isEmpty()).count();
    say("");
    say("A day of ordinary traffic under the same policies, with a few mistakes in it:");
    say("");
    terminal.out().print(result.table().render(terminal.width()));
    say("");
    say(
        String.format(
            Locale.ROOT,
            "%,d %s in %.1f s, judged and searchable after %.1f s: %,d unlawful, %,d %s.",
            day.size(),
            CountedNoun.of(day.size(), "event"),
            sent.toMillis() / 1e3,
            settled.toMillis() / 1e3,
            unlawful,
            result.findings(),
            CountedNoun.of(result.findings(), "finding")));
    say(result.comparison());
    say("");
    return result.asPlanned();
  }

  private void say(String line) {
    terminal.out().println(line);
  }
}
