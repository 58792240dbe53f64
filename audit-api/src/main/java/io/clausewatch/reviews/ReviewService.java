package io.clausewatch.reviews;

import io.clausewatch.contract.Fault;
import io.clausewatch.contract.ReviewSignOff;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.reviews.Review.SignedOff;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.NamedSubjects;
import io.clausewatch.search.SearchClient;
import io.clausewatch.table.KeyedTable;
import io.clausewatch.trail.TrailSearch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The reviews of access records: makes them, and keeps who has signed them. A review is made anew
 * each time, from the trail as it can be searched; what stood there when it was signed is kept as a
 * digest and its figures. Safe for use by many threads.
 *
 * <p>Methods throw {@link io.clausewatch.search.SearchUnavailableException} when Elasticsearch
 * cannot answer, and {@link io.clausewatch.table.TableAwayException} while the sign-offs are not
 * known.
 */
public final class ReviewService {
  private final SearchClient searcher;
  private final PolicyCatalog catalog;
  private final ReviewSettings settings;
  private final KeyedTable<ReviewSignOff> signOffs;
  private final InstantSource clock;
  private final ReviewMaker maker;

  /**
   * Reviews of what a searcher finds.
   *
   * @param searcher finds the trail
   * @param catalog the policies that there are reviews of
   * @param settings what counts as unusual
   * @param signOffs who has signed, by the sign-off's id
   * @param lookups makes the keyed hash of an id
   * @param clock the wall clock
   */
  public ReviewService(
      SearchClient searcher,
      PolicyCatalog catalog,
      ReviewSettings settings,
      KeyedTable<ReviewSignOff> signOffs,
      LookupContext lookups,
      InstantSource clock) {
    this.searcher = searcher;
    this.catalog = catalog;
    this.settings = settings;
    this.signOffs = signOffs;
    this.clock = clock;
    this.maker = new ReviewMaker(searcher, settings, lookups);
  }

  /** How far the review of a month has come. */
  public enum State {
    /** The month is not over. */
    RUNNING,
    /** It is over, and nobody has signed. */
    OPEN,
    /** Somebody has signed. */
    SIGNED
  }

  /**
   * A month under a policy.
   *
   * @param policyId the policy
   * @param month such as 2026-10
   * @param state how far its review has come
   * @param accesses how many there are
   * @param signedBy who signed it last; null when nobody has
   * @param signedAt when; null when nobody has
   * @param signOffs how often it has been signed
   */
  public record Month(
      String policyId,
      String month,
      State state,
      long accesses,
      String signedBy,
      Instant signedAt,
      int signOffs) {}

  /**
   * The months of a policy, the latest first: those with an access, those that are signed, this one
   * and the one before.
   *
   * @return empty when there is no such policy
   */
  public List<Month> months(String policyId) {
    if (catalog.policy(policyId).isEmpty()) {
      return List.of();
    }
    WorkingHours hours = settings.hours(policyId);
    YearMonth now = YearMonth.from(clock.instant().atZone(hours.zone()));
    Map<YearMonth, Long> accesses = maker.accesses(policyId).byMonth(hours.zone());
    Map<YearMonth, List<ReviewSignOff>> signed = new TreeMap<>();
    for (ReviewSignOff signOff : signed(policyId)) {
      signed
          .computeIfAbsent(YearMonth.parse(signOff.getMonth()), key -> new ArrayList<>())
          .add(signOff);
    }
    NavigableSet<YearMonth> all = new TreeSet<>(accesses.keySet());
    all.addAll(signed.keySet());
    all.addAll(List.of(now, now.minusMonths(1)));
    return all.descendingSet().stream()
        .map(
            month -> {
              List<ReviewSignOff> its = signed.getOrDefault(month, List.of());
              Optional<ReviewSignOff> last =
                  its.isEmpty() ? Optional.empty() : Optional.of(its.getLast());
              State unsigned = month.isBefore(now) ? State.OPEN : State.RUNNING;
              return new Month(
                  policyId,
                  month.toString(),
                  last.isPresent() ? State.SIGNED : unsigned,
                  accesses.getOrDefault(month, 0L),
                  last.map(ReviewSignOff::getBy).orElse(null),
                  last.map(ReviewSignOff::getAt).orElse(null),
                  its.size());
            })
        .toList();
  }

  /** All sign-offs under a policy, the first first. */
  private List<ReviewSignOff> signed(String policyId) {
    return signOffs.all().values().stream()
        .filter(signOff -> signOff.getPolicyId().equals(policyId))
        .sorted(
            Comparator.comparing(ReviewSignOff::getAt).thenComparing(ReviewSignOff::getSignOffId))
        .toList();
  }

  /**
   * The review of a month.
   *
   * @return empty when there is no such policy
   */
  public Optional<Review> of(String policyId, YearMonth month) {
    return catalog.policy(policyId).map(policy -> review(policy, month));
  }

  private Review review(Policy policy, YearMonth month) {
    Review review = maker.make(policy, month, now());
    return review.with(
        signed(policy.policyId()).stream()
            .filter(signOff -> signOff.getMonth().equals(review.month()))
            .map(signOff -> signedOff(signOff, review.digest()))
            .toList());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static SignedOff signedOff(ReviewSignOff signOff, String digest) {
    return new SignedOff(
        signOff.getSignOffId(),
        signOff.getBy(),
        signOff.getRole(),
        signOff.getAt(),
        signOff.getNote(),
        signOff.getDigest(),
        signOff.getDigest().equals(digest),
        signOff.getFigures());
  }

  /** A month as addresses have it, such as {@code 2026-10}; empty when the text is none. */
  public static Optional<YearMonth> month(String text) {
    try {
      return text.matches("\\d{4}-\\d{2}") && !text.startsWith("0000")
          ? Optional.of(YearMonth.parse(text))
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty(); // there is no thirteenth month
    }
  }

  /** A month cannot be signed as it is. */
  public static final class NotSignedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Review present;

    NotSignedException(String message, Review present) {
      super(message);
      this.present = present;
    }

    /** The review as it stands. */
    public Review present() {
      return present;
    }
  }

  /**
   * Signs a month, in addition to whoever has signed it before.
   *
   * @param note what the reviewer has to say
   * @param digest that of the review that the reviewer has seen; empty to sign whatever stands
   * @param caller who signs
   * @param lookup hashes what the note may name, for the caller
   * @return the review with it, or empty when there is no such policy
   * @throws NotSignedException when the month is not over, or another review was seen
   * @throws InvalidRequestException when the note names a data subject who does not work here
   */
  public Optional<Review> signOff(
      String policyId,
      YearMonth month,
      String note,
      Optional<String> digest,
      Caller caller,
      LookupContext lookup)
      throws NotSignedException {
    Optional<Review> found = of(policyId, month);
    if (found.isEmpty()) {
      return found;
    }
    Review review = found.get();
    if (!review.ended()) {
      throw new NotSignedException("The month is not over: it can be signed afterwards.", review);
    }
    if (digest.isPresent() && !digest.get().equals(review.digest())) {
      throw new NotSignedException(
          "The access records of the month have changed meanwhile: look at them again.", review);
    }
    refuseNamesOfSubjects(note, review, lookup);
    ReviewSignOff signOff =
        ReviewSignOff.newBuilder()
            .setSignOffId(UUID.randomUUID().toString())
            .setPolicyId(policyId)
            .setMonth(month.toString())
            .setNote(note)
            .setBy(caller.name())
            .setRole(caller.role().id())
            .setAt(now())
            .setDigest(review.digest())
            .setFigures(ReviewJson.byName(review.figures()))
            .build();
    signOffs.put(signOff.getSignOffId(), signOff);
    List<SignedOff> with = new ArrayList<>(review.signOffs());
    with.add(signedOff(signOff, review.digest()));
    return Optional.of(review.with(with));
  }

  /** A note is kept for good; it may name those whose accesses it is about. */
  private void refuseNamesOfSubjects(String note, Review review, LookupContext lookup) {
    Set<String> staff = new HashSet<>(maker.handlers(review.policyId()).ids());
    review.people().items().forEach(person -> staff.add(person.actorId()));
    if (new TrailSearch(searcher)
        .isAboutAnyOf(NamedSubjects.in(lookup, "note", note).except(staff))) {
      throw new InvalidRequestException(
          List.of(new Fault("note", "no id of a data subject", "it")));
    }
  }
}
