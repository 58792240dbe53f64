package io.clausewatch.benchmarks;

import io.clausewatch.contract.Event;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.Judge;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Ten clauses as a policy and {@link HandWritten} in Java, over the same acts and the same facts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TenClausesBenchmark {

  private Judge judge;
  private Policy tenClauses;
  private TrafficDay day;
  private SubjectFacts subject;
  private SharedFacts shared;

  /** Makes up the day, by the whole policy. */
  @Setup
  public void makeDay() throws IOException, PolicyException {
    Path folder = Path.of("policies");
    PolicyCatalog catalog = PolicyCatalog.load(folder);
    judge = new Judge(catalog.vocabulary());
    day = TrafficDay.under(catalog.policy(HandWritten.POLICY).orElseThrow(), judge);
    tenClauses = SomeClauses.of(folder, HandWritten.POLICY, HandWritten.CLAUSES);
    subject = day.subject();
    shared = day.shared();
  }

  /** One act, by the compiled policy. */
  @Benchmark
  @OperationsPerInvocation(TrafficDay.ACTS)
  public void policy(Blackhole results) {
    for (Event act : day.acts()) {
      results.consume(judge.judge(tenClauses, act, subject, shared));
    }
  }

  /** One act, in plain Java. */
  @Benchmark
  @OperationsPerInvocation(TrafficDay.ACTS)
  public void handWritten(Blackhole results) {
    for (Event act : day.acts()) {
      results.consume(HandWritten.broken(act, subject, shared));
    }
  }
}
