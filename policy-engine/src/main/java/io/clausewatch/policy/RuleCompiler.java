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
import io.clausewatch.contract.IdText;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.UndecidedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  record RuleFault(int line, int column, String message) {}

  private static final Set<String> LOGICAL = Set.of("_&&_", "_||_", "!_", "_?_:_");

  private final PolicyVersionData data;
  private final CelCompiler cel;
  private final Deque<String> definitionsOpen = new ArrayDeque<>();
  private boolean ofHolding;

  RuleCompiler(PolicyVersionData data) {
    this.data = data;
    this.cel = compiler(data);
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
   * destroyed; else as {@link #truth(String, List, Operands)}.
   */
  Rule<Boolean> exception(String source, List<RuleFault> faults, OperandOutcomes operands) {
    ofHolding = true;
    try {
      return truth(source, faults, operands);
    } finally {
      ofHolding = false;
    }
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
    CelValidationResult result = cel.compile(source);
    try {
      CelAbstractSyntaxTree tree = result.hasError() ? null : result.getAst();
      if (tree != null
          && !expected.equals(SimpleType.DYN)
          && !tree.getResultType().equals(expected)) {
        faults.add(new RuleFault(0, 0, "expected a rule that is true or false"));
        return null;
      }
      if (tree != null) {
        List<RuleFault> own = new ArrayList<>();
        CompiledTerm term = new TermBuilder(tree, source, own, operands).whole();
        faults.addAll(own);
        return own.isEmpty() ? term : null;
      }
    } catch (dev.cel.common.CelValidationException e) {
      faults.add(new RuleFault(0, 0, e.getMessage()));
      return null;
    }
    for (CelIssue issue : result.getErrors()) {
      faults.add(
          new RuleFault(
              Math.max(0, issue.getSourceLocation().getLine() - 1),
              Math.max(0, issue.getSourceLocation().getColumn()),
              issue.getMessage().replace(" (in container '')", "")));
    }
    return null;
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
        return CompiledTerm.variable(expr, RuleVariables.all().get(name));
      }
      if (data.lists().containsKey(name)) {
        return CompiledTerm.constant(expr, data.lists().get(name));
      }
      return definition(expr, name);
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
      own.forEach(fault -> fault(expr, "in the definition '" + name + "': " + fault.message()));
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
        case "_==_" -> CompiledTerm.computed(expr, equal(terms));
        case "_!=_" -> CompiledTerm.computed(expr, new BooleanNodes.Not(equal(terms)));
        case "@in" -> CompiledTerm.computed(expr, in(terms));
        case "_<_" -> CompiledTerm.computed(expr, compare(terms, order -> order < 0));
        case "_<=_" -> CompiledTerm.computed(expr, compare(terms, order -> order <= 0));
        case "_>_" -> CompiledTerm.computed(expr, compare(terms, order -> order > 0));
        case "_>=_" -> CompiledTerm.computed(expr, compare(terms, order -> order >= 0));
        default -> function(expr, terms);
      };
    }

    private CompiledTerm function(CelExpr expr, List<CompiledTerm> terms) {
      RuleFunction function = RuleFunctions.all().get(expr.call().function() + "_" + terms.size());
      if (function == null) {
        return unsupported(
            expr, "'" + expr.call().function() + "' is not part of the rule language");
      }
      if (RuleFunctions.OF_HOLDING.contains(function.name()) && !ofHolding) {
        return unsupported(
            expr, "'" + function.name() + "' can be asked only under a deadline's 'unless'");
      }
      Rule<?> rule =
          function
              .body()
              .compile(
                  new CallArguments(terms, data, (term, message) -> fault(term.expr(), message)));
      EnumDomain domain = function.member() ? terms.get(0).domain() : new EnumDomain.Anything();
      return CompiledTerm.computed(expr, rule, domain);
    }

    private Rule<Boolean> equal(List<CompiledTerm> terms) {
      checkLiteral(terms.get(0), terms.get(1));
      checkLiteral(terms.get(1), terms.get(0));
      return new BooleanNodes.Equal(terms.get(0).rule(), terms.get(1).rule());
    }

    private Rule<Boolean> in(List<CompiledTerm> terms) {
      checkLiteral(terms.get(1), terms.get(0));
      if (terms.get(1).constant() instanceof Collection<?> words) {
        words.forEach(each -> checkLiteral(terms.get(0), terms.get(1), each));
      }
      return new BooleanNodes.In(terms.get(0).rule(), terms.get(1).list());
    }

    @SuppressWarnings("unchecked") // CEL's checker has made sure that both are of one ordered type
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
        return wanted.test(((Comparable<Object>) one).compareTo(other));
      };
    }

    private void checkLiteral(CompiledTerm holder, CompiledTerm literal) {
      if (literal.constant() instanceof String word) {
        checkLiteral(holder, literal, word);
      }
    }

    private void checkLiteral(CompiledTerm holder, CompiledTerm literal, Object word) {
      if (holder.constant() == null && !holder.domain().holds((String) word, data.vocabulary())) {
        fault(
            literal.expr(),
            "expected " + holder.domain().expected() + ", but found '" + word + "'");
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
