package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.http.MemoryBudget.ExhaustedException;
import io.clausewatch.http.MemoryBudget.Share;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  @Test
  void whatIsTakenByOneIsNotThereForAnotherUntilItIsGivenBack() {
    MemoryBudget budget = new MemoryBudget(100);
    Share one = budget.share();
    Share other = budget.share();
    one.take(60);
    assertThatThrownBy(() -> other.take(41)).isInstanceOf(ExhaustedException.class);
    other.take(40);
    assertThat(budget.taken()).isEqualTo(100);
    one.close();
    one.close();
    assertThat(budget.taken()).isEqualTo(40);
    other.take(60);
  }
}
