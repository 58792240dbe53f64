package io.clausewatch.api;

import io.clausewatch.contract.Fault;
import io.clausewatch.search.InvalidRequestException;
import io.clausewatch.search.Nearest;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters that a call, a page or a form knows. All others are refused: who misspells a
 * filter would be shown everything. A call has them as a mark among its roles; one without the mark
 * knows none.
 */
public final class KnownParameters implements RouteRole {
  /** None at all. */
  public static final KnownParameters NONE = new KnownParameters(Set.of(), Set.of());

  /**
   * Left to the call, which refuses what it does not know together with all other faults; or, for a
   * probe, lets everything pass.
   */
  public static final KnownParameters LEFT_TO_CALL = new KnownParameters(Set.of(), Set.of());

  private final Set<String> once;
  private final Set<String> repeatable;

  private KnownParameters(Set<String> once, Set<String> repeatable) {
    this.once = once;
    this.repeatable = repeatable;
  }

  /** These alone, each at most once. */
  public static KnownParameters once(String... names) {
    return new KnownParameters(Set.of(names), Set.of());
  }

  /** The same and these, which may repeat. */
  public KnownParameters andRepeatable(String... names) {
    return new KnownParameters(once, Set.of(names));
  }

  /** Run before each matched call: refuses the parameters of its URL that it does not know. */
  static void check(Context ctx) {
    KnownParameters known =
        ctx.routeRoles().stream()
            .filter(KnownParameters.class::isInstance)
            .map(KnownParameters.class::cast)
            .findFirst()
            .orElse(NONE);
    if (known != LEFT_TO_CALL) { // a probe's are not even decoded
      known.check(RequestParameters.query(ctx));
    }
  }

  /**
   * Refuses what is not known, is there more often than it may be, or has an empty value.
   *
   * @param given each parameter's values, decoded
   * @throws InvalidRequestException with every fault
   */
  public void check(Map<String, List<String>> given) {
    if (this == LEFT_TO_CALL) {
      return;
    }
    Set<String> known = new TreeSet<>(once);
    known.addAll(repeatable);
    List<Fault> faults = new ArrayList<>();
    given.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            faults.add(unknown(name, known));
          } else if (once.contains(name) && values.size() > 1) {
            faults.add(repeated(name, values));
          } else if (values.stream().anyMatch(String::isBlank)) {
            faults.add(new Fault(name, "a value", "none"));
          }
        });
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  /**
   * The fault of a parameter that nobody knows.
   *
   * @param known those that would be, in the order in which they are told
   */
  public static Fault unknown(String name, Collection<String> known) {
    return unknown(
        name,
        known.isEmpty()
            ? "no parameter"
            : Nearest.to(name, known)
                .map(nearest -> "a known parameter such as " + nearest)
                .orElse("one of " + String.join(", ", known)));
  }

  /**
   * The fault of a parameter that nobody knows.
   *
   * @param expected what should be there instead
   */
  public static Fault unknown(String name, String expected) {
    String shown = name.isEmpty() ? "(without a name)" : CodePoints.shortened(name);
    return new Fault(shown, expected, "an unknown one");
  }

  /** The fault of a parameter that is there several times. */
  public static Fault repeated(String name, List<String> values) {
    return new Fault(name, "one value", values.size() + " values");
  }
}
