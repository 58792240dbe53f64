package io.clausewatch.stream;

import static io.clausewatch.stream.Shop.handler;
import static io.clausewatch.stream.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that comes back to a machine finds there what it left, which has grown old. */
class MovedTaskTest {
  private final SimulatedTasks tasks = new SimulatedTasks(Shop.policies(), 1);

  @AfterEach
  void stop() {
    tasks.close();
  }

  private void judge(Event event) {
    tasks.take(event, 0);
    while (!tasks.waiting().isEmpty()) {
      tasks.work(0);
    }
  }

  private Map<String, FindingStatus> standing() {
    Map<String, FindingStatus> standing = new TreeMap<>();
    for (Finding finding : tasks.findings) {
      standing.put(finding.getEventId(), finding.getStatus());
    }
    return standing;
  }

  @Test
  void whatWasJudgedElsewhereIsFoundByWhatItLookedUp() {
    judge(handler("r1", 1, "hans", 0));
    judge(read("here", 5, "kim", "customer-1"));
    tasks.tick(0); // what all of them looked up is known
    tasks.restart(0, true);
    tasks.tick(0);
    judge(read("elsewhere", 5, "kim", "customer-2"));
    tasks.restart(0, true);

    judge(handler("r2", 1, "kim", 0));

    assertThat(standing())
        .containsOnly(
            Map.entry("here", FindingStatus.RETRACTED),
            Map.entry("elsewhere", FindingStatus.RETRACTED));
  }

  @Test
  void soItIsWhereTheTaskIsOnlyThereForAMoment() {
    judge(handler("r1", 1, "hans", 0));
    judge(read("here", 5, "kim", "customer-1"));
    tasks.tick(0);
    tasks.restart(0, true);
    judge(read("elsewhere", 5, "kim", "customer-2"));
    tasks.restart(0, true);
    judge(read("third", 5, "lee", "customer-3"));
    tasks.restart(0, false);

    judge(handler("r2", 1, "kim", 0));

    assertThat(standing())
        .containsOnly(
            Map.entry("here", FindingStatus.RETRACTED),
            Map.entry("elsewhere", FindingStatus.RETRACTED),
            Map.entry("third", FindingStatus.OPEN));
  }

  @Test
  void whatWasJudgedElsewhereIsForgottenInTime() {
    judge(read("here", 5, "kim", "customer-1"));
    tasks.tick(0);
    tasks.restart(0, true);
    judge(read("elsewhere", 5, "kim", "customer-2"));
    tasks.restart(0, true);
    tasks.tick(0);

    tasks.at(Pipeline.START.plus(Pipeline.HORIZON).plusSeconds(1));
    tasks.tick(0);

    assertThat(tasks.kept(0)).isZero();
  }
}
