package io.clausewatch.http;

import io.clausewatch.contract.ClosestName;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.IdText;
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
  public static final KnownParameters NONE =
      new KnownParameters(Set.of(), Set.of(), Set.of(), false);

  /**
   * Left to the call, which refuses what it does not know together with all other faults; or, for a
   * probe, lets everything pass.
   */
  public static final KnownParameters LEFT_TO_CALL =
      new KnownParameters(Set.of(), Set.of(), Set.of(), true);

  private final Set<String> once;
  private final Set<String> repeatable;
  private final Set<String> fields;
  private final boolean leftToCall;

  private KnownParameters(
      Set<String> once, Set<String> repeatable, Set<String> fields, boolean leftToCall) {
    this.once = once;
    this.repeatable = repeatable;
    this.fields = fields;
    this.leftToCall = leftToCall;
  }

  /** These alone, each at most once. */
  public static KnownParameters once(String... names) {
    return new KnownParameters(Set.of(names), Set.of(), Set.of(), false);
  }

  /** The same and these, which may repeat. */
  public KnownParameters andRepeatable(String... names) {
    return new KnownParameters(once, Set.of(names), fields, leftToCall);
  }

  /** The same, of which these are fields of a form of ours, which sends them blank too. */
  public KnownParameters withFields(String... names) {
    return new KnownParameters(once, repeatable, Set.of(names), leftToCall);
  }

  /** Run before each matched call: refuses the parameters of its URL that it does not know. */
  static void check(Context ctx) {
    KnownParameters known =
        ctx.routeRoles().stream()
            .filter(KnownParameters.class::isInstance)
            .map(KnownParameters.class::cast)
            .findFirst()
            .orElse(NONE);
    if (!known.leftToCall) { // a probe's are not even decoded
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
    if (leftToCall) {
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
          } else if (values.stream().anyMatch(IdText::isBlank)) {
            faults.add(empty(name));
          }
        });
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  /**
   * Refuses an empty value, but that of a field of a form of ours: there it counts as absent. Of a
   * parameter that is not known, too.
   *
   * @param given each parameter's values, decoded
   * @param sent whether a form sent them to the call, which knows no parameters but its fields then
   * @throws InvalidRequestException with every fault
   */
  public void refuseEmpty(Map<String, List<String>> given, boolean sent) {
    Set<String> mayBeEmpty = new TreeSet<>(fields);
    if (sent) {
      mayBeEmpty.addAll(once);
      mayBeEmpty.addAll(repeatable);
    }
    List<Fault> faults =
        given.entrySet().stream()
            .filter(parameter -> !mayBeEmpty.contains(parameter.getKey()))
            .filter(parameter -> parameter.getValue().stream().anyMatch(IdText::isBlank))
            .map(parameter -> empty(parameter.getKey()))
            .toList();
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  private static Fault empty(String name) {
    return new Fault(shown(name), "a value", "none");
  }

  private static String shown(String name) {
    return name.isEmpty() ? "(without a name)" : CodePoints.shortened(name);
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
            : ClosestName.near(name, known)
                .map(nearest -> "a known parameter such as " + nearest)
                .orElse("one of " + String.join(", ", known)));
  }

  /**
   * The fault of a parameter that nobody knows.
   *
   * @param expected what should be there instead
   */
  public static Fault unknown(String name, String expected) {
    return new Fault(shown(name), expected, "an unknown one");
  }

  /** The fault of a parameter that is there several times. */
  public static Fault repeated(String name, List<String> values) {
    return new Fault(name, "one value", values.size() + " values");
  }
}
