package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Records that are wrong in whatever way become dead letters, or are what they say; none stops the
 * stream. How many are tried is the system property {@code clausewatch.malformed}; without it as
 * many as a build has time for.
 */
@Tag("long")
class MalformedRecordsTest {
  private static final int IN_A_BUILD = 25_000;
  private static final int AT_ONCE = 5_000;

  @Test
  void eachIsTakenInOrBuried() {
    Random random = new Random(20_261_129);
    int tries = Integer.getInteger("clausewatch.malformed", IN_A_BUILD);
    int taken = 0;
    for (int done = 0; done < tries; done += AT_ONCE) {
      try (Pipeline pipeline = new Pipeline(ShippedEvents.POLICIES)) {
        for (int i = 0; i < AT_ONCE; i++) {
          send(pipeline, random, i);
        }
        int letters = pipeline.deadLetters.size();
        int kept = pipeline.counts.of("taken") + pipeline.counts.of("duplicate");
        assertThat(letters + kept).isEqualTo(AT_ONCE);
        assertThat(pipeline.counts.of("FAILED")).isZero();
        taken += kept;
      }
    }
    System.out.println("Of " + tries + " malformed records " + taken + " were taken in");
    assertThat(taken).isBetween(tries / 100, tries * 9 / 10);
  }

  private static void send(Pipeline pipeline, Random random, int number) {
    List<Policy> policies = ShippedEvents.POLICIES.policies();
    List<Event> events = ShippedEvents.of(policies.get(random.nextInt(policies.size())).policyId());
    Event event = events.get(random.nextInt(events.size()));
    String topic = pipeline.topics.events(event.kind()).name();
    SpecificRecord record = SpecificData.get().deepCopy(event.record().getSchema(), event.record());
    record.put(record.getSchema().getField("eventId").pos(), "e-" + number);
    byte[] value = pipeline.bytes(topic, record);
    for (int i = random.nextInt(3); i >= 0; i--) {
      // What is before tells the schema: most of the changes are to be behind it.
      int at = random.nextInt(20) == 0 ? random.nextInt(5) : 5 + random.nextInt(value.length - 5);
      value[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : value[at] ^ 1);
    }
    int length = random.nextInt(10) == 0 ? random.nextInt(value.length) : value.length;
    pipeline.sendBytes(topic, event.eventId(), Arrays.copyOf(value, length));
  }
}
