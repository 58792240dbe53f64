package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Instant;
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
 * <p>Those that are over are not held: it is as large as what is open, waits, or is dead.
 */
final class OutboxIndex {
  /** Those that are to be tried, or are kept back for a time. */
  private final Map<String, AlertMessage> live = new HashMap<>();

  /** Those that are tried no more, to be sent once more when somebody asks for it. */
  private final Map<String, AlertMessage> dead = new HashMap<>();

  /** What is told in a message that has not arrived yet, by that message. */
  private final Map<String, Map<String, AlertMessage>> carried = new HashMap<>();

  private final Map<String, ToldMatter> matters = new HashMap<>();
  private final Map<String, Set<String>> openInThread = new HashMap<>();
  private final Set<String> retrying = new HashSet<>();
  private final DueQueue due = new DueQueue();
  private final DueQueue held = new DueQueue();
  private final DueQueue reminders = new DueQueue();
  private final MessageGroups groups = new MessageGroups();

  /** Takes in a message as it is now. */
  void put(AlertMessage message) {
    String id = message.getMessageId();
    live.remove(id);
    dead.remove(id);
    retrying.remove(id);
    due.remove(id);
    held.remove(id);
    groups.remove(message);
    noteGroup(message);
    if (message.getCarriedBy() != null && message.getState() != AlertState.GROUPED) {
      carried.getOrDefault(message.getCarriedBy(), new HashMap<>()).remove(id);
    }
    if (isAboutOne(message)) {
      follow(matters.computeIfAbsent(matterOf(message), ignored -> new ToldMatter()), message);
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
            finished(message, AlertState.DEAD);
          }
        } else {
          finished(message, AlertState.DELIVERED);
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
    // Of what is sent once more although it was given up, all is open again.
    for (AlertMessage one : carriedBy(message)) {
      ToldMatter matter = matters.get(matterOf(one));
      if (matter != null) { // else it was over before
        matter.tryAgain();
        follow(matter, one);
      }
    }
    if (isIntention(message)) {
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

  private void follow(ToldMatter matter, AlertMessage message) {
    AlertType type = type(message);
    String id = message.getMessageId();
    if (isIntention(message)) {
      matter.escalateBy(id);
      return;
    }
    if (matter.escalation().filter(id::equals).isPresent()) {
      matter.noEscalation();
    }
    AlertState state = message.getState();
    boolean cancelled = state == AlertState.SILENCED && message.getDueAt() == null;
    boolean isOpen = !cancelled && message.getToldAt() == null && state != AlertState.DEAD;
    if (isOpen) {
      matter.await(message);
    }
    if (type.isEnd()) {
      if (isEndOf(matter, message)) {
        matter.end();
      }
    } else if (type.isBeginning() && !cancelled) {
      begin(matter, message);
    } else if (cancelled && isBeginning(matter, message)) {
      matter.unbegin();
      goBack(matter, message);
    }
  }

  /** Whether it is an escalation that waits until its finding has stood for long. */
  private static boolean isIntention(AlertMessage message) {
    return type(message) == AlertType.FINDING_ESCALATED && message.getCollecting();
  }

  private void begin(ToldMatter matter, AlertMessage message) {
    boolean isEscalation = type(message) == AlertType.FINDING_ESCALATED;
    if (isEscalation && !isBeginning(matter, message) && isBegunOtherwise(matter)) {
      return; // it is told of already, or will be; that it is escalated to as well changes nothing
    }
    if (matter.beginning().isEmpty() && isOverAnyway(matter, message)) {
      return;
    }
    matter.begin(message);
    if (matter.pending().stream().anyMatch(other -> isEndOf(matter, other))) {
      matter.end(); // known before its beginning, which changed later
    }
    String key = matterOf(message);
    if (message.getRemindAt() == null) {
      reminders.remove(key);
    } else {
      reminders.put(key, message.getRemindAt());
    }
  }

  /** Whether the end is on its way already of what it tells, and it is not by it that it began. */
  private static boolean isOverAnyway(ToldMatter matter, AlertMessage message) {
    return matter.pending().stream()
        .filter(other -> type(other).isEnd())
        .filter(end -> end.getCreatedAt().isAfter(message.getCreatedAt()))
        .anyMatch(end -> !message.getMessageId().equals(end.getEndOf()));
  }

  private static boolean isBegunOtherwise(ToldMatter matter) {
    return matter
        .beginning()
        .filter(known -> !matter.isEnding() || type(known) != AlertType.FINDING_ESCALATED)
        .isPresent();
  }

  /** A message came to its end, and with it all that it carries. */
  private void finished(AlertMessage message) {
    List<AlertMessage> those = carriedBy(message);
    if (message.getState() == AlertState.DELIVERED) {
      carried.remove(message.getMessageId());
    }
    if (isAboutOne(message)) {
      finished(message, message.getState());
    }
    those.forEach(one -> finished(one, message.getState()));
  }

  private void finished(AlertMessage message, AlertState state) {
    String key = matterOf(message);
    ToldMatter matter = matters.get(key);
    if (matter == null) {
      return;
    }
    matter.noLongerAwait(message);
    boolean isBeginning = isBeginning(matter, message);
    if (isBeginning && state == AlertState.DELIVERED && !matter.isTold()) {
      matter.tell();
      openInThread.computeIfAbsent(message.getThread(), ignored -> new HashSet<>()).add(key);
    } else if (isBeginning && state == AlertState.DEAD) {
      matter.giveUp();
    }
    if (type(message).isEnd()) {
      leaveThread(message);
      if (isEndOf(matter, message)) {
        matter.unbegin(); // else it began anew meanwhile
        goBack(matter, message);
      }
    }
    if (matter.isOver()) {
      forget(key);
    }
  }

  private void leaveThread(AlertMessage end) {
    openInThread.computeIfPresent(
        end.getThread(),
        (thread, open) -> {
          open.remove(matterOf(end));
          return open.isEmpty() ? null : open;
        });
  }

  /**
   * What else is on its way of a matter whose beginning is cancelled or over: it may have been
   * escalated as well, or begin anew. Where an end is on its way too, nothing more has to be told.
   */
  private void goBack(ToldMatter matter, AlertMessage over) {
    List<AlertMessage> others =
        matter.pending().stream()
            .filter(one -> !one.getMessageId().equals(over.getMessageId()))
            .toList();
    boolean endsAnyway = others.stream().anyMatch(other -> type(other).isEnd());
    if (!endsAnyway) {
      others.stream()
          .filter(other -> type(other).isBeginning())
          .findFirst()
          .ifPresent(matter::begin);
    }
  }

  private static boolean isEndOf(ToldMatter matter, AlertMessage message) {
    return matter
        .beginning()
        .filter(known -> known.getMessageId().equals(message.getEndOf()))
        .isPresent();
  }

  private static boolean isBeginning(ToldMatter matter, AlertMessage message) {
    return matter
        .beginning()
        .filter(known -> known.getMessageId().equals(message.getMessageId()))
        .isPresent();
  }

  /** Nothing is to be known any more of what a receiver was told of. */
  void forget(String key) {
    matters.remove(key);
    reminders.remove(key);
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

  Optional<ToldMatter> matter(String key) {
    return Optional.ofNullable(matters.get(key));
  }

  Map<String, ToldMatter> matters() {
    return matters;
  }

  /** One of those that are to be tried; empty when there is none of the id. */
  Optional<AlertMessage> live(String id) {
    return Optional.ofNullable(live.get(id));
  }

  Optional<AlertMessage> dead(String id) {
    return Optional.ofNullable(dead.get(id));
  }

  /** What a message tells of that has others of its own; empty where it stands alone. */
  List<AlertMessage> carriedBy(AlertMessage message) {
    Map<String, AlertMessage> those = carried.get(message.getMessageId());
    return those == null ? List.of() : List.copyOf(those.values());
  }

  /** How many findings that its receiver sees as one stand still. */
  int openInThread(String thread) {
    return openInThread.getOrDefault(thread, Set.of()).size();
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

  DueQueue reminders() {
    return reminders;
  }

  /** Those that a silence or quiet hours keep back. */
  List<AlertMessage> keptBack() {
    return live.values().stream()
        .filter(message -> message.getKeptBackBy() != null && message.getTries() == 0)
        .toList();
  }

  /** When there is something to do next; empty where nothing waits for a time. */
  Optional<Instant> firstDue() {
    return Stream.of(due.first(), held.first(), groups.firstDue(), reminders.first())
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
}
