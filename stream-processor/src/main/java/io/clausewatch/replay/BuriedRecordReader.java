package io.clausewatch.replay;

import io.clausewatch.platform.kafka.ConsumerLoop;
import io.clausewatch.platform.kafka.SilenceLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads records where dead letters say that they lie. Not thread-safe. */
final class BuriedRecordReader {
  private final Consumer<byte[], byte[]> consumer;

  /**
   * The records of a cluster.
   *
   * @param consumer in no group
   */
  BuriedRecordReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Those of a partition that Kafka still keeps.
   *
   * @param partition where they lie
   * @param offsets where in it
   * @return them, by offset
   */
  List<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, Collection<Long> offsets) {
    List<TopicPartition> alone = List.of(partition);
    consumer.assign(alone);
    NavigableSet<Long> wanted =
        new TreeSet<>(offsets)
            .subSet(
                consumer.beginningOffsets(alone).get(partition),
                true,
                consumer.endOffsets(alone).get(partition),
                false);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    SilenceLimit silence = new SilenceLimit(System::nanoTime);
    while (!wanted.isEmpty()) {
      // Bad records often lie side by side: those are read through, a gap is leapt over.
      consumer.seek(partition, wanted.first());
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(ConsumerLoop.POLL);
      silence.check(polled.isEmpty());
      for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
        if (wanted.remove(record.offset())) {
          found.add(record);
        }
      }
      wanted.headSet(consumer.position(partition)).clear();
    }
    return found;
  }
}
