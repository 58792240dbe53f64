package io.clausewatch.alerts;

import io.clausewatch.alertroutes.AlertMatch;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.Fault;
import io.clausewatch.http.Caller;
import io.clausewatch.http.CodePoints;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.JsonBody;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.NamedSubjects;
import io.clausewatch.table.KeyedTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What nobody is told of for a while. Safe for use by many threads.
 *
 * <p>Methods throw {@link io.clausewatch.table.TableAwayException} while Kafka cannot be read or
 * written.
 */
public final class AlertSilences {
  /** As many as are in force at a time. */
  static final int MAX = 200;

  static final int MAX_REASON = 500;
  private static final int MAX_VALUES = 100;
  private static final int MAX_VALUE = 256;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final KeyedTable<AlertSilence> table;
  private final Predicate<NamedSubjects> areSubjects;
  private final InstantSource clock;

  /** One act at a time here: else two would each be the last for which there is room. */
  private final Lock acting = new ReentrantLock();

  /**
   * Silences that a table keeps.
   *
   * @param areSubjects whether any of those whom a text may name is a data subject
   * @param clock the wall clock
   */
  public AlertSilences(
      KeyedTable<AlertSilence> table, Predicate<NamedSubjects> areSubjects, InstantSource clock) {
    this.table = table;
    this.areSubjects = areSubjects;
    this.clock = clock;
  }

  /** Those that are in force, the one that ends first first. */
  public List<AlertSilence> inForce() {
    Instant now = clock.instant();
    return table.all().values().stream()
        .filter(silence -> now.isBefore(silence.getUntil()))
        .sorted(
            Comparator.comparing(AlertSilence::getUntil).thenComparing(AlertSilence::getSilenceId))
        .toList();
  }

  /**
   * Makes a silence, once it is recorded that somebody does.
   *
   * @param match the values by field; at least one field, each with at least one value
   * @param until when it ends; null where that was not said
   * @param reason why; null where that was not said
   * @param lookup hashes what the words may name, for the caller
   * @param record puts the act into the trail; nothing is made when it throws
   * @throws InvalidRequestException with every fault
   */
  public AlertSilence make(
      Caller caller,
      Map<String, List<String>> match,
      Instant until,
      String reason,
      LookupContext lookup,
      Runnable record) {
    List<Fault> faults = new ArrayList<>(faultsOf(match));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
      faults.add(
          new Fault(
              "until",
              "an instant from now on, at most " + LONGEST.toDays() + " days ahead",
              until == null ? "none" : "another"));
    }
    if (reason == null || reason.isBlank()) {
      faults.add(new Fault("reason", "why it is silent, in words", "none"));
    } else if (CodePoints.count(reason) > MAX_REASON || !JsonBody.isPrintable(reason, false)) {
      faults.add(new Fault("reason", "up to " + MAX_REASON + " characters on one line", "more"));
    }
    if (faults.isEmpty()) {
      faults.addAll(namesOfSubjects(match, reason, lookup));
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    AlertSilence silence =
        new AlertSilence(
            UUID.randomUUID().toString(),
            new TreeMap<>(match),
            until.truncatedTo(ChronoUnit.MILLIS),
            reason.strip(),
            caller.name(),
            caller.role().id(),
            now);
    acting.lock();
    try {
      if (inForce().size() >= MAX) {
        throw new InvalidRequestException(
            List.of(new Fault("match", "at most " + MAX + " silences at a time", "one more")));
      }
      record.run();
      table.put(silence.getSilenceId(), silence);
    } finally {
      acting.unlock();
    }
    return silence;
  }

  private static List<Fault> faultsOf(Map<String, List<String>> match) {
    List<Fault> faults = new ArrayList<>();
    if (match.isEmpty()) {
      faults.add(new Fault("match", "at least one of " + AlertMatch.fields(), "none"));
    }
    match.forEach(
        (field, values) -> {
          if (!AlertMatch.fields().contains(field)) {
            faults.add(new Fault("match", "one of " + AlertMatch.fields(), "an unknown member"));
          } else if (values.isEmpty()
              || values.size() > MAX_VALUES
              || values.stream().anyMatch(AlertSilences::isNoValue)) {
            faults.add(
                new Fault(
                    "match." + field,
                    "1 to " + MAX_VALUES + " values of up to " + MAX_VALUE + " characters",
                    "something else"));
          }
        });
    return faults;
  }

  private static boolean isNoValue(String value) {
    return value.isBlank()
        || CodePoints.count(value) > MAX_VALUE
        || !JsonBody.isPrintable(value, false);
  }

  /** It is kept, and shown to everybody who was not told of something. */
  private List<Fault> namesOfSubjects(
      Map<String, List<String>> match, String reason, LookupContext lookup) {
    Map<String, List<String>> texts = new HashMap<>();
    match.forEach((field, values) -> texts.put("match." + field, values));
    texts.put("reason", List.of(reason));
    return NamedSubjects.faults(texts, lookup, areSubjects, "no id of a data subject");
  }

  /**
   * Ends a silence, once it is recorded that somebody does.
   *
   * @param record puts the act into the trail; nothing is ended when it throws
   * @return whether there was one
   */
  public boolean end(String silenceId, Runnable record) {
    acting.lock();
    try {
      boolean there = table.all().containsKey(silenceId);
      if (there) {
        record.run();
        table.remove(silenceId);
      }
      return there;
    } finally {
      acting.unlock();
    }
  }
}
