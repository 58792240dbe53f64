package io.clausewatch.replay;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.contract.DeadLetterReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of the dead letters that a run has read, counted. Not thread-safe. */
final class ReplayOutcome {
  private final Map<DeadLetterReason, Integer> sent = new EnumMap<>(DeadLetterReason.class);
  private int gone;
  private int conflicting;
  private int reserved;
  private int unindexed;

  /** A record was sent once more. */
  void sent(DeadLetterReason reason) {
    sent.merge(reason, 1, Integer::sum);
  }

  /** Records that Kafka no longer keeps. */
  void gone(int count) {
    gone += count;
  }

  /** An event that has the id of another; it would have it again. */
  void conflicting() {
    conflicting++;
  }

  /** A record that says that Clausewatch wrote it, and was not sent on. */
  void reserved() {
    reserved++;
  }

  /** A record that was judged, and could not be indexed or decided about. */
  void unindexed() {
    unindexed++;
  }

  /**
   * What to tell an operator.
   *
   * @return sentences, of which the first says how many records were sent
   */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    int all = sent.values().stream().mapToInt(Integer::intValue).sum();
    sentences.add(
        all == 0
            ? "Nothing was sent once more"
            : "Sent once more: %s. What cannot be processed now either gets another dead letter"
                .formatted(
                    sent.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
                        .collect(Collectors.joining(", "))));
    tell(
        sentences,
        gone,
        CountedNoun.of(
            gone,
            "lies in Kafka no longer, and is lost to the trail",
            "lie in Kafka no longer, and are lost to the trail"));
    tell(
        sentences,
        conflicting,
        CountedNoun.of(
            conflicting,
            "CONFLICTING stays where it is: its producer has to send it under an id of its own",
            "CONFLICTING stay where they are: their producer has to send them under ids of their"
                + " own"));
    tell(
        sentences,
        reserved,
        CountedNoun.of(
            reserved,
            "RESERVED stays where it is: it says that Clausewatch wrote it, and another did",
            "RESERVED stay where they are: they say that Clausewatch wrote them, and another did"));
    tell(
        sentences,
        unindexed,
        CountedNoun.of(unindexed, "was", "were")
            + " judged, and could not be indexed or decided about: reindex tries to index "
            + CountedNoun.of(unindexed, "it", "them")
            + " again");
    return sentences;
  }

  private static void tell(List<String> sentences, int count, String what) {
    if (count > 0) {
      sentences.add(String.format(Locale.ROOT, "%,d %s", count, what));
    }
  }
}
