package io.clausewatch.facts;

import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * The consents of one data subject under one policy, and whether one is in force for a use at an
 * instant (the event {@code Consent} of the contract).
 */
public final class Consents {

  private final FactTimeline<Consent> grants =
      new FactTimeline<>(Consent::getOccurredAt, Consent::getEventId);
  private final FactTimeline<Consent> withdrawals =
      new FactTimeline<>(Consent::getOccurredAt, Consent::getEventId);
  private final FactTimeline<Subject> membershipEnds =
      new FactTimeline<>(Subject::getOccurredAt, Subject::getEventId);

  /** Takes in what was granted or withdrawn. */
  void add(Consent consent) {
    if (consent.getAction() == ConsentAction.GRANTED) {
      grants.put(consent);
    } else if (consent.getAction() == ConsentAction.WITHDRAWN) {
      withdrawals.put(consent);
    }
  }

  /** Takes in the end of a membership that withdrew every consent. */
  void endWithMembership(Subject end) {
    membershipEnds.put(end);
  }

  /**
   * The consent in force for a use.
   *
   * @return the latest one that covers the whole use, meets every demand and stands at that
   *     instant; null when there is none
   */
  public Consent inForce(DataUse use, Instant at, Set<ConsentRequirement> demands) {
    for (int i = grants.size() - 1; i >= 0; i--) {
      Consent grant = grants.get(i);
      if (stands(grant, use, at) && covers(grant, use, demands)) {
        return grant;
      }
    }
    return null;
  }

  /**
   * Whether the data subject has opted out of a use: something withdrawn at or before the instant
   * covers it, and nothing granted since, in force, does. A consent granted earlier is not needed.
   * Where the end of a membership withdraws consents, it counts as a withdrawal of each purpose
   * granted before without a recipient.
   */
  public boolean withdrawn(DataUse use, Instant at, Set<ConsentRequirement> demands) {
    Instant last = lastWithdrawal(use, at, demands);
    if (last == null) {
      return false;
    }
    for (Consent grant : grants) {
      if (!grant.getOccurredAt().isBefore(last)
          && stands(grant, use, at)
          && covers(grant, use, demands)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Why no consent is in force for a use: none was given, it ended, it covers something else, or it
   * is not all that a clause asks for.
   */
  public ConsentFault fault(DataUse use, Instant at) {
    Consent covering = latest(grants, at, grant -> covers(grant, use, Set.of()));
    Consent withdrawal = latest(withdrawals, at, each -> ends(each, use));
    if (withdrawal != null
        && (covering == null || withdrawal.getOccurredAt().isAfter(covering.getOccurredAt()))) {
      return new ConsentFault.Withdrawn(withdrawal.getOccurredAt());
    }
    Consent grant = covering != null ? covering : latest(grants, at, each -> concerns(each, use));
    if (grant == null) {
      return new ConsentFault.NoneKnown();
    }
    Instant givenAt = grant.getOccurredAt();
    Subject end = membershipEnd(at);
    if (end != null && end.getOccurredAt().isAfter(givenAt)) {
      return new ConsentFault.EndedWithMembership(givenAt, end.getOccurredAt());
    }
    if (grant.getValidUntil() != null && grant.getValidUntil().isBefore(at)) {
      return new ConsentFault.Expired(givenAt, grant.getValidUntil());
    }
    return covering == null
        ? new ConsentFault.NotCovering(givenAt)
        : new ConsentFault.NotEnough(givenAt);
  }

  /**
   * Everything said up to an instant that bears on a use: what was granted or withdrawn for its
   * purpose, oldest first, and the end of the membership that withdrew it.
   */
  public List<SpecificRecord> about(DataUse use, Instant at) {
    FactTimeline<Consent> said = new FactTimeline<>(Consent::getOccurredAt, Consent::getEventId);
    for (List<Consent> side : List.of(grants, withdrawals)) {
      for (Consent consent : side) {
        if (!consent.getOccurredAt().isAfter(at) && concerns(consent, use)) {
          said.put(consent);
        }
      }
    }
    List<SpecificRecord> found = new ArrayList<>(said);
    Subject end = membershipEnd(at);
    if (end != null
        && !said.isEmpty()
        && end.getOccurredAt().isAfter(said.getFirst().getOccurredAt())) {
      found.add(end);
    }
    return found;
  }

  /**
   * The consent that a withdrawal takes back: the latest one given before it that is about the
   * same, in part at least.
   *
   * @return null when none is known
   */
  public Consent takenBackBy(Consent withdrawal) {
    Consent latest = null;
    for (Consent grant : grants) {
      if (grant.getOccurredAt().isBefore(withdrawal.getOccurredAt())
          && (withdrawal.getRecipientId() == null
              || withdrawal.getRecipientId().equals(grant.getRecipientId()))
          && meet(withdrawal.getPurposes(), grant.getPurposes())
          && meet(withdrawal.getDataCategories(), grant.getDataCategories())
          && meet(withdrawal.getChannels(), grant.getChannels())) {
        latest = grant;
      }
    }
    return latest;
  }

  /** Whether two lists have anything in common; an empty one holds all. */
  private static boolean meet(List<?> some, List<?> others) {
    return some.isEmpty() || others.isEmpty() || !Collections.disjoint(some, others);
  }

  /**
   * A consent to keep data beyond its time: granted strictly after the clock started, without a
   * recipient, naming the category, and in force at the due instant for one of its purposes at
   * least; null when there is none.
   */
  Consent keeps(DataHolding holding) {
    Instant due = holding.dueAt();
    for (Consent grant : grants) {
      Instant granted = grant.getOccurredAt();
      if (granted.isAfter(holding.startedAt())
          && !granted.isAfter(due)
          && grant.getRecipientId() == null
          && grant.getDataCategories().contains(holding.category())
          && (grant.getValidUntil() == null || !grant.getValidUntil().isBefore(due))
          && !endedForAll(grant, holding.category(), due)) {
        return grant;
      }
    }
    return null;
  }

  /** The first consent that a guardian gave in a time, of whatever scope; null if none. */
  Consent byGuardian(Instant from, Instant until) {
    for (Consent grant : grants) {
      if (grant.getGivenBy() == ConsentGiver.GUARDIAN
          && !grant.getOccurredAt().isBefore(from)
          && !grant.getOccurredAt().isAfter(until)) {
        return grant;
      }
    }
    return null;
  }

  private boolean endedForAll(Consent grant, String category, Instant at) {
    Instant granted = grant.getOccurredAt();
    for (Subject end : membershipEnds) {
      if (end.getOccurredAt().isAfter(granted) && !end.getOccurredAt().isAfter(at)) {
        return true;
      }
    }
    List<String> left = new ArrayList<>(grant.getPurposes());
    for (Consent withdrawal : withdrawals) {
      if (withdrawal.getOccurredAt().isAfter(granted)
          && !withdrawal.getOccurredAt().isAfter(at)
          && withdrawal.getRecipientId() == null
          && withdrawal.getChannels().isEmpty()
          && (withdrawal.getDataCategories().isEmpty()
              || withdrawal.getDataCategories().contains(category))) {
        if (withdrawal.getPurposes().isEmpty()) {
          return true;
        }
        left.removeAll(withdrawal.getPurposes());
      }
    }
    // A consent to every purpose outlives the withdrawal of some.
    return left.isEmpty() && !grant.getPurposes().isEmpty();
  }

  private Subject membershipEnd(Instant at) {
    Subject last = null;
    for (Subject end : membershipEnds) {
      if (!end.getOccurredAt().isAfter(at)
          && (last == null || end.getOccurredAt().isAfter(last.getOccurredAt()))) {
        last = end;
      }
    }
    return last;
  }

  private static Consent latest(List<Consent> said, Instant at, Predicate<Consent> wanted) {
    Consent latest = null;
    for (Consent consent : said) {
      if (!consent.getOccurredAt().isAfter(at) && wanted.test(consent)) {
        latest = consent;
      }
    }
    return latest;
  }

  private Instant lastWithdrawal(DataUse use, Instant at, Set<ConsentRequirement> demands) {
    Instant last = null;
    for (int i = withdrawals.size() - 1; i >= 0 && last == null; i--) {
      Consent withdrawal = withdrawals.get(i);
      if (!withdrawal.getOccurredAt().isAfter(at)
          && ends(withdrawal, use)
          && (!demands.contains(ConsentRequirement.RECIPIENT)
              || withdrawal.getRecipientId() != null)) {
        last = withdrawal.getOccurredAt();
      }
    }
    if (demands.contains(ConsentRequirement.RECIPIENT)) {
      return last;
    }
    for (Subject membershipEnd : membershipEnds) {
      Instant end = membershipEnd.getOccurredAt();
      if (!end.isAfter(at)
          && (last == null || end.isAfter(last))
          && grantedBefore(end, use.purpose())) {
        last = end;
      }
    }
    return last;
  }

  private boolean grantedBefore(Instant end, String purpose) {
    for (Consent grant : grants) {
      if (grant.getOccurredAt().isBefore(end)
          && grant.getRecipientId() == null
          && (grant.getPurposes().isEmpty() || grant.getPurposes().contains(purpose))) {
        return true;
      }
    }
    return false;
  }

  private boolean stands(Consent grant, DataUse use, Instant at) {
    Instant granted = grant.getOccurredAt();
    if (granted.isAfter(at)
        || (grant.getValidUntil() != null && grant.getValidUntil().isBefore(at))) {
      return false;
    }
    for (Subject end : membershipEnds) {
      if (end.getOccurredAt().isAfter(granted) && !end.getOccurredAt().isAfter(at)) {
        return false;
      }
    }
    for (Consent withdrawal : withdrawals) {
      if (withdrawal.getOccurredAt().isAfter(granted)
          && !withdrawal.getOccurredAt().isAfter(at)
          && ends(withdrawal, use)) {
        return false;
      }
    }
    return true;
  }

  private static boolean concerns(Consent consent, DataUse use) {
    return (consent.getPurposes().isEmpty() || consent.getPurposes().contains(use.purpose()))
        && (consent.getRecipientId() == null || consent.getRecipientId().equals(use.recipientId()));
  }

  private static boolean covers(Consent grant, DataUse use, Set<ConsentRequirement> demands) {
    boolean disclosure = use.recipientId() != null;
    if (grant.getRecipientId() != null) {
      if (!grant.getRecipientId().equals(use.recipientId())) {
        return false;
      }
    } else if (disclosure && !grant.getPurposes().contains(use.purpose())) {
      return false; // unnamed sharing must at least be named by its purpose
    }
    if (!grant.getPurposes().isEmpty() && !grant.getPurposes().contains(use.purpose())) {
      return false;
    }
    if (!grant.getDataCategories().isEmpty()
        && !grant.getDataCategories().containsAll(use.categories())) {
      return false;
    }
    if (use.channel() != null
        && !grant.getChannels().isEmpty()
        && !grant.getChannels().contains(use.channel())) {
      return false;
    }
    for (ConsentRequirement demand : demands) {
      if (!demand.isMetBy(grant, use)) {
        return false;
      }
    }
    return true;
  }

  private static boolean ends(Consent withdrawal, DataUse use) {
    if (withdrawal.getRecipientId() != null
        && !withdrawal.getRecipientId().equals(use.recipientId())) {
      return false;
    }
    if (!withdrawal.getChannels().isEmpty()
        && (use.channel() == null || !withdrawal.getChannels().contains(use.channel()))) {
      return false;
    }
    if (!withdrawal.getPurposes().isEmpty() && !withdrawal.getPurposes().contains(use.purpose())) {
      return false;
    }
    return withdrawal.getDataCategories().isEmpty()
        || !Collections.disjoint(withdrawal.getDataCategories(), use.categories());
  }
}
