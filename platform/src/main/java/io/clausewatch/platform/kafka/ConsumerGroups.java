package io.clausewatch.platform.kafka;

/**
 * The consumer groups of one installation, named after its topics, so that two installations with
 * different topics never share one, and one prefixed right covers them.
 *
 * @param processor the stream processor's, also its application id, which its transactions and
 *     internal topics are named after; its lag is what was accepted and is not judged yet
 * @param indexer the indexer's; its lag is what was judged and is not searchable yet
 */
public record ConsumerGroups(String processor, String indexer) {

  /**
   * The group of whoever indexes everything anew, beside the indexer.
   *
   * @return its name
   */
  public String reindex() {
    return indexer + "-reindex";
  }

  /**
   * The group of whoever sends once more what could not be processed; its committed offsets tell up
   * to which dead letter.
   *
   * @return its name
   */
  public String replay() {
    return processor + "-replay";
  }

  /**
   * The group of those who send alerts, which shares the receivers among them; what their
   * transactions are named after, and the groups that keep how far each has read.
   *
   * @return its name
   */
  public String alertSender() {
    return processor.replace("stream-processor", "alert-sender");
  }

  /**
   * The groups of the topics under a prefix.
   *
   * @param topicPrefix such as {@code clausewatch.}; a dot at its end becomes a dash
   * @return the groups, such as {@code clausewatch-stream-processor}
   */
  public static ConsumerGroups of(String topicPrefix) {
    String prefix =
        topicPrefix.endsWith(".")
            ? topicPrefix.substring(0, topicPrefix.length() - 1) + "-"
            : topicPrefix;
    return new ConsumerGroups(prefix + "stream-processor", prefix + "indexer");
  }
}
