package io.clausewatch.policy;

import io.clausewatch.facts.EvaluationContext;
import java.util.Collection;

/**
 * The operators of the rule language. They know how to become simpler for events of one {@link
 * EventShape}. A simpler rule answers as the whole one does, undecided included: so an operand on
 * the right is never a reason to leave out the one on the left.
 */
final class BooleanNodes {

  private BooleanNodes() {}

  private static boolean isTrue(Rule<?> rule, EvaluationContext context) {
    return Boolean.TRUE.equals(rule.of(context)); // what is absent is not true
  }

  /** The same for every context; null where it is absent. */
  record Constant<T>(T value) implements Rule<T> {
    @Override
    public T of(EvaluationContext context) {
      return value;
    }

    boolean isTrue() {
      return Boolean.TRUE.equals(value);
    }
  }

  /** {@code left && right}. */
  record And(Rule<Boolean> left, Rule<Boolean> right) implements Rule<Boolean> {
    @Override
    public Boolean of(EvaluationContext context) {
      return isTrue(left, context) && isTrue(right, context);
    }

    @Override
    public Rule<Boolean> given(EventShape shape) {
      Rule<Boolean> first = left.given(shape);
      if (first instanceof Constant<Boolean> known) {
        return known.isTrue() ? right.given(shape) : new Constant<>(false);
      }
      return new And(first, right.given(shape));
    }
  }

  /** {@code left || right}. */
  record Or(Rule<Boolean> left, Rule<Boolean> right) implements Rule<Boolean> {
    @Override
    public Boolean of(EvaluationContext context) {
      return isTrue(left, context) || isTrue(right, context);
    }

    @Override
    public Rule<Boolean> given(EventShape shape) {
      Rule<Boolean> first = left.given(shape);
      if (first instanceof Constant<Boolean> known) {
        return known.isTrue() ? known : right.given(shape);
      }
      return new Or(first, right.given(shape));
    }
  }

  /** {@code !rule}. */
  record Not(Rule<Boolean> rule) implements Rule<Boolean> {
    @Override
    public Boolean of(EvaluationContext context) {
      return !isTrue(rule, context);
    }

    @Override
    public Rule<Boolean> given(EventShape shape) {
      Rule<Boolean> simpler = rule.given(shape);
      return simpler instanceof Constant<Boolean> known
          ? new Constant<>(!known.isTrue())
          : new Not(simpler);
    }
  }

  /** {@code which ? one : other}. */
  record Choose<T>(Rule<Boolean> which, Rule<T> one, Rule<T> other) implements Rule<T> {
    @Override
    public T of(EvaluationContext context) {
      return isTrue(which, context) ? one.of(context) : other.of(context);
    }

    @Override
    public Rule<T> given(EventShape shape) {
      Rule<Boolean> simpler = which.given(shape);
      if (simpler instanceof Constant<Boolean> known) {
        return known.isTrue() ? one.given(shape) : other.given(shape);
      }
      return new Choose<>(simpler, one.given(shape), other.given(shape));
    }
  }

  /** {@code left == right}. */
  record Equal(Rule<?> left, Rule<?> right) implements Rule<Boolean> {
    @Override
    public Boolean of(EvaluationContext context) {
      Object value = left.of(context);
      return value != null && value.equals(right.of(context));
    }

    @Override
    public Rule<Boolean> given(EventShape shape) {
      Equal simpler = new Equal(left.given(shape), right.given(shape));
      return simpler.left instanceof Constant<?> && simpler.right instanceof Constant<?>
          ? new Constant<>(simpler.of(null))
          : simpler;
    }
  }

  /** {@code word in list}. */
  record In(Rule<?> word, Rule<? extends Collection<?>> list) implements Rule<Boolean> {
    @Override
    public Boolean of(EvaluationContext context) {
      Object value = word.of(context);
      Collection<?> words = list.of(context);
      return value != null && words != null && words.contains(value);
    }

    @Override
    public Rule<Boolean> given(EventShape shape) {
      In simpler = new In(word.given(shape), list.given(shape));
      return simpler.word instanceof Constant<?> && simpler.list instanceof Constant<?>
          ? new Constant<>(simpler.of(null))
          : simpler;
    }
  }

  /** Whether a field is filled in. */
  record FilledIn(RuleVariable field) implements Rule<Boolean> {
    @Override
    public Boolean of(EvaluationContext context) {
      return field.isKnown(context);
    }

    @Override
    public Rule<Boolean> given(EventShape shape) {
      return field.on().contains(shape.kind()) ? this : new Constant<>(false);
    }
  }
}
