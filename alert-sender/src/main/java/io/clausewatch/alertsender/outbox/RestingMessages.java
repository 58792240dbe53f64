package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The messages that are over, until they are old enough to be forgotten. What is known of one may
 * follow from another: that a beginning is over from its end, that a message was told from the one
 * that carries it. So they are forgotten in the order in which they came to rest, a beginning
 * before its end, and what carries others with the last of those: what is left never says that
 * something stands, or is to be told, that is over.
 */
final class RestingMessages {
  /**
   * A message that is over.
   *
   * @param since when it came to that
   * @param carrier what tells of it; null where it stands alone
   */
  private record Rest(Instant since, String carrier) {}

  /**
   * A message that is forgotten.
   *
   * @param id its id
   * @param carrier what told of it; null where it stood alone
   */
  record Forgotten(String id, String carrier) {}

  private final SequencedMap<String, Rest> resting = new LinkedHashMap<>();

  /** By what carries them: those that are not forgotten, whether over or not. */
  private final Map<String, Set<String>> carried = new HashMap<>();

  /** What is old enough, and carries some that are not forgotten. */
  private final Set<String> waiting = new HashSet<>();

  /** There is a message, over or not. */
  void note(AlertMessage message) {
    if (message.getCarriedBy() != null) {
      carried
          .computeIfAbsent(message.getCarriedBy(), ignored -> new HashSet<>())
          .add(message.getMessageId());
    }
  }

  /** A message is over, if it was not before; what was over before it is forgotten before it. */
  void rest(AlertMessage message, Instant since) {
    String id = message.getMessageId();
    if (!waiting.contains(id)) {
      resting.putIfAbsent(id, new Rest(since, message.getCarriedBy()));
    }
  }

  /** A message is not over after all. */
  void wake(String id) {
    resting.remove(id);
    waiting.remove(id);
  }

  /** Forgets those that were over by an instant; in the order in which they are to be deleted. */
  List<Forgotten> forget(Instant by) {
    List<Forgotten> forgotten = new ArrayList<>();
    while (!resting.isEmpty() && !resting.firstEntry().getValue().since().isAfter(by)) {
      Map.Entry<String, Rest> first = resting.pollFirstEntry();
      if (carried.containsKey(first.getKey())) {
        waiting.add(first.getKey());
        continue;
      }
      String carrier = first.getValue().carrier();
      forgotten.add(new Forgotten(first.getKey(), carrier));
      if (isLastOf(carrier, first.getKey()) && waiting.remove(carrier)) {
        forgotten.add(new Forgotten(carrier, null));
      }
    }
    return forgotten;
  }

  /** A message has been deleted; says what carried it, where it was over and is known to be. */
  Optional<String> deleted(String id) {
    Rest rest = resting.get(id);
    wake(id);
    carried.remove(id);
    if (rest != null && rest.carrier() != null) {
      var unused = isLastOf(rest.carrier(), id);
      return Optional.of(rest.carrier());
    }
    return Optional.empty();
  }

  private boolean isLastOf(String carrier, String id) {
    Set<String> those = carrier == null ? null : carried.get(carrier);
    if (those == null) {
      return false;
    }
    those.remove(id);
    if (those.isEmpty()) {
      carried.remove(carrier);
    }
    return those.isEmpty();
  }

  /** How many are over, and not forgotten. */
  int size() {
    return resting.size() + waiting.size();
  }
}
