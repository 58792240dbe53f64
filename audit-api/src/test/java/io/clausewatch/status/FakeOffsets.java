package io.clausewatch.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Offsets that a test sets, and the order in which they were asked for. */
public final class FakeOffsets implements LogOffsets {

  final Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
  final Map<TopicPartition, Long> beginnings = new HashMap<>();
  final Map<TopicPartition, Long> ends = new HashMap<>();
  final Set<TopicPartition> nothingButMarkers = new HashSet<>();
  final List<String> asked = new ArrayList<>();
  final Map<TopicPartition, Range> read = new HashMap<>();
  String unknown;

  /** Run before each question is answered. */
  Runnable meanwhile = () -> {};

  @Override
  public Map<TopicPartition, Long> committed(String group) throws UnknownException {
    ask("committed " + group);
    return Map.copyOf(committed.getOrDefault(group, Map.of()));
  }

  @Override
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions)
      throws UnknownException {
    ask("beginnings");
    return of(partitions, beginnings);
  }

  @Override
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
      throws UnknownException {
    ask("ends");
    return of(partitions, ends);
  }

  @Override
  public Set<TopicPartition> empty(Map<TopicPartition, Range> ranges) throws UnknownException {
    ask("empty");
    read.putAll(ranges);
    Set<TopicPartition> empty = new HashSet<>(ranges.keySet());
    empty.retainAll(nothingButMarkers);
    return empty;
  }

  private void ask(String what) throws UnknownException {
    asked.add(what);
    meanwhile.run();
    if (unknown != null) {
      throw new UnknownException(unknown);
    }
  }

  private static Map<TopicPartition, Long> of(
      Collection<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> some = new HashMap<>();
    partitions.forEach(partition -> some.put(partition, offsets.getOrDefault(partition, 0L)));
    return some;
  }
}
