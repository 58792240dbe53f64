package io.clausewatch.facts;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What is known of one data subject under one policy. Immutable. */
public final class SubjectFacts {

  private final Consents consents;
  private final Relationship relationship;
  private final RightsRequests requests;
  private final List<Notice> notices;
  private final List<Access> contacts;
  private final DataHoldings holdings;

  private SubjectFacts(
      Consents consents,
      Relationship relationship,
      RightsRequests requests,
      List<Notice> notices,
      List<Access> contacts,
      DataHoldings holdings) {
    this.consents = consents;
    this.relationship = relationship;
    this.requests = requests;
    this.notices = notices;
    this.contacts = contacts;
    this.holdings = holdings;
  }

  /**
   * Sorts out what events tell about one data subject.
   *
   * @param membershipEndWithdrawsConsent what the policy says of a CANCELLED
   * @param events all of one subject and one policy, in any order; kinds that tell nothing are left
   *     aside
   */
  public static SubjectFacts of(boolean membershipEndWithdrawsConsent, Collection<Event> events) {
    List<Consent> consents = new ArrayList<>();
    List<Subject> changes = new ArrayList<>();
    List<Request> requests = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    List<Access> contacts = new ArrayList<>();
    List<Access> handled = new ArrayList<>();
    List<Subject> ends = new ArrayList<>();
    for (Event event : events) {
      switch (event.record()) {
        case Consent consent -> consents.add(consent);
        case Request request -> requests.add(request);
        case Notice notice -> notices.add(notice);
        case Subject change -> {
          changes.add(change);
          if (membershipEndWithdrawsConsent && change.getChange() == SubjectChange.CANCELLED) {
            ends.add(change);
          }
        }
        case Access access
            when access.getOperation() == Operation.CONTACT && access.getMessage() != null ->
            contacts.add(access);
        case Access access -> handled.add(access);
        default -> {}
      }
    }
    notices.sort(Comparator.comparing(Notice::getOccurredAt).thenComparing(Notice::getEventId));
    contacts.sort(Comparator.comparing(Access::getOccurredAt).thenComparing(Access::getEventId));
    return new SubjectFacts(
        new Consents(consents, ends),
        new Relationship(changes),
        new RightsRequests(requests),
        List.copyOf(notices),
        List.copyOf(contacts),
        new DataHoldings(handled));
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

  /** Which data came and went. */
  public DataHoldings holdings() {
    return holdings;
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
