package io.clausewatch.policy;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.facts.EvaluationContext;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of a policy, compiled: its clauses are indexed by the {@link EventShape} of the
 * events that they judge. Immutable.
 */
public final class PolicyVersion {

  private final String version;
  private final Instant effectiveFrom;
  private final Map<String, DeclaredQuote> purposes;
  private final Set<String> dataCategories;
  private final List<Clause> clauses;
  private final boolean judgesByHoldings;
  private final Map<Enum<?>, List<Candidate>> byShape = new HashMap<>();
  private final Map<EventKind, List<Clause>> timedByKind = new EnumMap<>(EventKind.class);

  PolicyVersion(
      String version,
      Instant effectiveFrom,
      Map<String, DeclaredQuote> purposes,
      Set<String> dataCategories,
      List<Clause> clauses,
      boolean judgesByHoldings) {
    this.version = version;
    this.effectiveFrom = effectiveFrom;
    this.purposes = purposes;
    this.dataCategories = Collections.unmodifiableSet(dataCategories);
    this.clauses = List.copyOf(clauses);
    this.judgesByHoldings = judgesByHoldings;
    for (EventShape shape : EventShape.all()) {
      byShape.put(shape.symbol(), candidates(shape));
    }
    for (EventKind kind : EventKind.values()) {
      timedByKind.put(kind, this.clauses.stream().filter(clause -> starts(clause, kind)).toList());
    }
  }

  private static boolean starts(Clause clause, EventKind kind) {
    return clause.deadline() != null
        && clause.deadline().clocks().stream().anyMatch(clock -> clock.kinds().contains(kind));
  }

  /**
   * Whether rules ask what data came and went, so that a collection or a destruction decides about
   * other events too, and not about what clocks wait for alone.
   */
  public boolean judgesByHoldings() {
    return judgesByHoldings;
  }

  /** Its name, as the policy itself gives it. */
  public String version() {
    return version;
  }

  /** The first instant at which it is in force; null for a first version without a date. */
  public Instant effectiveFrom() {
    return effectiveFrom;
  }

  /** The declared purposes, in the order of the file. */
  public Map<String, DeclaredQuote> purposes() {
    return purposes;
  }

  /**
   * The data categories that it declares: those of its list {@code declaredCategories}; all of the
   * vocabulary where it has no such list. In the vocabulary's order.
   */
  public Set<String> dataCategories() {
    return dataCategories;
  }

  /** Every clause, in the order of the file. */
  public List<Clause> clauses() {
    return clauses;
  }

  /** The clauses that an event of its kind, operation or recipient can break. */
  public List<Candidate> candidates(Event event) {
    return candidates(EventShape.symbolOf(event));
  }

  /** The clauses that events of a shape can break. */
  List<Candidate> candidates(Enum<?> symbol) {
    return byShape.get(symbol);
  }

  private List<Candidate> candidates(EventShape shape) {
    return clauses.stream()
        .filter(clause -> clause.on().contains(shape.kind()))
        .map(clause -> new Candidate(clause, clause.flags().given(shape)))
        .filter(Candidate::canBeBroken)
        .toList();
  }

  /**
   * A clause, ready to judge events of one shape.
   *
   * @param clause the clause
   * @param flags its rule, made simpler for those events
   */
  public record Candidate(Clause clause, Rule<Boolean> flags) {

    /**
     * Whether an event of the shape breaks the clause.
     *
     * @throws io.clausewatch.facts.UndecidedException when a fact that it needs is not known
     */
    public boolean isBrokenBy(EvaluationContext context) {
      return Boolean.TRUE.equals(flags.of(context));
    }

    private boolean canBeBroken() {
      return !(flags instanceof BooleanNodes.Constant<Boolean> known) || known.isTrue();
    }
  }

  /** The clauses whose time can start with a kind of event. */
  public List<Clause> deadlinesOn(EventKind kind) {
    return timedByKind.get(kind);
  }
}
