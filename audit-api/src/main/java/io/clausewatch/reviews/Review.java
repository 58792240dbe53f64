package io.clausewatch.reviews;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The access records of a month under one policy. Its components are the members of the JSON that
 * the API returns. An access is an access or a disclosure by a member of staff or of a processor's,
 * once for each data subject that it is about.
 *
 * @param policyId the policy
 * @param controller whose it is
 * @param month such as 2026-10
 * @param zone the time zone by whose clock it is a month
 * @param from its first instant
 * @param to the first instant after it
 * @param ended whether it is over, and can be signed
 * @param workingHours as {@link WorkingHours} writes them
 * @param bulkExport how many records make an export a bulk export
 * @param frequentAccess how many accesses to one person's data by one person are many
 * @param madeAt when it was made
 * @param figures how much there is of each
 * @param people everybody who accessed anything, most accesses first
 * @param bulkExports exports of many records, the largest first
 * @param exportsWithoutReason exports without a reason, the largest first
 * @param outOfHours by whom data was accessed out of hours, most first
 * @param registeredHandlers how many handlers the register holds or held under the policy; 0 when
 *     none is known, and nobody can be said to be unregistered
 * @param unregistered who had no valid entry in the register of handlers at the instant of an
 *     access, most first; empty without any registered handler
 * @param ownRecords who accessed their own data, most first
 * @param colleaguesRecords who accessed the data of somebody else who accesses data, most first
 * @param frequent who accessed one person's data many times, most first
 * @param digest the SHA-256 of all that, but for when it was made, in hexadecimal digits
 * @param signOffs who signed it, the first first
 */
public record Review(
    String policyId,
    String controller,
    String month,
    String zone,
    Instant from,
    Instant to,
    boolean ended,
    String workingHours,
    int bulkExport,
    int frequentAccess,
    Instant madeAt,
    Figures figures,
    Listed<Person> people,
    Listed<Exported> bulkExports,
    Listed<Exported> exportsWithoutReason,
    Listed<Accessed> outOfHours,
    int registeredHandlers,
    Listed<Accessed> unregistered,
    Listed<Accessed> ownRecords,
    Listed<AccessedPerson> colleaguesRecords,
    Listed<AccessedPerson> frequent,
    String digest,
    List<SignedOff> signOffs) {

  /** Keeps a copy. */
  public Review {
    signOffs = List.copyOf(signOffs);
  }

  /** The same with other sign-offs. */
  Review with(List<SignedOff> others) {
    return new Review(
        policyId,
        controller,
        month,
        zone,
        from,
        to,
        ended,
        workingHours,
        bulkExport,
        frequentAccess,
        madeAt,
        figures,
        people,
        bulkExports,
        exportsWithoutReason,
        outOfHours,
        registeredHandlers,
        unregistered,
        ownRecords,
        colleaguesRecords,
        frequent,
        digest,
        others);
  }

  /**
   * How much there is of each.
   *
   * @param accesses all of them
   * @param people who accessed anything
   * @param dataSubjects whose data it was; counted as {@link Person#dataSubjects} is
   * @param exports export events; counted as data subjects are
   * @param bulkExports those of many records; counted as data subjects are
   * @param exportsWithoutReason those without a reason; counted as data subjects are
   * @param outOfHours accesses out of hours
   * @param unregistered accesses by people who were not registered then
   * @param ownRecords accesses to one's own data
   * @param colleaguesRecords accesses to a colleague's data
   * @param frequent how often somebody accessed one person's data many times
   */
  public record Figures(
      long accesses,
      long people,
      long dataSubjects,
      long exports,
      long bulkExports,
      long exportsWithoutReason,
      long outOfHours,
      long unregistered,
      long ownRecords,
      long colleaguesRecords,
      long frequent) {}

  /**
   * A list, perhaps cut off.
   *
   * @param total how many there are
   * @param more how many of them are not in the list
   * @param items the first of them
   */
  public record Listed<T>(long total, long more, List<T> items) {

    /** Keeps a copy. */
    public Listed {
      items = List.copyOf(items);
    }

    /** The first of all that there are. */
    static <T> Listed<T> of(List<T> all, int most) {
      return of(all.size(), all.subList(0, Math.min(most, all.size())));
    }

    /** Those that are known of so many. */
    static <T> Listed<T> of(long total, List<T> items) {
      return new Listed<>(total, total - items.size(), items);
    }
  }

  /**
   * What one person did.
   *
   * @param actorId who
   * @param kinds STAFF, PROCESSOR_STAFF or both
   * @param accesses how many
   * @param dataSubjects to whose data: how many people; exact up to some thousands, about 5% off
   *     beyond
   * @param operations how many of each operation; DISCLOSURE for those to somebody else
   * @param outOfHours how many of them out of hours
   * @param first when the first was
   * @param last when the last was
   */
  public record Person(
      String actorId,
      List<String> kinds,
      long accesses,
      long dataSubjects,
      Map<String, Long> operations,
      long outOfHours,
      Instant first,
      Instant last) {}

  /**
   * An export.
   *
   * @param eventId the event
   * @param occurredAt when it happened
   * @param actorId who did it
   * @param service by which service
   * @param recordCount how many records it took
   * @param reason why; null when none was given
   * @param approvedBy by whose leave; null when nobody's
   */
  public record Exported(
      String eventId,
      Instant occurredAt,
      String actorId,
      String service,
      long recordCount,
      String reason,
      String approvedBy) {}

  /**
   * Some accesses of one person.
   *
   * @param actorId who
   * @param accesses how many
   * @param first when the first was
   * @param last when the last was
   */
  public record Accessed(String actorId, long accesses, Instant first, Instant last) {}

  /**
   * One person's accesses to the data of one person.
   *
   * @param actorId who
   * @param subjectRef to whose data: the keyed hash of their id
   * @param colleagueId the id under which they access data themselves; null when they do not
   * @param accesses how many
   * @param first when the first was
   * @param last when the last was
   */
  public record AccessedPerson(
      String actorId,
      String subjectRef,
      String colleagueId,
      long accesses,
      Instant first,
      Instant last) {}

  /**
   * A sign-off.
   *
   * @param signOffId its id
   * @param by who signed
   * @param role in which role
   * @param at when
   * @param note what they wrote
   * @param digest the review's as it stood then
   * @param unchanged whether the review is still the same
   * @param figures how much there was of each then
   */
  public record SignedOff(
      String signOffId,
      String by,
      String role,
      Instant at,
      String note,
      String digest,
      boolean unchanged,
      Map<String, Long> figures) {}
}
