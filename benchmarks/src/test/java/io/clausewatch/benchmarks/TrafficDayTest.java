package io.clausewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Violation;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openjdk.jmh.annotations.Param;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficDayTest {

  private static final Path POLICIES = Path.of("..", "policies");

  private PolicyCatalog catalog;

  /** All but that of the audit trail itself, under which only what people do is recorded. */
  private List<Policy> published;

  private Judge judge;

  @BeforeAll
  void load() throws PolicyException {
    catalog = PolicyCatalog.load(POLICIES);
    published = catalog.policies().stream().filter(policy -> !policy.ownActs()).toList();
    judge = new Judge(catalog.vocabulary());
  }

  @Test
  void everyShippedPolicyIsMeasured() throws NoSuchFieldException {
    String[] measured =
        JudgeBenchmark.class.getField("policyId").getAnnotation(Param.class).value();

    assertThat(measured)
        .containsExactlyInAnyOrderElementsOf(published.stream().map(Policy::policyId).toList());
  }

  @Test
  void theStoryIsTenConsentsAndFiftyFurtherFacts() {
    List<Event> story = KnownHistory.of("any");

    assertThat(story).filteredOn(fact -> fact.kind() == EventKind.CONSENT).hasSize(10);
    assertThat(story).filteredOn(fact -> fact.kind() != EventKind.CONSENT).hasSize(50);
    assertThat(story).extracting(Event::eventId).doesNotHaveDuplicates();
  }

  @Test
  void aDayHoldsEverySortOfActAndAFewUnlawfulOnes() {
    for (Policy policy : published) {
      TrafficDay day = TrafficDay.under(policy, judge);
      SubjectFacts subject = day.subject();
      SharedFacts shared = day.shared();
      Set<Operation> operations = EnumSet.noneOf(Operation.class);
      Set<RecipientKind> recipients = EnumSet.noneOf(RecipientKind.class);
      int unlawful = 0;
      for (Event act : day.acts()) {
        if (act.kind() == EventKind.ACCESS) {
          operations.add(act.access().getOperation());
        } else {
          recipients.add(act.disclosure().getRecipient().getKind());
        }
        unlawful += judge.judge(policy, act, subject, shared).violations().isEmpty() ? 0 : 1;
      }

      assertThat(day.acts()).as(policy.policyId()).hasSize(TrafficDay.ACTS);
      assertThat(unlawful).as(policy.policyId()).isEqualTo(TrafficDay.UNLAWFUL);
      assertThat(operations)
          .as(policy.policyId())
          .containsExactlyInAnyOrderElementsOf(known(Operation.class));
      assertThat(recipients)
          .as(policy.policyId())
          .containsExactlyInAnyOrderElementsOf(known(RecipientKind.class));
    }
  }

  @Test
  void theHandWrittenClausesFindWhatThePolicyFinds() throws IOException, PolicyException {
    Policy ten = SomeClauses.of(POLICIES, HandWritten.POLICY, HandWritten.CLAUSES);
    Policy whole = catalog.policy(HandWritten.POLICY).orElseThrow();
    Set<String> found = new TreeSet<>();
    TrafficDay day = TrafficDay.under(whole, judge);
    SubjectFacts subject = day.subject();
    SharedFacts shared = day.shared();
    for (Event act : day.acts()) {
      List<String> broken = HandWritten.broken(act, subject, shared);

      assertThat(broken)
          .isEqualTo(
              judge.judge(ten, act, subject, shared).violations().stream()
                  .map(Violation::clause)
                  .map(clause -> clause.id())
                  .toList());
      found.addAll(broken);
    }

    assertThat(ten.at(KnownHistory.DAY).clauses())
        .extracting(clause -> clause.id())
        .isEqualTo(HandWritten.CLAUSES);
    assertThat(found).isNotEmpty();
  }

  private static <E extends Enum<E>> List<E> known(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> !each.name().equals("UNKNOWN"))
        .toList();
  }
}
