package io.clausewatch.facts;

import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * The life of the relationship with one data subject under one policy: membership, age, attributes.
 */
public final class Relationship {

  private final FactTimeline<Subject> changes =
      new FactTimeline<>(Subject::getOccurredAt, Subject::getEventId);

  /** Those that tell a birth date. */
  private final FactTimeline<Subject> births =
      new FactTimeline<>(Subject::getOccurredAt, Subject::getEventId);

  void add(Subject change) {
    changes.put(change);
    if (change.getBirthDate() != null) {
      births.put(change);
    }
  }

  /**
   * The event that tells the birth date that stands: of several the one told latest by its
   * occurredAt; null when none does.
   */
  public Subject birth() {
    return births.isEmpty() ? null : births.getLast();
  }

  /**
   * The first event that tells the birth date that stands, whatever was told between; null when
   * none is known.
   */
  public Subject birthFirstTold() {
    for (Subject told : births) {
      if (birth().getBirthDate().equals(told.getBirthDate())) {
        return told;
      }
    }
    return null;
  }

  /** The first of some changes strictly after one instant and at or before another; or null. */
  public Subject between(Set<SubjectChange> among, Instant after, Instant until) {
    for (Subject change : changes) {
      if (among.contains(change.getChange())
          && change.getOccurredAt().isAfter(after)
          && !change.getOccurredAt().isAfter(until)) {
        return change;
      }
    }
    return null;
  }

  /** Every change of a kind, oldest first. */
  public List<Subject> changes(SubjectChange kind) {
    return changes.stream().filter(change -> change.getChange() == kind).toList();
  }

  /**
   * Whether the data subject was younger than so many years on the UTC day of an instant; somebody
   * born on 29 February has the birthday on 1 March. False when no birth date is known.
   */
  public boolean youngerThan(long years, Instant at) {
    Subject birth = birth();
    if (birth == null) {
      return false;
    }
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return ChronoUnit.YEARS.between(birth.getBirthDate(), day) < years;
  }

  /**
   * The latest of some changes at or before an instant.
   *
   * @param winner the change that wins where several happened at one instant; null leaves it to the
   *     greater eventId
   * @return null when there was none
   */
  public Subject latest(Set<SubjectChange> among, Instant at, SubjectChange winner) {
    Subject latest = null;
    for (Subject change : changes) {
      if (change.getOccurredAt().isAfter(at) || !among.contains(change.getChange())) {
        continue;
      }
      boolean tie = latest != null && latest.getOccurredAt().equals(change.getOccurredAt());
      if (!tie || latest.getChange() != winner) {
        latest = change;
      }
    }
    return latest;
  }

  /**
   * The change that some instant lies strictly after, with none of the changes that undo it in
   * between.
   *
   * @param undone by a later one, at or before the instant; one at the very instant of the change
   *     is not later
   * @return the latest such change; null when there is none
   */
  public Subject after(SubjectChange change, Set<SubjectChange> undone, Instant at) {
    Subject last = null;
    for (Subject candidate : changes) {
      if (candidate.getChange() == change && candidate.getOccurredAt().isBefore(at)) {
        last = candidate;
      }
    }
    if (last == null) {
      return null;
    }
    for (Subject other : changes) {
      if (undone.contains(other.getChange())
          && other.getOccurredAt().isAfter(last.getOccurredAt())
          && !other.getOccurredAt().isAfter(at)) {
        return null;
      }
    }
    return last;
  }

  /** The event that tells an attribute, the latest at or before an instant; null when none does. */
  public Subject telling(String attribute, Instant at) {
    Subject latest = null;
    for (Subject change : changes) {
      if (!change.getOccurredAt().isAfter(at) && change.getAttributes().containsKey(attribute)) {
        latest = change;
      }
    }
    return latest;
  }
}
