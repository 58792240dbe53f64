package io.clausewatch.policy;

import dev.cel.common.types.CelType;
import io.clausewatch.contract.EventKind;
import io.clausewatch.facts.Scene;
import io.clausewatch.facts.Undecided;
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
record Variable(
    String name,
    CelType type,
    Domain domain,
    Set<EventKind> on,
    Function<Scene, Object> section,
    Function<Object, Object> field)
    implements Rule<Object> {

  @Override
  public Object of(Scene scene) {
    Object part = section.apply(scene);
    if (part == null) {
      return null;
    }
    Object value = value(part);
    if (value == null) {
      throw new Undecided(name + " is not known");
    }
    return value;
  }

  @Override
  public Rule<Object> given(Shape shape) {
    if (!on.contains(shape.kind())) {
      return new Logic.Constant<>(null);
    }
    String value = shape.value(name);
    return value == null ? this : new Logic.Constant<>(value);
  }

  boolean isKnown(Scene scene) {
    Object part = section.apply(scene);
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
