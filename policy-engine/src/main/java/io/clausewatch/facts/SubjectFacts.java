package io.clausewatch.facts;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import java.util.Collection;
import java.util.List;

/**
 * What is known of one data subject under one policy. What is added is sorted in, in whatever order
 * it comes. Not thread-safe.
 */
public final class SubjectFacts {
  private final boolean membershipEndWithdrawsConsent;
  private final DataHoldings holdings;
  private final EventHistory history;
  private final Consents consents = new Consents();
  private final Relationship relationship = new Relationship();
  private final RightsRequests requests = new RightsRequests();
  private final FollowUps followUps = new FollowUps();
  private final FactTimeline<Notice> notices =
      new FactTimeline<>(Notice::getOccurredAt, Notice::getEventId);
  private final FactTimeline<Access> contacts =
      new FactTimeline<>(Access::getOccurredAt, Access::getEventId);

  /**
   * Nothing yet, but which data came and went, and what happened in all.
   *
   * @param membershipEndWithdrawsConsent what the policy says of a CANCELLED
   */
  public SubjectFacts(
      boolean membershipEndWithdrawsConsent, DataHoldings holdings, EventHistory history) {
    this.membershipEndWithdrawsConsent = membershipEndWithdrawsConsent;
    this.holdings = holdings;
    this.history = history;
  }

  /**
   * Sorts out what events tell about one data subject.
   *
   * @param membershipEndWithdrawsConsent what the policy says of a CANCELLED
   * @param events all of one subject and one policy, in any order; kinds that tell nothing are left
   *     aside
   */
  public static SubjectFacts of(boolean membershipEndWithdrawsConsent, Collection<Event> events) {
    SubjectFacts facts =
        new SubjectFacts(
            membershipEndWithdrawsConsent, DataHoldings.none(), EventHistory.of(events));
    events.forEach(facts::add);
    return facts;
  }

  /** Takes in what an event tells; one of a kind that tells nothing is left aside. */
  public void add(Event event) {
    switch (event.record()) {
      case Consent consent -> consents.add(consent);
      case Request request -> requests.add(request);
      case FollowUp followUp -> followUps.add(followUp);
      case Notice notice -> notices.put(notice);
      case Subject change -> {
        relationship.add(change);
        if (membershipEndWithdrawsConsent && change.getChange() == SubjectChange.CANCELLED) {
          consents.endWithMembership(change);
        }
      }
      case Access access
          when access.getOperation() == Operation.CONTACT && access.getMessage() != null ->
          contacts.put(access);
      case Access access -> holdings.add(access);
      default -> {}
    }
  }

  /** What was consented to. */
  public Consents consents() {
    return consents;
  }

  /** Membership, age and attributes. */
  public Relationship relationship() {
    return relationship;
  }

  /** Rights requests. */
  public RightsRequests requests() {
    return requests;
  }

  /** What was done about events of this data subject, by events that name this data subject. */
  public FollowUps followUps() {
    return followUps;
  }

  /** Which data came and went. */
  public DataHoldings holdings() {
    return holdings;
  }

  /** All that happened. */
  public EventHistory history() {
    return history;
  }

  /** Notices that name this data subject, oldest first. */
  public List<Notice> notices() {
    return notices;
  }

  /**
   * The first earlier message for the same purpose and the same request: earlier by occurredAt, at
   * one instant by eventId.
   *
   * @return null when there is none
   */
  public Access contactBefore(Access contact) {
    for (Access other : contacts) {
      int order = other.getOccurredAt().compareTo(contact.getOccurredAt());
      if (order == 0) {
        order = other.getEventId().compareTo(contact.getEventId());
      }
      if (order < 0
          && other.getPurpose().equals(contact.getPurpose())
          && other.getMessage().getRequestId() != null
          && other.getMessage().getRequestId().equals(contact.getMessage().getRequestId())) {
        return other;
      }
    }
    return null;
  }
}
