package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Operation;
import io.clausewatch.facts.FactLookup;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of the judge's stores. They sort as their parts do, so that what belongs together is
 * read by one scan:
 *
 * <pre>
 * subject      policyId 0 subjectRef 0
 * context      policyId 0 subjectRef 0 eventId
 * holding      policyId 0 subjectRef 0 operation 0 occurredAt 0 eventId
 * act          policyId 0 subjectRef 0 occurredAt 0 eventId
 * finding      policyId 0 subjectRef 0 occurredAt 0 eventId 0 clauseId
 * shared fact  policyId 0 eventId
 * arrival      instant 0 act
 * known        "known"
 * lookups      policyId 0 of 0 key 0
 * lookup       policyId 0 of 0 key 0 act
 * lookups of   0 act
 * known        0 policyId 0
 * mark         0 0 "mark"
 * marked since 0 0 "since"
 * </pre>
 *
 * <p>0 is the character NUL, which no id of a checked event holds; so no key of one policy or
 * subject lies among those of another, whatever else the ids hold. Instants are 16 hexadecimal
 * digits. The subjectRef is empty where no single subject is concerned.
 */
final class StoreKeys {
  private static final char END = '\0';
  private static final int LOOKUP_PARTS = 3;
  private static final HexFormat HEX = HexFormat.of();

  private StoreKeys() {}

  /** What all keys about one policy start with. */
  static String policy(String policyId) {
    return policyId + END;
  }

  /**
   * What all keys about one data subject start with.
   *
   * @param subjectRef null where no single subject is concerned
   */
  static String subject(String policyId, String subjectRef) {
    return policy(policyId) + (subjectRef == null ? "" : subjectRef) + END;
  }

  /**
   * The key of a remembered event.
   *
   * @param subject of {@link #subject}
   */
  static String context(String subject, String eventId) {
    return subject + eventId;
  }

  /**
   * What the keys of all accesses start with by which data came or went in one way.
   *
   * @param subject of {@link #subject}
   */
  static String holdings(String subject, Operation operation) {
    return subject + operation + END;
  }

  /**
   * The key of an access by which data came or went.
   *
   * @param subject of {@link #subject}
   */
  static String holding(String subject, Event event) {
    String before = holdings(subject, event.access().getOperation());
    return before + instant(event.occurredAt()) + END + event.eventId();
  }

  /**
   * The key of a judged event.
   *
   * @param subject of {@link #subject}
   */
  static String judgedEvent(String subject, Event event) {
    return subject + instant(event.occurredAt()) + END + event.eventId();
  }

  /**
   * What no key of an event of a data subject comes before that happened at an instant or later.
   *
   * @param subject of {@link #subject}
   */
  static String judgedSince(String subject, Instant from) {
    // What happened before 1970 sorts behind what happened since.
    return from.isBefore(Instant.EPOCH) ? subject : subject + instant(from);
  }

  /**
   * What the keys of all findings about one judged event start with.
   *
   * @param act of {@link #judgedEvent}
   */
  static String findings(String act) {
    return act + END;
  }

  /** The key of a finding. */
  static String finding(String act, String clauseId) {
    return findings(act) + clauseId;
  }

  /** The act in a key of {@link #finding}. */
  static String judgedEventOfFinding(String finding) {
    return finding.substring(0, finding.lastIndexOf(END));
  }

  /** The key of a fact about everybody. */
  static String shared(String policyId, String eventId) {
    return policy(policyId) + eventId;
  }

  /** What the keys of all judged events start with that looked something up. */
  static String lookups(String policyId, FactLookup lookup) {
    return policy(policyId) + lookup.of() + END + lookup.key() + END;
  }

  /**
   * The key of a judged event that looked something up.
   *
   * @param lookups of {@link #lookups}
   */
  static String lookup(String lookups, String act) {
    return lookups + act;
  }

  /** The key of what one judged event looked up. */
  static String lookupsOf(String act) {
    return END + act;
  }

  /** The key by which is known whether the lookups of all events under a policy are. */
  static String lookupsKnown(String policyId) {
    return END + policy(policyId);
  }

  /** Takes several of {@link #lookups} apart that stand one after the other. */
  static Set<String> splitLookups(String text) {
    Set<String> lookups = new TreeSet<>();
    int start = 0;
    int ends = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == END && ++ends % LOOKUP_PARTS == 0) {
        lookups.add(text.substring(start, i + 1));
        start = i + 1;
      }
    }
    return lookups;
  }

  /** The key by which a judged event is forgotten, or looked at again, when an instant has come. */
  static String arrival(Instant instant, String act) {
    return instant(instant) + END + act;
  }

  /** The key of the mark of {@link StateMark}; no id of a policy or an act begins so. */
  static final String MARK = "" + END + END + "mark";

  /** The key of what the mark has fitted since. */
  static final String MARKED_SINCE = "" + END + END + "since";

  /** The key by which is known whether every act has its arrival; no instant sorts behind it. */
  static final String ARRIVALS_KNOWN = "known";

  /** The act in a key of {@link #arrival}. */
  static String actOfArrival(String arrival) {
    return arrival.substring(arrival.indexOf(END) + 1);
  }

  /** What the arrivals before an instant sort before. */
  static String instant(Instant instant) {
    return HEX.toHexDigits(instant.toEpochMilli());
  }

  /** The first key after this one. */
  static String after(String key) {
    return key + END;
  }

  /**
   * What all keys with a prefix sort before.
   *
   * @param prefix of {@link #policy}, {@link #subject} or {@link #lookups}
   */
  static String endOf(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + (char) (END + 1);
  }
}
