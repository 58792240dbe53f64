package io.clausewatch.recording;

import io.clausewatch.contract.Fault;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.Problem;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.TrailVisibility;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What one request looks up, and whom that tells of. For one thread. */
final class RequestLookups implements LookupContext {
  /** As many as one event can be about. */
  private static final int MAX = 1_000;

  private final String caller;
  private final UnaryOperator<String> pseudonym;
  private final Supplier<LookupLimit.Taken> limit;
  private final TrailVisibility visibility;

  /** Counted once, however often the request needs them. */
  private final Map<String, String> refs = new HashMap<>();

  private final Set<String> texts = new LinkedHashSet<>();

  private final Set<String> named = new LinkedHashSet<>();

  /** Named as an actor or a recipient, who may be a data subject or not. */
  private final Set<String> anybody = new LinkedHashSet<>();

  /** An answer that is written after its act looks up once more whom the act was about. */
  private final Set<String> onRecord = new HashSet<>();

  private final Set<String> told = new LinkedHashSet<>();
  private boolean enumerates;
  private boolean tellsOfNamed;

  /**
   * Nothing yet.
   *
   * @param caller the name of whoever asks: as an actor that is nobody who is looked up
   * @param pseudonym makes the keyed hash of an id
   * @param limit asks for one look-up more
   * @param visibility what whoever asks may see
   */
  RequestLookups(
      String caller,
      UnaryOperator<String> pseudonym,
      Supplier<LookupLimit.Taken> limit,
      TrailVisibility visibility) {
    this.caller = caller;
    this.pseudonym = pseudonym;
    this.limit = limit;
    this.visibility = visibility;
  }

  @Override
  public String hash(String text) {
    return pseudonym.apply(text);
  }

  @Override
  public String subject(String id) {
    return counted(id, named);
  }

  @Override
  public String anybody(String id) {
    return id.equals(caller) ? hash(id) : counted(id, anybody);
  }

  private String counted(String id, Set<String> mentioned) {
    String ref = refs.get(id);
    if (ref == null) {
      if (refs.size() == MAX) {
        throw new InvalidRequestException(
            List.of(new Fault("ids", "at most " + MAX + " different ids in a request", "more")));
      }
      take();
      ref = hash(id);
      refs.put(id, ref);
    }
    if (!onRecord.contains(id)) {
      mentioned.add(id);
    }
    return ref;
  }

  @Override
  public void seeks(String text) {
    if (texts.add(text)) {
      take();
    }
  }

  @Override
  public void seeksOn() {
    take();
  }

  private void take() {
    LookupLimit.Taken taken = limit.get();
    taken
        .retryAfter()
        .ifPresent(
            wait -> {
              enumerates |= taken.isFirstRefusal();
              named.clear(); // of all whom this request names, nothing is shown
              anybody.clear();
              throw tooMany(wait, taken.perMinute()).exception();
            });
  }

  private static Problem tooMany(Duration wait, int perMinute) {
    return Problem.of(
            429,
            "More than %d ids of people were looked up in a minute: wait until the next one."
                .formatted(perMinute))
        .withHeader("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  @Override
  public void isTold(Collection<String> subjectRefs) {
    told.addAll(subjectRefs);
  }

  @Override
  public void tellsOfNamed() {
    tellsOfNamed = true;
  }

  @Override
  public TrailVisibility visibility() {
    return visibility;
  }

  /** Whom the request names by their ids, and who are not on record yet: from now on they are. */
  List<String> takeNamed() {
    return taken(named);
  }

  /** Whom the request names as an actor or a recipient, and who have not been asked for yet. */
  List<String> takeAnybody() {
    return taken(anybody);
  }

  private List<String> taken(Set<String> mentioned) {
    List<String> taken = List.copyOf(mentioned);
    onRecord.addAll(taken);
    mentioned.clear();
    return taken;
  }

  /**
   * What is to be recorded when the request is answered.
   *
   * @param shown whether the answer shows something, and is no refusal
   */
  Optional<OfficerAccess> left(boolean shown) {
    if (enumerates) {
      enumerates = false;
      return Optional.of(OfficerAccess.AboutNobody.ENUMERATED);
    }
    Set<String> subjects = new LinkedHashSet<>(told);
    told.clear();
    if (shown || tellsOfNamed) {
      subjects.addAll(named);
    }
    named.clear();
    return subjects.isEmpty() && !(tellsOfNamed && !anybody.isEmpty())
        ? Optional.empty()
        : Optional.of(new OfficerAccess.Searched(subjects.stream().limit(MAX).toList()));
  }
}
