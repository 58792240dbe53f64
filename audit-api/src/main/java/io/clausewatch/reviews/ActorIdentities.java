package io.clausewatch.reviews;

import io.clausewatch.platform.privacy.SubjectRefFormat;
import io.clausewatch.search.LookupContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is who among actors. Where an event is about its own actor, intake put the keyed hash of the
 * id in the place of the id, so that one person may act under two ids, and can be known to be a
 * data subject. Immutable.
 */
final class ActorIdentities {
  private final Map<String, String> byRef;
  private final Map<String, Set<String>> actorIds;

  private ActorIdentities(Map<String, String> byRef, Map<String, Set<String>> actorIds) {
    this.byRef = byRef;
    this.actorIds = actorIds;
  }

  /**
   * The people behind some ids.
   *
   * @param actorIds of all actors of the period
   * @param others ids of people who need not have acted
   * @param lookups makes the keyed hash of an id
   */
  static ActorIdentities of(
      Collection<String> actorIds, Collection<String> others, LookupContext lookups) {
    Map<String, String> byRef = new HashMap<>();
    for (Collection<String> ids : List.of(actorIds, others)) {
      for (String id : ids) {
        byRef.put(lookups.hash(id), id);
      }
    }
    Map<String, Set<String>> ofEach = new LinkedHashMap<>();
    for (String actorId : actorIds) {
      String id = byRef.getOrDefault(actorId, actorId);
      ofEach.computeIfAbsent(id, key -> new TreeSet<>()).add(actorId);
    }
    // Known by the hash alone: whoever accessed nothing but their own data, and is not registered.
    for (String actorId : actorIds) {
      if (SubjectRefFormat.matches(actorId) && !byRef.containsKey(actorId)) {
        byRef.put(actorId, actorId);
      }
    }
    return new ActorIdentities(byRef, ofEach);
  }

  /** The id of who acted under an id. */
  String person(String actorId) {
    return actorIds.containsKey(actorId) ? actorId : byRef.getOrDefault(actorId, actorId);
  }

  /** The ids under which somebody acted. */
  Set<String> actorIds(String person) {
    return actorIds.getOrDefault(person, Set.of());
  }

  /** The id of the person whose data it is; null when it is nobody among them. */
  String behind(String subjectRef) {
    return byRef.get(subjectRef);
  }

  /** Whether anybody acted under two ids. */
  boolean haveSeveralIds() {
    return actorIds.values().stream().anyMatch(ids -> ids.size() > 1);
  }

  /** The keyed hashes of all of their ids. */
  Set<String> refs() {
    return byRef.keySet();
  }

  /** The ids under which somebody acted who did at least so much. */
  List<String> actorIds(Map<String, Long> accesses, long least) {
    List<String> ids = new ArrayList<>();
    accesses.forEach(
        (person, count) -> {
          if (count >= least) {
            ids.addAll(actorIds(person));
          }
        });
    return ids;
  }
}
