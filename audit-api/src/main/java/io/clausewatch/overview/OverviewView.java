package io.clausewatch.overview;

import io.clausewatch.deadlines.DeadlinesView;
import io.clausewatch.findings.FindingSummary;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.page.BarChart;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policies.JudgingAgain;
import io.clausewatch.status.IndexFreshness;
import io.clausewatch.words.PageWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What needs attention.
 *
 * @param now when it was looked at
 * @param words the language that it is read in
 * @param events how many entries the trail has
 * @param newestEvent when the newest of them was received; empty when there is none
 * @param lag how far what can be searched is behind
 * @param severities how many open findings there are of each severity, gravest first
 * @param policies how many open findings each policy has, most first
 * @param raised how many findings were raised in the days of the trend
 * @param trend how many on each day
 * @param newest the newest critical ones that are open
 * @param dueSoon how many deadlines fall due soon
 * @param deadlines the first of them
 * @param deadReceivers the receivers of alerts with messages that nobody gets any more
 * @param judgingAgain the policies whose events are being judged again
 */
public record OverviewView(
    Instant now,
    PageWords words,
    long events,
    Optional<Instant> newestEvent,
    IndexFreshness.Lag lag,
    List<TrendChart.Count> severities,
    List<PolicyCount> policies,
    long raised,
    TrendChart trend,
    List<FindingSummary> newest,
    long dueSoon,
    List<DeadlinesView.Row> deadlines,
    List<String> deadReceivers,
    List<JudgingAgain> judgingAgain) {
  /** Copies its lists. */
  public OverviewView {
    severities = List.copyOf(severities);
    policies = List.copyOf(policies);
    newest = List.copyOf(newest);
    deadlines = List.copyOf(deadlines);
    deadReceivers = List.copyOf(deadReceivers);
    judgingAgain = List.copyOf(judgingAgain);
  }

  /**
   * How many open findings a policy has.
   *
   * @param policyId the policy
   * @param controller whose it is
   * @param count how many
   */
  public record PolicyCount(String policyId, String controller, long count) {}

  /** Whether nothing has arrived at all so far. */
  public boolean isFirstDay() {
    return events == 0 && raised == 0 && open() == 0;
  }

  /** How many findings are open. */
  public long open() {
    return severities.stream().mapToLong(TrendChart.Count::count).sum();
  }

  /** Open findings that have a value in common. */
  public String findings(String filter, String value) {
    return new UrlQuery(Map.of(filter, List.of(value))).on(FindingsPage.PATH);
  }

  /** How wide a bar is that tells how many open findings a policy has, of 100. */
  public long share(PolicyCount policy) {
    return BarChart.share(policy.count(), policies.getFirst().count());
  }

  /** Whether all that arrived can be searched. */
  public boolean isFresh() {
    return lag.isNone();
  }

  /** How far what can be searched is behind, in a sentence. */
  public String lagInWords() {
    return words.say(lag.key(), lag.toBeJudged().orElse(0), lag.toBeIndexed().orElse(0));
  }

  /** How long ago an instant was. */
  public String ago(Instant instant) {
    return words.say("ago", words.duration(Duration.between(instant, now)));
  }

  /** Whether a deadline is over. */
  public boolean isOver(Instant dueAt) {
    return dueAt.isBefore(now);
  }

  /** How long there still is until a deadline, or how long it is over. */
  public String left(Instant dueAt) {
    return words.say(
        isOver(dueAt) ? "due.over" : "due.in", words.duration(Duration.between(now, dueAt)));
  }

  /** What the chart shows, in a sentence. */
  public String trendInWords() {
    return trend
        .greatest()
        .map(
            day ->
                words.say(
                    "trend.alt", trend.days().size(), raised, words.date(day.from()), day.count()))
        .orElse(words.say("trend.none", trend.days().size()));
  }
}
