package io.clausewatch.stream;

import static io.clausewatch.contract.ConsentAction.WITHDRAWN;
import static io.clausewatch.contract.ConsentGiver.SUBJECT;
import static io.clausewatch.stream.Shop.consent;
import static io.clausewatch.stream.Shop.contact;
import static io.clausewatch.stream.Shop.handler;
import static io.clausewatch.stream.Shop.read;
import static io.clausewatch.stream.Shop.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.judging.PassStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of passes over all events of a policy, in steps of two events. */
class PolicyPassTest {
  private static final String PLACE = Shop.POLICY + "|0";
  private static final Instant LATER = Pipeline.START.plusSeconds(60);

  private final SimulatedTasks tasks = new SimulatedTasks(Shop.policies(), 1);

  @AfterEach
  void stop() {
    tasks.close();
  }

  private void judge(Event... events) {
    for (Event event : events) {
      tasks.take(event, 0);
      work();
    }
  }

  private void work() {
    while (!tasks.waiting().isEmpty()) {
      tasks.work(0);
    }
  }

  private void judgeReads(int count) {
    for (int i = 0; i < count; i++) {
      judge(read("e" + i, 5, "mallory", "customer-" + i));
    }
  }

  /** Does the first step of a pass over what is judged by now. */
  private void changePolicy() throws Exception {
    tasks.restart(Shop.policies("severity: HIGH", "severity: LOW"));
    tasks.tick(0);
  }

  @Test
  void aChangedPolicyTellsHowFarItHasCome() throws Exception {
    judgeReads(7);
    assertThat(tasks.passes).isEmpty();
    changePolicy();
    assertThat(tasks.counts.shares).containsOnlyKeys(PLACE);
    tasks.at(LATER);
    work();

    assertThat(tasks.passes)
        .hasSize(4)
        .allSatisfy(
            pass -> {
              assertThat(pass.getPolicyId()).isEqualTo(Shop.POLICY);
              assertThat(pass.getPartition()).isEqualTo(0);
              assertThat(pass.getCause()).isEqualTo(PassCause.POLICY_CHANGED);
              assertThat(pass.getStartedAt()).isEqualTo(Pipeline.START);
            })
        .isSortedAccordingTo((a, b) -> Double.compare(a.getShare(), b.getShare()));
    assertThat(tasks.passes).extracting(PolicyPass::getShare).doesNotHaveDuplicates();
    assertThat(tasks.passes).extracting(PolicyPass::getJudgedAgain).containsExactly(2L, 4L, 6L, 7L);
    assertThat(tasks.passes)
        .extracting(PolicyPass::getFinishedAt)
        .containsExactly(null, null, null, LATER);
    assertThat(tasks.passes.getLast().getShare()).isEqualTo(1);
    assertThat(tasks.passes.getLast().getUpdatedAt()).isEqualTo(LATER);
    assertThat(tasks.counts.shares).isEmpty();
  }

  @Test
  void aStepTakesMoreOfWhatStaysAsItIs() throws Exception {
    tasks.step = new PassStep(2, 3, Duration.ofDays(1));
    judgeReads(13);
    changePolicy();
    work();
    assertThat(tasks.passes).extracting(PolicyPass::getJudgedAgain).containsExactly(6L, 12L, 13L);
  }

  @Test
  void oneThatIsThroughAtOnceSaysSoWhereThereWasSomethingToJudge() throws Exception {
    tasks.restart(Shop.policies("severity: HIGH", "severity: CRITICAL"));
    tasks.tick(0);
    assertThat(tasks.passes).isEmpty();

    judgeReads(1);
    changePolicy();
    assertThat(tasks.passes)
        .singleElement()
        .satisfies(
            pass -> {
              assertThat(pass.getShare()).isEqualTo(1);
              assertThat(pass.getJudgedAgain()).isEqualTo(1);
              assertThat(pass.getFinishedAt()).isEqualTo(Pipeline.START);
            });
    assertThat(tasks.counts.shares).isEmpty();
  }

  @Test
  void anotherTaskGoesOnWhereOneWas() throws Exception {
    judgeReads(7);
    changePolicy();
    tasks.work(0);
    double before = tasks.passes.getLast().getShare();

    tasks.restart(0, true);
    assertThat(tasks.counts.shares).as("of a task that is closed").isEmpty();
    tasks.at(LATER);
    tasks.work(0);

    PolicyPass next = tasks.passes.getLast();
    assertThat(next.getShare()).isGreaterThan(before);
    assertThat(next.getJudgedAgain()).isEqualTo(6);
    assertThat(next.getStartedAt()).isEqualTo(Pipeline.START);
    assertThat(next.getUpdatedAt()).isEqualTo(LATER);
    assertThat(tasks.counts.shares).isEqualTo(Map.of(PLACE, next.getShare()));
    work();
    assertThat(tasks.passes.getLast().getFinishedAt()).isEqualTo(LATER);
  }

  @Test
  void oneThatStartsOverBeginsAnew() throws Exception {
    judgeReads(5);
    changePolicy();
    tasks.take(handler("r1", 1, "hans", 0), 0);
    tasks.at(LATER);
    work();

    assertThat(since(Pipeline.START))
        .extracting(PolicyPass::getJudgedAgain)
        .containsExactly(2L, 4L);
    List<PolicyPass> anew = since(LATER);
    assertThat(anew.getFirst().getShare()).isEqualTo(0);
    assertThat(anew.getFirst().getJudgedAgain()).isEqualTo(0);
    assertThat(anew.getLast().getJudgedAgain()).isGreaterThanOrEqualTo(5);
    assertThat(anew).filteredOn(pass -> pass.getFinishedAt() != null).containsOnly(anew.getLast());
    assertThat(tasks.passes)
        .as("what comes while a changed policy is at work is judged by it")
        .extracting(PolicyPass::getCause)
        .containsOnly(PassCause.POLICY_CHANGED);
  }

  private List<PolicyPass> since(Instant startedAt) {
    return tasks.passes.stream().filter(pass -> pass.getStartedAt().equals(startedAt)).toList();
  }

  @Test
  void aFactThatTouchesAllIsTheCause() {
    judgeReads(3);
    judge(handler("r1", 1, "hans", 0));
    assertThat(tasks.passes).extracting(PolicyPass::getCause).containsOnly(PassCause.FACT);
    assertThat(tasks.passes.getFirst().getFinishedAt()).isNull();
    assertThat(tasks.passes.getLast().getFinishedAt()).isNotNull();

    tasks.passes.clear();
    for (int i = 0; i < 5; i++) {
      tasks.tick(0); // it finds out what each looked up
    }
    int before = tasks.counts.of("judgedAgain");
    judge(handler("r2", 1, "mallory", 0));
    assertThat(tasks.counts.of("judgedAgain") - before).isEqualTo(3);
    assertThat(tasks.passes).as("of those alone that looked it up").isEmpty();
  }

  @Test
  void nothingIsToldOfAPassOverADataSubject() {
    for (int i = 0; i < 5; i++) {
      judge(contact("e" + i, 5, "direct-marketing", "customer-anna"));
    }
    judge(consent("c1", 2, WITHDRAWN, SUBJECT, "direct-marketing", "customer-anna"));
    assertThat(tasks.findings).hasSize(5);
    assertThat(tasks.passes).isEmpty();
    assertThat(tasks.counts.shares).isEmpty();
  }

  /** Whatever a service sends as one may be anything, a person's id too. */
  @Test
  void nothingIsToldOfAPolicyThatThereNeverWas() {
    for (int i = 0; i < 5; i++) {
      judge(under("customer-anna", read("e" + i, 5, "mallory", "customer-" + i)));
    }
    judge(under("customer-anna", handler("r1", 1, "hans", 0)));
    assertThat(tasks.counts.of("judgedAgain")).isEqualTo(5);
    assertThat(tasks.passes).isEmpty();
    assertThat(tasks.counts.shares).isEmpty();
  }
}
