package io.clausewatch.benchmarks;

import io.clausewatch.contract.Event;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.Judge;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Judges a {@link TrafficDay} under each of the shipped policies; run where {@code policies/} lies.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JudgeBenchmark {

  /** The policies, as they are named by their files. */
  @Param({
    "kakao-ticket-partner",
    "loen-partner-center",
    "sony-electronics-sg",
    "sony-music-kr",
    "sony-music-us"
  })
  public String policyId;

  private Judge judge;
  private Policy policy;
  private TrafficDay day;
  private SubjectFacts subject;
  private SharedFacts shared;
  private List<Event> storyAndLate;

  /** Makes up the day. */
  @Setup
  public void makeDay() throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(Path.of("policies"));
    judge = new Judge(catalog.vocabulary());
    policy = catalog.policy(policyId).orElseThrow();
    day = TrafficDay.under(policy, judge);
    subject = day.subject();
    shared = day.shared();
    storyAndLate = new ArrayList<>(day.story());
    storyAndLate.add(KnownHistory.late(policyId));
  }

  /** One act, its data subject being known. */
  @Benchmark
  @OperationsPerInvocation(TrafficDay.ACTS)
  public void act(Blackhole results) {
    for (Event act : day.acts()) {
      results.consume(judge.judge(policy, act, subject, shared));
    }
  }

  /** A fact that comes late: all that is known is sorted out anew, and every act judged again. */
  @Benchmark
  public void lateFact(Blackhole results) {
    SubjectFacts known = SubjectFacts.of(policy.membershipEndWithdrawsConsent(), storyAndLate);
    for (Event act : day.acts()) {
      results.consume(judge.judge(policy, act, known, shared));
    }
  }
}
