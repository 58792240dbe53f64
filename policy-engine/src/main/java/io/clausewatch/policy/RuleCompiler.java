package io.clausewatch.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.IdText;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.UndecidedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Compiles the rules of one policy version: CEL parses them and checks their types; the checked
 * tree becomes a tree of small functions. Beyond CEL's own checks, a literal that is compared with
 * a field must be one that the field can hold.
 *
 * <p>{@code &&} and {@code ||} are evaluated from left to right and stop at the first operand that
 * decides.
 */
final class RuleCompiler {

  /**
   * A fault inside of a rule.
   *
   * @param line counted from 0, within the rule
   * @param column counted from 0
   */
  record RuleFault(int line, int column, String message) {
    /** A fault at a character of a rule. */
    static RuleFault at(String source, int offset, String message) {
      int line = (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
      return new RuleFault(line, offset - (source.lastIndexOf('\n', offset - 1) + 1), message);
    }

    /** Its character in the rule. */
    int offset(String source) {
      int start = 0;
      for (int i = 0; i < line; i++) {
        start = source.indexOf('\n', start) + 1;
      }
      return Math.min(start + column, source.length());
    }
  }

  private static final Set<String> LOGICAL = Set.of("_&&_", "_||_", "!_", "_?_:_");

  private final PolicyVersionData data;
  private final CelCompiler cel;
  private final Set<EventKind> kinds;
  private final String otherwise;
  private final Deque<String> definitionsOpen = new ArrayDeque<>();
  private final Set<String> asked;
  // Functions that may be asked where a rule is being compiled, and not everywhere.
  private Set<String> askedHere = Set.of();

  RuleCompiler(PolicyVersionData data) {
    this(data, compiler(data), EnumSet.allOf(EventKind.class), "", new HashSet<>());
  }

  private RuleCompiler(
      PolicyVersionData data,
      CelCompiler cel,
      Set<EventKind> kinds,
      String otherwise,
      Set<String> asked) {
    this.asked = asked;
    this.otherwise = otherwise;
    this.data = data;
    this.cel = cel;
    this.kinds = kinds;
  }

  /**
   * A compiler for rules about some kinds of event: it is a fault to ask for a field that none of
   * them has. Definitions may, as they are for events of every kind.
   *
   * @param some where it is empty, rules are about every kind
   */
  RuleCompiler about(Set<EventKind> some) {
    return about(some, "");
  }

  /**
   * As {@link #about(Set)}.
   *
   * @param instead how rules can be about the kinds that have such a field; empty where they cannot
   */
  RuleCompiler about(Set<EventKind> some, String instead) {
    return some.isEmpty()
        ? this
        : new RuleCompiler(data, cel, some, instead.isEmpty() ? "" : ", or " + instead, asked);
  }

  /**
   * Compiles a rule that is true or not, which it also is where its value is absent.
   *
   * @param faults where what is wrong is noted
   * @return null when something is wrong
   */
  Rule<Boolean> truth(String source, List<RuleFault> faults) {
    return truth(source, faults, OperandOutcomes.AS_THEY_ARE);
  }

  /**
   * As {@link #truth(String, List)}.
   *
   * @param operands what becomes of those of {@code &&}, {@code ||}, {@code !} and {@code ?:} that
   *     are no such operators themselves, or of the whole rule where it has none; constants stay as
   *     they are, and so does whatever a definition is made of
   */
  Rule<Boolean> truth(String source, List<RuleFault> faults, OperandOutcomes operands) {
    CompiledTerm term = compile(source, SimpleType.BOOL, faults, operands);
    return term == null ? null : term.truth();
  }

  /**
   * Compiles the exception of a deadline, which may also ask about the data that is to be
   * destroyed; else as {@link #truth(String, List, OperandOutcomes)}.
   *
   * @param ofHolding whether data is to be destroyed
   */
  Rule<Boolean> exception(
      String source, boolean ofHolding, List<RuleFault> faults, OperandOutcomes operands) {
    askedHere = ofHolding ? RuleFunctions.OF_HOLDING : Set.of();
    try {
      return truth(source, faults, operands);
    } finally {
      askedHere = Set.of();
    }
  }

  /** The functions that the rules ask which were compiled so far, whatever they ask them for. */
  Set<String> asked() {
    return asked;
  }

  /**
   * Compiles an expression of any type into words.
   *
   * @param phrases how they are said
   * @param faults where what is wrong is noted
   * @return null when something is wrong
   */
  Rule<String> words(String source, ExplanationPhrases phrases, List<RuleFault> faults) {
    CompiledTerm term = compile(source, SimpleType.DYN, faults, OperandOutcomes.AS_THEY_ARE);
    return term == null ? null : context -> inWords(term, phrases, context);
  }

  private static String inWords(
      CompiledTerm term, ExplanationPhrases phrases, EvaluationContext context) {
    try {
      return phrases.words(term.rule().of(context), term.domain());
    } catch (UndecidedException e) {
      return phrases.notSaid();
    }
  }

  private CompiledTerm compile(
      String source, CelType expected, List<RuleFault> faults, OperandOutcomes operands) {
    CelAbstractSyntaxTree tree = checked(source, faults);
    if (tree == null) {
      return null;
    }
    if (!expected.equals(SimpleType.DYN) && !tree.getResultType().equals(expected)) {
      faults.add(
          new RuleFault(
              0,
              0,
              "expected a rule that is true or false: compare what stands here with something, as"
                  + " in purpose == 'audit'"));
      return null;
    }
    List<RuleFault> own = new ArrayList<>();
    CompiledTerm term = new TermBuilder(tree, source, own, operands).whole();
    faults.addAll(own);
    return own.isEmpty() ? term : null;
  }

  /** CEL's tree of a rule; null where something is wrong, which is noted in words of our own. */
  private CelAbstractSyntaxTree checked(String source, List<RuleFault> faults) {
    List<RuleFault> found = new ArrayList<>(RuleSyntaxCheck.faults(source));
    try {
      if (found.isEmpty()) {
        CelValidationResult parsed = cel.parse(source);
        if (parsed.hasError()) {
          // What CEL says of the rest follows from the first.
          found.add(fault(parsed.getErrors().getFirst(), RuleSyntaxCheck::translated));
        } else {
          found.addAll(RuleNameCheck.faults(parsed.getAst(), source, data));
        }
        if (found.isEmpty()) {
          CelValidationResult result = cel.check(parsed.getAst());
          if (!result.hasError()) {
            return result.getAst();
          }
          result.getErrors().forEach(e -> found.add(fault(e, RuleNameCheck::translated)));
        }
      }
    } catch (dev.cel.common.CelValidationException e) {
      found.add(new RuleFault(0, 0, e.getMessage()));
    }
    faults.addAll(found);
    return null;
  }

  private static RuleFault fault(CelIssue issue, UnaryOperator<String> inWords) {
    return new RuleFault(
        Math.max(0, issue.getSourceLocation().getLine() - 1),
        Math.max(0, issue.getSourceLocation().getColumn()),
        inWords.apply(issue.getMessage()));
  }

  private static CelCompiler compiler(PolicyVersionData data) {
    CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
    RuleVariables.all().values().forEach(v -> builder.addVar(v.name(), v.type()));
    data.lists()
        .forEach(
            (name, value) ->
                builder.addVar(
                    name,
                    switch (value) {
                      case Long number -> SimpleType.INT;
                      case String word -> SimpleType.STRING;
                      default -> ListType.create(SimpleType.STRING);
                    }));
    data.definitions().keySet().forEach(name -> builder.addVar(name, SimpleType.BOOL));
    Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    for (RuleFunction function : RuleFunctions.all().values()) {
      overloads
          .computeIfAbsent(function.name(), name -> new ArrayList<>())
          .addAll(function.declaration().overloads());
    }
    overloads.forEach(
        (name, all) ->
            builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, all)));
    return builder.build();
  }

  /** One walk over one checked rule. */
  private final class TermBuilder {

    private final CelAbstractSyntaxTree tree;
    private final String source;
    private final List<RuleFault> faults;
    private final OperandOutcomes operands;

    TermBuilder(
        CelAbstractSyntaxTree tree,
        String source,
        List<RuleFault> faults,
        OperandOutcomes operands) {
      this.tree = tree;
      this.source = source;
      this.faults = faults;
      this.operands = operands;
    }

    CompiledTerm whole() {
      return operand(tree.getExpr());
    }

    /** An operand of a logical operator, or the whole: what is true or false there decides. */
    private CompiledTerm operand(CelExpr expr) {
      CompiledTerm term = term(expr);
      boolean truth = tree.getType(expr.id()).filter(SimpleType.BOOL::equals).isPresent();
      if (!truth || isLogical(expr) || term.constant() != null) {
        return term;
      }
      OperandSpan span = OperandSpan.around(offset(expr), source);
      Rule<Boolean> taken =
          operands.take(term.truth(), line(span.start()), column(span.start()), span.of(source));
      return CompiledTerm.computed(expr, taken, term.domain());
    }

    private static boolean isLogical(CelExpr expr) {
      return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
          && LOGICAL.contains(expr.call().function());
    }

    private CompiledTerm term(CelExpr expr) {
      return switch (expr.exprKind().getKind()) {
        case CONSTANT -> constant(expr);
        case IDENT -> name(expr, expr.ident().name());
        case SELECT -> select(expr);
        case LIST -> list(expr);
        case CALL -> call(expr);
        default -> unsupported(expr, "this form is not part of the rule language");
      };
    }

    private CompiledTerm constant(CelExpr expr) {
      CelConstant constant = expr.constant();
      return switch (constant.getKind()) {
        case STRING_VALUE -> CompiledTerm.constant(expr, IdText.normalise(constant.stringValue()));
        case INT64_VALUE -> CompiledTerm.constant(expr, constant.int64Value());
        case BOOLEAN_VALUE -> CompiledTerm.constant(expr, constant.booleanValue());
        default -> unsupported(expr, "this kind of literal is not part of the rule language");
      };
    }

    private CompiledTerm select(CelExpr expr) {
      return tree.getReference(expr.id())
          .map(reference -> name(expr, reference.name()))
          .orElseGet(() -> unsupported(expr, "this form is not part of the rule language"));
    }

    private CompiledTerm name(CelExpr expr, String name) {
      if (RuleVariables.all().containsKey(name)) {
        checkField(expr, RuleVariables.all().get(name));
        return CompiledTerm.variable(expr, RuleVariables.all().get(name));
      }
      if (data.lists().containsKey(name)) {
        return CompiledTerm.constant(expr, data.lists().get(name));
      }
      return definition(expr, name);
    }

    private void checkField(CelExpr expr, RuleVariable field) {
      if (!definitionsOpen.isEmpty() || kinds.stream().anyMatch(field.on()::contains)) {
        return;
      }
      List<String> theirs =
          RuleVariables.all().values().stream()
              .filter(other -> kinds.stream().allMatch(other.on()::contains))
              .map(RuleVariable::name)
              .toList();
      fault(
          expr,
          "'"
              + field.name()
              + "' is never there: only "
              + ids(field.on())
              + " events have it, and the events here are "
              + ids(kinds)
              + " events"
              + KnownNames.meant(field.name(), theirs)
              + ". Ask for a field that these have"
              + otherwise);
    }

    private static String ids(Set<EventKind> kinds) {
      return String.join(" and ", kinds.stream().map(EventKind::id).sorted().toList());
    }

    private CompiledTerm definition(CelExpr expr, String name) {
      if (definitionsOpen.contains(name)) {
        return unsupported(expr, "the definition '" + name + "' refers to itself");
      }
      definitionsOpen.push(name);
      List<RuleFault> own = new ArrayList<>();
      CompiledTerm body =
          compile(data.definitions().get(name), SimpleType.BOOL, own, OperandOutcomes.AS_THEY_ARE);
      definitionsOpen.pop();
      own.forEach(
          fault ->
              fault(expr, "in the definition '" + name + "' of shared.yaml: " + fault.message()));
      return body == null
          ? CompiledTerm.constant(expr, false)
          : CompiledTerm.computed(expr, body.rule(), body.domain());
    }

    private CompiledTerm list(CelExpr expr) {
      Set<String> words = new LinkedHashSet<>();
      for (CelExpr element : expr.list().elements()) {
        CompiledTerm term = term(element);
        if (term.constant() instanceof String word) {
          words.add(word);
        } else {
          fault(element, "expected a word in quotes");
        }
      }
      return CompiledTerm.constant(expr, Set.copyOf(words));
    }

    private CompiledTerm call(CelExpr expr) {
      CelCall call = expr.call();
      List<CompiledTerm> terms = new ArrayList<>();
      call.target().ifPresent(target -> terms.add(term(target)));
      boolean logical = isLogical(expr);
      call.args().forEach(each -> terms.add(logical ? operand(each) : term(each)));
      return switch (call.function()) {
        case "_&&_" ->
            CompiledTerm.computed(
                expr, new BooleanNodes.And(terms.get(0).truth(), terms.get(1).truth()));
        case "_||_" ->
            CompiledTerm.computed(
                expr, new BooleanNodes.Or(terms.get(0).truth(), terms.get(1).truth()));
        case "!_" -> CompiledTerm.computed(expr, new BooleanNodes.Not(terms.get(0).truth()));
        case "_?_:_" ->
            CompiledTerm.computed(
                expr,
                new BooleanNodes.Choose<>(
                    terms.get(0).truth(), terms.get(1).value(), terms.get(2).value()),
                terms.get(1).domain());
        case "_==_", "_!=_", "@in", "_<_", "_<=_", "_>_", "_>=_" ->
            CompiledTerm.computed(expr, comparison(expr, terms));
        default -> function(expr, terms);
      };
    }

    private Rule<Boolean> comparison(CelExpr expr, List<CompiledTerm> terms) {
      checkDiffer(expr, terms);
      return switch (expr.call().function()) {
        case "_==_" -> equal(terms);
        case "_!=_" -> new BooleanNodes.Not(equal(terms));
        case "@in" -> in(terms);
        case "_<_" -> compare(terms, order -> order < 0);
        case "_<=_" -> compare(terms, order -> order <= 0);
        case "_>_" -> compare(terms, order -> order > 0);
        default -> compare(terms, order -> order >= 0);
      };
    }

    /** A comparison of which the outcome can be read from the rule alone decides nothing. */
    private void checkDiffer(CelExpr expr, List<CompiledTerm> terms) {
      CompiledTerm one = terms.get(0);
      CompiledTerm other = terms.get(1);
      if (one.variable() != null && one.variable().equals(other.variable())) {
        fault(
            expr,
            "'"
                + one.variable().name()
                + "' is compared with itself, which comes out the same for every event: compare it"
                + " with something else, or take it away");
      } else if (isWrittenOut(one) && isWrittenOut(other)) {
        fault(
            expr,
            "two words or numbers are compared, which comes out the same for every event: compare a"
                + " field with one, or take it away");
      }
    }

    private static boolean isWrittenOut(CompiledTerm term) {
      return term.expr().exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT;
    }

    private CompiledTerm function(CelExpr expr, List<CompiledTerm> terms) {
      RuleFunction function = RuleFunctions.all().get(expr.call().function() + "_" + terms.size());
      if (function == null) {
        function = standard(expr);
      }
      if (function == null) {
        return unsupported(expr, noSuchCall(expr.call().function()));
      }
      if (RuleFunctions.OF_HOLDING.contains(function.name())
          && !askedHere.contains(function.name())) {
        return unsupported(
            expr, "'" + function.name() + "' can be asked only under a deadline's 'unless'");
      }
      for (int i = 0; i < terms.size(); i++) {
        checkArgument(function.parameters().get(i).domain(), terms.get(i));
      }
      asked.add(function.name());
      Rule<?> rule =
          function
              .body()
              .compile(
                  new CallArguments(
                      terms,
                      data,
                      (term, message) -> fault(term.expr(), message),
                      message -> fault(expr, message)));
      EnumDomain answers = function.result().domain();
      boolean asAsked = function.member() && answers instanceof EnumDomain.Anything;
      return CompiledTerm.computed(expr, rule, asAsked ? terms.get(0).domain() : answers);
    }

    /** An argument that is written out must be a word that the function can ever meet. */
    private void checkArgument(EnumDomain domain, CompiledTerm argument) {
      switch (argument.constant()) {
        case String word -> checkWord(domain, argument, word);
        case Collection<?> words ->
            words.forEach(word -> checkWord(domain, argument, (String) word));
        case null, default -> checkCanMatch(domain, argument);
      }
    }

    private void checkWord(EnumDomain domain, CompiledTerm literal, String word) {
      if (!domain.holds(word, data)) {
        fault(literal.expr(), domain.fault(word, data));
      }
    }

    /** Two fields whose words are never the same. */
    private void checkCanMatch(EnumDomain domain, CompiledTerm other) {
      if (domain.excludes(other.domain(), data)) {
        fault(
            other.expr(),
            "this can never match: expected "
                + domain.expected()
                + ", but what stands here is "
                + other.domain().expected());
      }
    }

    private static String noSuchCall(String name) {
      String ways = RuleFunctions.waysToWrite(name);
      if (name.startsWith("_")) {
        String sign = name.replace("_", "");
        return "'"
            + sign
            + "' is not part of the rule language"
            + (ways.isEmpty() ? "" : ", but for instants and periods");
      }
      return "'"
          + name
          + (ways.isEmpty()
              ? "' is not part of the rule language"
              : "' cannot be asked so: write " + ways);
    }

    private RuleFunction standard(CelExpr expr) {
      return tree.getReference(expr.id())
          .filter(reference -> reference.overloadIds().size() == 1)
          .map(reference -> RuleFunctions.standard().get(reference.overloadIds().get(0)))
          .orElse(null);
    }

    private Rule<Boolean> equal(List<CompiledTerm> terms) {
      for (CompiledTerm term : terms) {
        if (tree.getType(term.expr().id()).filter(SimpleType.DURATION::equals).isPresent()) {
          fault(term.expr(), "a period is compared by <, <=, > or >=");
        }
      }
      checkLiteral(terms.get(0), terms.get(1));
      checkLiteral(terms.get(1), terms.get(0));
      checkCanMatch(terms.get(0).domain(), terms.get(1));
      return new BooleanNodes.Equal(terms.get(0).rule(), terms.get(1).rule());
    }

    private Rule<Boolean> in(List<CompiledTerm> terms) {
      checkLiteral(terms.get(1), terms.get(0));
      checkCanMatch(terms.get(0).domain(), terms.get(1));
      if (terms.get(1).constant() instanceof Collection<?> words) {
        words.forEach(each -> checkLiteral(terms.get(0), terms.get(1), each));
      }
      return new BooleanNodes.In(terms.get(0).rule(), terms.get(1).list());
    }

    private Rule<Boolean> compare(
        List<CompiledTerm> terms, java.util.function.IntPredicate wanted) {
      Rule<?> left = terms.get(0).rule();
      Rule<?> right = terms.get(1).rule();
      return context -> {
        Object one = left.of(context);
        Object other = right.of(context);
        if (one == null || other == null) {
          throw new UndecidedException("a value to compare is not known");
        }
        return wanted.test(PeriodArithmetic.compare(one, other));
      };
    }

    private void checkLiteral(CompiledTerm holder, CompiledTerm literal) {
      if (literal.constant() instanceof String word) {
        checkLiteral(holder, literal, word);
      }
    }

    private void checkLiteral(CompiledTerm holder, CompiledTerm literal, Object word) {
      // A function answers the empty word where it has nothing to answer.
      boolean nothing = holder.variable() == null && ((String) word).isEmpty();
      if (holder.constant() == null && !nothing) {
        checkWord(holder.domain(), literal, (String) word);
      }
    }

    private CompiledTerm unsupported(CelExpr expr, String message) {
      fault(expr, message);
      return CompiledTerm.constant(expr, false);
    }

    private void fault(CelExpr expr, String message) {
      int offset = offset(expr);
      faults.add(new RuleFault(line(offset), column(offset), message));
    }

    private int offset(CelExpr expr) {
      return Math.min(
          tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0), source.length());
    }

    private int line(int offset) {
      return (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private int column(int offset) {
      return offset - (source.lastIndexOf('\n', offset - 1) + 1);
    }
  }
}
