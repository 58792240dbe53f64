package io.clausewatch.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.facts.FactLookup;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

class FactLookupStoreTest {
  private static final List<String> POLICIES = List.of("p", "p2");
  private static final List<FactLookup> LOOKUPS =
      List.of(
          new FactLookup("HANDLER", "kim"),
          new FactLookup("HANDLER", "kim2"),
          new FactLookup("PROCESSOR", ""),
          new FactLookup("NOTICE", "kim"));

  private final KeyValueStore<String, String> inner =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(FactLookupStore.STORE), Serdes.String(), Serdes.String())
          .withLoggingDisabled()
          .build();

  FactLookupStoreTest() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    var context =
        new MockProcessorContext<String, String>(config, new TaskId(0, 0), new File("never-made"));
    inner.init(context.getStateStoreContext(), inner);
  }

  /** Each event is found by what it looked up last, and by nothing else. */
  @Property(seed = "20261130")
  void eachEventIsFoundByWhatItLookedUpLast(@ForAll Random random) {
    FactLookupStore store = new FactLookupStore(inner);
    Map<String, Set<FactLookup>> model = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      String policyId = POLICIES.get(random.nextInt(POLICIES.size()));
      String judged = StoreKeys.subject(policyId, "ref" + random.nextInt(3)) + random.nextInt(4);
      if (random.nextInt(4) == 0) {
        store.forget(judged);
        model.remove(judged);
      } else {
        Set<FactLookup> lookups = new HashSet<>();
        LOOKUPS.stream().filter(lookup -> random.nextBoolean()).forEach(lookups::add);
        store.put(policyId, judged, lookups);
        model.put(judged, lookups);
      }
    }
    for (String policyId : POLICIES) {
      for (FactLookup lookup : LOOKUPS) {
        Set<String> expected = new TreeSet<>(model.keySet());
        expected.removeIf(
            judged ->
                !judged.startsWith(StoreKeys.policy(policyId))
                    || !model.get(judged).contains(lookup));
        assertThat(all(store, StoreKeys.lookups(policyId, lookup), 1 + random.nextInt(3)))
            .containsExactlyElementsOf(expected);
      }
    }
    model.keySet().forEach(store::forget);
    assertThat(inner.all()).as("nothing is left of what is forgotten").isExhausted();
  }

  private static List<String> all(FactLookupStore store, String lookups, int step) {
    List<String> all = new ArrayList<>();
    List<String> next;
    do {
      next = store.next(lookups, all.isEmpty() ? "" : all.getLast(), step);
      all.addAll(next);
    } while (next.size() == step);
    return all;
  }
}
