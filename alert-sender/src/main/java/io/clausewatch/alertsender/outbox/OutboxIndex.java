package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known in memory of the messages to one receiver. It follows from the messages alone, each
 * given to {@link #put} in the order in which they changed, and is the same whether one is given
 * once or several times: what is read back after a restart makes the same index.
 *
 * <p>Of those that are over only the ids are held, until they are forgotten: it is as large as what
 * is open, waits, or is dead.
 */
final class OutboxIndex {
  /** Those that are to be tried, or are kept back for a time. */
  private final Map<String, AlertMessage> live = new HashMap<>();

  /** Those that are tried no more, to be sent once more when somebody asks for it. */
  private final Map<String, AlertMessage> dead = new HashMap<>();

  /** What is told in a message that has not arrived yet, by that message. */
  private final Map<String, Map<String, AlertMessage>> carried = new HashMap<>();

  private final RestingMessages resting = new RestingMessages();
  private final ToldMatters matters = new ToldMatters(resting);
  private final Set<String> retrying = new HashSet<>();
  private final DueQueue due = new DueQueue();
  private final DueQueue held = new DueQueue();
  private final MessageGroups groups = new MessageGroups();
  private Instant latestMadeAt = Instant.EPOCH;

  /** Takes in a message as it is now. */
  void put(AlertMessage message) {
    String id = message.getMessageId();
    if (latestMadeAt.isBefore(message.getCreatedAt())) {
      latestMadeAt = message.getCreatedAt();
    }
    live.remove(id);
    dead.remove(id);
    retrying.remove(id);
    due.remove(id);
    held.remove(id);
    groups.remove(message);
    resting.wake(id);
    resting.note(message);
    noteGroup(message);
    if (message.getCarriedBy() != null && message.getState() != AlertState.GROUPED) {
      carried.getOrDefault(message.getCarriedBy(), new HashMap<>()).remove(id);
    }
    if (isAboutOne(message)) {
      matters.follow(message);
    }
    switch (message.getState()) {
      case WAITING, RETRYING -> toBeTried(message);
      case SILENCED -> {
        if (message.getDueAt() != null) {
          toBeTried(message);
        } else {
          finished(message);
        }
      }
      case GROUPED -> {
        if (message.getToldAt() == null) {
          carry(message);
          if (dead.containsKey(message.getCarriedBy())) {
            matters.finished(message, AlertState.DEAD, message.getChangedAt());
          }
        } else {
          matters.finished(message, AlertState.DELIVERED, message.getChangedAt());
        }
      }
      case DELIVERED -> finished(message);
      case DEAD -> {
        dead.put(id, message);
        finished(message);
      }
      case UNKNOWN -> throw new IllegalArgumentException("a message without a state");
    }
  }

  private void noteGroup(AlertMessage message) {
    boolean isOnItsWay =
        message.getState() == AlertState.WAITING
            && !message.getCollecting()
            && message.getKeptBackBy() == null;
    if (message.getGroup() != null && (isOnItsWay || message.getTries() > 0)) {
      Instant tried = message.getFirstTriedAt();
      groups.told(message.getGroup(), tried == null ? message.getChangedAt() : tried);
    }
  }

  private void carry(AlertMessage message) {
    carried
        .computeIfAbsent(message.getCarriedBy(), ignored -> new LinkedHashMap<>())
        .put(message.getMessageId(), message);
  }

  private void toBeTried(AlertMessage message) {
    String id = message.getMessageId();
    live.put(id, message);
    if (message.getTries() > 0) {
      retrying.add(id);
    }
    List<AlertMessage> those = carriedBy(message);
    those.forEach(one -> resting.wake(one.getMessageId()));
    those.forEach(matters::follow);
    if (ToldMatters.isIntention(message)) {
      held.put(id, message.getDueAt());
      return;
    }
    if (message.getCollecting()) {
      groups.add(message);
      return;
    }
    if (message.getDueAt() != null) {
      boolean isHeld = message.getKeptBackBy() != null && message.getTries() == 0;
      (isHeld ? held : due).put(id, message.getDueAt());
    }
  }

  /** A message came to its end, and with it all that it carries. */
  private void finished(AlertMessage message) {
    List<AlertMessage> those = carriedBy(message);
    if (message.getState() == AlertState.DELIVERED) {
      carried.remove(message.getMessageId());
    }
    Instant since = message.getChangedAt();
    if (isAboutOne(message)) {
      matters.finished(message, message.getState(), since);
    }
    those.forEach(one -> matters.finished(one, message.getState(), since));
    if (!isAboutOne(message)) {
      resting.rest(message, since);
    }
  }

  /**
   * Forgets what has been over since an instant or longer.
   *
   * @return their ids, in the order in which they are to be deleted
   */
  List<String> forget(Instant by) {
    List<RestingMessages.Forgotten> forgotten = resting.forget(by);
    for (RestingMessages.Forgotten one : forgotten) {
      dead.remove(one.id());
      carried.remove(one.id());
      if (one.carrier() != null && carried.containsKey(one.carrier())) {
        carried.get(one.carrier()).remove(one.id());
      }
    }
    return forgotten.stream().map(RestingMessages.Forgotten::id).toList();
  }

  /** A message that was over has been deleted. */
  void deleted(String id) {
    dead.remove(id);
    carried.remove(id);
    resting.deleted(id).map(carried::get).ifPresent(those -> those.remove(id));
  }

  /** Whether a message tells of one finding, or of something else that has an end. */
  static boolean isAboutOne(AlertMessage message) {
    return message.getFindingId() != null
        || (message.getFindings().isEmpty() && message.getThread() != null);
  }

  /** By what a matter is known: the finding, or the name of the trouble. */
  static String matterOf(AlertMessage message) {
    return message.getFindingId() == null ? message.getThread() : message.getFindingId();
  }

  static AlertType type(AlertMessage message) {
    return AlertType.of(message.getType()).orElseThrow();
  }

  ToldMatters matters() {
    return matters;
  }

  /** When the latest was made of all that it was ever given. */
  Instant latestMadeAt() {
    return latestMadeAt;
  }

  /** When that last changed, of all that is still to arrive, which did so first. */
  Optional<Instant> waitingSince() {
    return live.values().stream().map(AlertMessage::getChangedAt).min(Comparator.naturalOrder());
  }

  /** One of those that are to be tried; empty when there is none of the id. */
  Optional<AlertMessage> live(String id) {
    return Optional.ofNullable(live.get(id));
  }

  Optional<AlertMessage> dead(String id) {
    return Optional.ofNullable(dead.get(id));
  }

  /** What a dead message says it is dead for, or the one that carries it. */
  Optional<String> whyDead(AlertMessage message) {
    return dead(message.getMessageId())
        .or(() -> dead(message.getCarriedBy()))
        .map(AlertMessage::getKeptBackBy);
  }

  /** What a message tells of that has others of its own; empty where it stands alone. */
  List<AlertMessage> carriedBy(AlertMessage message) {
    Map<String, AlertMessage> those = carried.get(message.getMessageId());
    return those == null ? List.of() : List.copyOf(those.values());
  }

  /** Takes out those that a message should tell of that there is not: it was never kept. */
  List<AlertMessage> takeOrphans() {
    List<String> missing =
        carried.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .filter(id -> !live.containsKey(id) && !dead.containsKey(id))
            .toList();
    List<AlertMessage> orphans = new ArrayList<>();
    for (String id : missing) {
      orphans.addAll(carried.remove(id).values());
      var unused = resting.deleted(id);
    }
    return orphans;
  }

  MessageGroups groups() {
    return groups;
  }

  DueQueue due() {
    return due;
  }

  DueQueue held() {
    return held;
  }

  /** Those that a silence or quiet hours keep back. */
  List<AlertMessage> keptBack() {
    return live.values().stream()
        .filter(message -> message.getKeptBackBy() != null && message.getTries() == 0)
        .toList();
  }

  /** When there is something to do next; empty where nothing waits for a time. */
  Optional<Instant> firstDue() {
    return Stream.of(due.first(), held.first(), groups.firstDue(), matters.reminders().first())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  long waiting() {
    return (long) live.size() - retrying.size();
  }

  long retrying() {
    return retrying.size();
  }

  long dead() {
    return dead.size();
  }

  /** How many messages and matters it holds, also those that are over. */
  int size() {
    return live.size() + dead.size() + carried.size() + matters.all().size() + resting.size();
  }
}
