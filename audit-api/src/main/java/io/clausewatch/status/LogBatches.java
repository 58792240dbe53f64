package io.clausewatch.status;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;

/** What lies in logs, as brokers send it: not unpacked. */
interface LogBatches extends AutoCloseable {

  /**
   * What a reader of committed records would be sent from some offsets on, for each partition that
   * could be asked for. Not all that is asked for is in one answer.
   *
   * @param from the offset to begin at, of each partition
   * @throws IOException when a broker does not answer
   */
  Map<TopicPartition, FetchResponseData.PartitionData> read(Map<TopicPartition, Long> from)
      throws IOException;

  @Override
  void close();
}
