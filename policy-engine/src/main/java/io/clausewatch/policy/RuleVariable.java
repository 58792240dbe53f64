package io.clausewatch.policy;

import dev.cel.common.types.CelType;
import io.clausewatch.contract.EventKind;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.UndecidedException;
import java.util.Set;
import java.util.function.Function;

/**
 * A dotted name of the rule language that reads one field of the judged event.
 *
 * <p>A field of a section that the event doesn't have (the recipient of an access) equals nothing.
 * A field of a section that it has but that nobody filled, or filled with a symbol that this
 * version does not know, is undecided unless the rule asks {@code known} first.
 *
 * @param name as in rules
 * @param type its CEL type
 * @param domain what literals it may be compared with
 * @param on the kinds of event that can have it
 * @param section the part of the event that holds it; null when the event has none
 * @param field the field; null when nobody filled it
 */
record RuleVariable(
    String name,
    CelType type,
    EnumDomain domain,
    Set<EventKind> on,
    Function<EvaluationContext, Object> section,
    Function<Object, Object> field)
    implements Rule<Object> {

  @Override
  public Object of(EvaluationContext context) {
    Object part = section.apply(context);
    if (part == null) {
      return null;
    }
    Object value = value(part);
    if (value == null) {
      throw new UndecidedException(name + " is not known");
    }
    return value;
  }

  @Override
  public Rule<Object> given(EventShape shape) {
    if (!on.contains(shape.kind())) {
      return new BooleanNodes.Constant<>(null);
    }
    String value = shape.value(name);
    return value == null ? this : new BooleanNodes.Constant<>(value);
  }

  boolean isKnown(EvaluationContext context) {
    Object part = section.apply(context);
    return part != null && value(part) != null;
  }

  private Object value(Object part) {
    Object value = field.apply(part);
    if (value instanceof Enum<?> symbol) {
      return symbol.name().equals("UNKNOWN") ? null : symbol.name();
    }
    return value;
  }
}
