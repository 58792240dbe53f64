package io.clausewatch.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.facts.EventHistory;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.Judgement;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectFactStoreTest {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SUBJECT = StoreKeys.subject("sony-music-kr", "ref");
  private static final EventHistory NO_HISTORY = EventHistory.of(List.of());

  private final AvroSerdes serdes = new AvroSerdes("mock://subject-fact-store");
  private KeyValueStore<String, Fact> contexts;
  private KeyValueStore<String, Fact> holdings;
  private Policy policy;
  private boolean registryIsAway;

  @BeforeEach
  void open() throws Exception {
    contexts = store(SubjectFactStore.STORE);
    holdings = store(SubjectFactStore.HOLDINGS);
    policy = PolicyCatalog.load(Path.of("..", "policies")).policy("sony-music-kr").orElseThrow();
  }

  @AfterEach
  void close() {
    serdes.close();
  }

  private KeyValueStore<String, Fact> store(String name) {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    KeyValueStore<String, Fact> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name),
                Serdes.String(),
                Serdes.serdeFrom(serdes.serializer(Fact.class), this::read))
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private Fact read(String topic, byte[] bytes) {
    if (registryIsAway) {
      throw new SerializationException("The registry is away");
    }
    return serdes.deserializer(Fact.class).deserialize(topic, bytes);
  }

  @Test
  void whatAVersionBeforeKeptTogetherIsFoundBesideWhatComesNow() {
    Access before = access("before", Operation.COLLECT, DAY);
    contexts.put(StoreKeys.context(SUBJECT, "before"), fact(before));
    Access now = access("now", Operation.COLLECT, DAY.plusSeconds(1));
    Access gone = access("gone", Operation.DESTROY, DAY.plusSeconds(2));

    SubjectFactStore store = new SubjectFactStore(contexts, holdings, subject -> NO_HISTORY);
    add(store, now);
    add(store, gone);
    SubjectFacts facts = store.of(SUBJECT, policy);

    assertThat(facts.holdings().collected()).containsExactly(before, now);
    assertThat(facts.holdings().destroyedSince("name", DAY)).containsExactly(gone);
  }

  @Test
  void whatComesAfterItWasReadIsThereToo() {
    SubjectFactStore store = new SubjectFactStore(contexts, holdings, subject -> NO_HISTORY);
    Access later = access("later", Operation.COLLECT, DAY.plusSeconds(1));
    add(store, later);
    assertThat(store.of(SUBJECT, policy).holdings().collected()).containsExactly(later);

    Access earlier = access("earlier", Operation.COLLECT, DAY);
    add(store, earlier);

    assertThat(store.of(SUBJECT, policy).holdings().collected()).containsExactly(earlier, later);
  }

  @Test
  void anIdThatComesAgainAfterItWasForgottenSaysWhatItSaysLast() {
    SubjectFactStore store = new SubjectFactStore(contexts, holdings, subject -> NO_HISTORY);
    add(store, access("same", Operation.COLLECT, DAY));
    assertThat(store.of(SUBJECT, policy).holdings().collected()).hasSize(1);

    Access again = access("same", Operation.COLLECT, DAY);
    again.setPurpose("another");
    add(store, again);

    assertThat(store.of(SUBJECT, policy).holdings().collected()).containsExactly(again);
  }

  @Test
  void whatCannotBeReadIsNoVerdict() throws Exception {
    Event ended =
        Event.of(
            Subject.newBuilder()
                .setEventId("end")
                .setOccurredAt(DAY)
                .setPolicyId("sony-music-kr")
                .setService("shop")
                .setSubjectId("ref")
                .setChange(SubjectChange.PURPOSE_ENDED)
                .build());
    PolicyEvaluator evaluator = new PolicyEvaluator(PolicyCatalog.load(Path.of("..", "policies")));
    SubjectFactStore store = new SubjectFactStore(contexts, holdings, subject -> NO_HISTORY);
    add(store, access("before", Operation.COLLECT, DAY.minusSeconds(1)));
    PolicyFactStore shared = new PolicyFactStore(store("shared"));
    assertThat(judge(evaluator, ended, store, shared).obligations()).isNotEmpty();

    SubjectFactStore another = new SubjectFactStore(contexts, holdings, subject -> NO_HISTORY);
    registryIsAway = true;

    assertThatThrownBy(() -> judge(evaluator, ended, another, shared))
        .isInstanceOf(SerializationException.class);
  }

  private static Judgement judge(
      PolicyEvaluator evaluator, Event event, SubjectFactStore store, PolicyFactStore shared) {
    return evaluator.judge(event, SUBJECT, store, shared, DAY, lookup -> {});
  }

  private static void add(SubjectFactStore store, Access access) {
    store.add(SUBJECT, Event.of(access), fact(access));
  }

  private static Fact fact(Access access) {
    return new Fact(FactScope.SUBJECT, "ref", DAY, access, null);
  }

  private static Access access(String id, Operation operation, Instant at) {
    return Access.newBuilder()
        .setEventId(id)
        .setOccurredAt(at)
        .setPolicyId("sony-music-kr")
        .setService("shop")
        .setSubjectIds(List.of("ref"))
        .setActor(new Actor("app", ActorKind.SYSTEM, null, null, null))
        .setOperation(operation)
        .setPurpose("analytics")
        .setDataCategories(List.of("name"))
        .build();
  }
}
