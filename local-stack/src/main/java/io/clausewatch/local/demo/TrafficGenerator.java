package io.clausewatch.local.demo;

import io.clausewatch.local.demo.DemoScript.Journey;
import io.clausewatch.local.demo.DemoScript.Scenario;
import io.clausewatch.local.demo.DemoScript.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Makes up a day of traffic: journeys under all policies in turn, a small share of mistakes among
 * them. The same seed, run and end make the same day.
 */
final class TrafficGenerator {

  private static final Duration DAY = Duration.ofHours(24);

  /** Of a hundred events this many break a clause. */
  private static final double UNLAWFUL_PERCENT = 1.9;

  private final List<Scenario> scenarios;
  private final Random random;
  private final ScriptPlayer player;
  private final Instant end;
  private final List<DemoEvent> day = new ArrayList<>();

  private TrafficGenerator(List<Scenario> scenarios, long seed, String run, Instant end) {
    this.scenarios = scenarios;
    this.random = new Random(seed);
    this.player = new ScriptPlayer(random, run);
    this.end = end;
  }

  /**
   * A day's events in the order of their time.
   *
   * @param scenarios what can happen
   * @param seed of the choices
   * @param run its name, part of every id
   * @param end the last instant of the day
   * @param events how many, exactly
   */
  static List<DemoEvent> day(
      List<Scenario> scenarios, long seed, String run, Instant end, int events) {
    TrafficGenerator traffic = new TrafficGenerator(scenarios, seed, run, end);
    traffic.makeMistakes(events);
    traffic.fillUp(events);
    traffic.day.sort(Comparator.comparing(DemoEvent::occurredAt).thenComparing(DemoEvent::id));
    return traffic.day;
  }

  /**
   * Goes round all mistakes of all policies, so that a full day holds each, until the share is
   * reached.
   */
  private void makeMistakes(int events) {
    long share = Math.round(events * UNLAWFUL_PERCENT / 100);
    List<Planned> mistakes = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      scenario.mistakes().forEach(mistake -> mistakes.add(new Planned(scenario, mistake)));
    }
    Collections.shuffle(mistakes, random);
    int unlawful = 0;
    for (int next = 0; unlawful < share; next++) {
      Planned mistake = mistakes.get(next % mistakes.size());
      play(mistake);
      unlawful += mistake.journey().unlawful();
    }
  }

  private void fillUp(int events) {
    for (int next = 0; day.size() < events; next++) {
      Scenario scenario = scenarios.get(next % scenarios.size());
      play(new Planned(scenario, choose(scenario.journeys(), events - day.size())));
    }
  }

  /** One of the journeys by weight that is no longer than {@code room}. */
  private Journey choose(List<Journey> journeys, int room) {
    List<Journey> fitting = journeys.stream().filter(j -> j.steps().size() <= room).toList();
    int chosen = random.nextInt(fitting.stream().mapToInt(Journey::weight).sum());
    for (Journey journey : fitting) {
      chosen -= journey.weight();
      if (chosen < 0) {
        return journey;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private void play(Planned planned) {
    player.nextJourney();
    List<Duration> offsets = new ArrayList<>();
    Duration offset = Duration.ZERO;
    for (Step step : planned.journey().steps()) {
      if (!offsets.isEmpty()) {
        offset = offset.plus(between(step.shortest(), step.longest()));
      }
      offsets.add(offset);
    }
    Instant start = end.minus(between(offset, DAY));
    for (int i = 0; i < offsets.size(); i++) {
      Step step = planned.journey().steps().get(i);
      day.add(player.play(planned.scenario().policyId(), step, start.plus(offsets.get(i))));
    }
  }

  private Duration between(Duration shortest, Duration longest) {
    return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
  }

  /** A journey under its policy. */
  private record Planned(Scenario scenario, Journey journey) {}
}
