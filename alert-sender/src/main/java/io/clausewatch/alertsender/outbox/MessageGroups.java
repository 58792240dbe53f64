package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The messages that wait for others of their group, and when each group was last told of. A group
 * whose name begins with {@link #SUMMARY} waits until nothing has come to it for as long as its
 * messages say; any other until the first of its messages is due.
 */
final class MessageGroups {
  /** What the name of a group begins with that waits for the last of its messages. */
  static final String SUMMARY = "summary ";

  /** A summary does not wait for ever for what goes on and on. */
  private static final Duration LONGEST_SUMMARY = Duration.ofMinutes(5);

  private static final Duration FORGET = Duration.ofDays(1);

  private static final class Group {
    private final SequencedSet<String> messages = new LinkedHashSet<>();
    private Instant begun;
    private Instant due;
  }

  private final Map<String, Group> collecting = new HashMap<>();
  private final DueQueue due = new DueQueue();
  private final Map<String, Instant> lastTold = new HashMap<>();

  /** A message waits in its group. */
  void add(AlertMessage message) {
    String name = message.getGroup();
    Group group = collecting.computeIfAbsent(name, ignored -> new Group());
    boolean first = group.messages.isEmpty();
    group.messages.add(message.getMessageId());
    Instant at = message.getDueAt();
    if (first) {
      group.begun = message.getCreatedAt();
      group.due = at;
    } else if (name.startsWith(SUMMARY)) {
      // In whatever order they changed, or are read back.
      group.begun = earlier(group.begun, message.getCreatedAt());
      Instant last = at.isAfter(group.due) ? at : group.due;
      group.due = earlier(last, group.begun.plus(LONGEST_SUMMARY));
    } else {
      group.due = earlier(at, group.due);
    }
    due.put(name, group.due);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** A message waits no more. */
  void remove(AlertMessage message) {
    String name = message.getGroup();
    Group group = name == null ? null : collecting.get(name);
    if (group != null && group.messages.remove(message.getMessageId())) {
      if (group.messages.isEmpty()) {
        collecting.remove(name);
        due.remove(name);
      }
    }
  }

  /** A message about a group is on its way. */
  void told(String name, Instant at) {
    lastTold.merge(name, at, (a, b) -> a.isAfter(b) ? a : b);
  }

  /**
   * When the next message about a group is due.
   *
   * @param wait how long the first waits for more
   * @param interval how long the next waits after the last
   */
  Instant nextDue(String name, Duration wait, Duration interval, Instant now) {
    Group group = collecting.get(name);
    if (group != null) {
      return group.due;
    }
    Instant first = now.plus(wait);
    Instant last = lastTold.get(name);
    Instant after = last == null ? first : last.plus(interval);
    return after.isAfter(first) ? after : first;
  }

  /** Takes out the messages of a group that is due; empty when none is. */
  Optional<List<String>> poll(Instant now) {
    return due.poll(now).map(name -> new ArrayList<>(collecting.remove(name).messages));
  }

  /** When the first group is due; empty when nothing waits. */
  Optional<Instant> firstDue() {
    return due.first();
  }

  /** Forgets when groups were told of long ago. */
  void forget(Instant now) {
    lastTold.values().removeIf(at -> at.isBefore(now.minus(FORGET)));
  }
}
