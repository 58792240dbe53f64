package io.clausewatch.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import io.clausewatch.contract.ClosestName;
import io.clausewatch.policy.RuleCompiler.RuleFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the names of a rule that mean nothing, and says which known name is the closest, at the
 * very part of the name that is wrong: CEL alone says that {@code recipient.knid} has an unknown
 * {@code recipient}.
 */
final class RuleNameCheck {

  /** What CEL has elsewhere, and how it is said here. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "all", "write !some(list.without(['…'])) for 'all of them are among these'",
          "exists", "write some(list.among(['…'])) for 'one of them is among these'",
          "exists_one", "write some(list.among(['…'])) for 'one of them is among these'",
          "filter", "write list.among(['…']) or list.without(['…'])",
          "map", "write list.among(['…']) or list.without(['…'])",
          "has", "write known(field)",
          "contains", "write 'word' in list",
          "includes", "write 'word' in list",
          "isEmpty", "write !some(list)",
          "not", "write ! before what is denied");

  private static final Set<String> OPERATORS =
      Set.of(
          "_&&_", "_||_", "!_", "_?_:_", "_==_", "_!=_", "@in", "_<_", "_<=_", "_>_", "_>=_", "_+_",
          "_-_");

  private static final Pattern OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(.*?)' applied to '(.*?)'.*", Pattern.DOTALL);

  /** One of several between commas, with what is in its parentheses. */
  private static final Pattern TYPE = Pattern.compile("[^,(]++(?:\\([^)(]*+\\))?");

  private final CelAbstractSyntaxTree tree;
  private final String source;
  private final PolicyVersionData data;
  private final List<RuleFault> faults = new ArrayList<>();

  private RuleNameCheck(CelAbstractSyntaxTree tree, String source, PolicyVersionData data) {
    this.tree = tree;
    this.source = source;
    this.data = data;
  }

  /** Every unknown name; empty where all are known. */
  static List<RuleFault> faults(
      CelAbstractSyntaxTree parsed, String source, PolicyVersionData data) {
    RuleNameCheck check = new RuleNameCheck(parsed, source, data);
    check.look(parsed.getExpr());
    return check.faults;
  }

  /** In our words, what CEL says of types that do not fit. */
  static String translated(String issue) {
    Matcher overload = OVERLOAD.matcher(issue);
    if (!overload.matches()) {
      return issue.replace(" (in container '')", "");
    }
    String name = overload.group(1);
    String given = typesInWords(overload.group(2));
    return switch (name) {
      case "_&&_", "_||_", "!_", "_?_:_" ->
          sign(name)
              + " joins what is true or false, found "
              + given
              + ": compare it with something, as in purpose == 'audit', or ask some(list)";
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" ->
          sign(name)
              + " compares two of one kind, found "
              + given
              + ": a word stands in quotes, a number does not; a list is asked with 'word' in list";
      case "@in" ->
          "'in' looks for a word in a list, found "
              + given
              + ": write purpose in ['audit', 'analytics']";
      default -> {
        String ways = RuleFunctions.waysToWrite(name);
        yield ways.isEmpty()
            ? "'" + name.replace("_", "") + "' is not part of the rule language"
            : "'" + name + "' cannot be asked with " + given + ": write " + ways;
      }
    };
  }

  private static String sign(String operator) {
    return operator.equals("_?_:_") ? "?" : operator.replace("_", "");
  }

  private static String typesInWords(String types) {
    String inner = types.replaceAll("^\\(?(?:[a-z]+\\.)?\\(|\\)$|^\\(", "");
    return inner.isBlank()
        ? "nothing"
        : TYPE.matcher(inner)
            .results()
            .map(MatchResult::group)
            .map(
                type ->
                    switch (type.strip()) {
                      case "string" -> "a word";
                      case "int", "uint", "double" -> "a number";
                      case "bool" -> "a truth";
                      case "list(string)" -> "a list";
                      case "google.protobuf.Timestamp" -> "an instant";
                      case "google.protobuf.Duration" -> "a period";
                      default -> type.strip();
                    })
            .collect(Collectors.joining(" and "));
  }

  private void look(CelExpr expr) {
    switch (expr.exprKind().getKind()) {
      case IDENT, SELECT -> name(expr);
      case LIST -> expr.list().elements().forEach(this::look);
      case CALL -> call(expr, expr.call());
      default -> {}
    }
  }

  private void call(CelExpr expr, CelCall call) {
    String name = call.function();
    boolean word = Character.isLetter(name.charAt(0));
    if (word && !RuleFunctions.names().contains(name)) {
      fault(place(expr, name), "there is no function '" + name + "'" + instead(name));
      return; // its arguments may have names of their own, as those of all() do
    }
    if (!word && !OPERATORS.contains(name)) {
      fault(
          offset(expr),
          "found "
              + (name.equals("_[_]") ? "[ behind a name" : name.replace("_", ""))
              + ", which is not part of the rule language"
              + ": a rule compares, and asks functions");
      return;
    }
    if (name.equals("_-_") && call.args().stream().allMatch(this::isUnknownWord)) {
      fault(
          start(call.args().get(0)),
          "an id with a dash stands in quotes: write '"
              + call.args().get(0).ident().name()
              + "-"
              + call.args().get(1).ident().name()
              + "'");
      return;
    }
    call.target().ifPresent(this::look);
    call.args().forEach(this::look);
  }

  private boolean isUnknownWord(CelExpr expr) {
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
        && !known().contains(expr.ident().name());
  }

  private static String instead(String name) {
    if (ELSEWHERE.containsKey(name)) {
      return ": " + ELSEWHERE.get(name);
    }
    String written =
        ClosestName.near(name, RuleFunctions.names())
            .map(known -> ", written " + RuleFunctions.waysToWrite(known))
            .orElse("");
    return KnownNames.closestTo(name, RuleFunctions.names()) + written;
  }

  private void name(CelExpr expr) {
    Optional<String> full = dotted(expr);
    if (full.isEmpty()) {
      fault(offset(expr), "a dot stands behind the name of a part of the event, and nowhere else");
      return;
    }
    String name = full.get();
    Set<String> known = known();
    if (known.contains(name)) {
      return;
    }
    int dot = name.lastIndexOf('.');
    String part = dot < 0 ? "" : name.substring(0, dot + 1);
    Set<String> inPart =
        known.stream()
            .filter(each -> !part.isEmpty() && each.startsWith(part))
            .map(each -> each.substring(part.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!inPart.isEmpty()) {
      String last = name.substring(dot + 1);
      fault(
          place(expr, last),
          "'"
              + part.replaceAll("\\.$", "")
              + "' has no '"
              + last
              + "'"
              + KnownNames.closestTo(last, inPart));
      return;
    }
    List<String> parts =
        known.stream().filter(each -> each.startsWith(name + ".")).sorted().toList();
    if (!parts.isEmpty()) {
      fault(
          start(expr),
          "'"
              + name
              + "' is a part of the event: write which field of it, one of "
              + String.join(", ", parts));
      return;
    }
    if (RuleFunctions.names().contains(name)) {
      fault(start(expr), "'" + name + "' is a function: write " + RuleFunctions.waysToWrite(name));
      return;
    }
    fault(
        start(expr),
        "there is no '"
            + name
            + "'"
            + KnownNames.closestTo(name, known)
            + (name.equals(name.toUpperCase(java.util.Locale.ROOT)) || name.contains("-")
                ? "; a word stands in quotes: '" + name + "'"
                : ""));
  }

  private Set<String> known() {
    Set<String> known = new TreeSet<>(RuleVariables.all().keySet());
    known.addAll(data.lists().keySet());
    known.addAll(data.definitions().keySet());
    return known;
  }

  private static Optional<String> dotted(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case IDENT -> Optional.of(expr.ident().name());
      case SELECT ->
          dotted(expr.select().operand()).map(name -> name + "." + expr.select().field());
      default -> Optional.empty();
    };
  }

  private int start(CelExpr expr) {
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT
        ? start(expr.select().operand())
        : offset(expr);
  }

  /** The next place from an expression's own on where a name stands; CEL tells that of its dot. */
  private int place(CelExpr expr, String name) {
    int from = offset(expr);
    int after = source.indexOf(name, from);
    int before = source.lastIndexOf(name, from);
    // Of a call CEL tells its bracket, so that its name stands before it.
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        ? Math.max(0, before)
        : after < 0 ? from : after;
  }

  private int offset(CelExpr expr) {
    return Math.min(tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0), source.length());
  }

  private void fault(int at, String message) {
    faults.add(RuleFault.at(source, at, message));
  }
}
