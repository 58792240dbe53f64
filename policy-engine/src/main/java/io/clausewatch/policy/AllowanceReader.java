package io.clausewatch.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Reads what a clause allows: {@code when} says which events it is about, and {@code allowedIf} the
 * alternatives of which any one suffices. They are another way of writing {@code flags}: {@code
 * when && !(one || other)}.
 */
final class AllowanceReader {

  private static final String WHEN = "when";
  private static final String ALLOWED_IF = "allowedIf";
  private static final String RULE = "rule";
  private static final Pattern REFUSALS = Pattern.compile("\\brefusals\\s*\\(");

  private final YamlMap clause;
  private final RuleCompiler rules;
  private final BiFunction<YamlMap, String, OperandOutcomes> operands;
  private final ExplanationPhrases localPhrases;
  private final List<AllowedAlternative> alternatives = new ArrayList<>();

  /**
   * A reader of one clause.
   *
   * @param operands what becomes of those of a rule, by where it stands
   * @param localPhrases those of the policy's language
   */
  AllowanceReader(
      YamlMap clause,
      RuleCompiler rules,
      BiFunction<YamlMap, String, OperandOutcomes> operands,
      ExplanationPhrases localPhrases) {
    this.clause = clause;
    this.rules = rules;
    this.operands = operands;
    this.localPhrases = localPhrases;
  }

  /** Whether the clause is written in this way. */
  boolean isThere() {
    return clause.has(WHEN) || clause.has(ALLOWED_IF);
  }

  /** What breaks the clause; null when something is wrong, which is noted. */
  Rule<Boolean> flags() {
    Rule<Boolean> when = clause.has(WHEN) ? rule(clause, WHEN) : new BooleanNodes.Constant<>(true);
    Rule<Boolean> allowed = null;
    boolean isWhole = when != null;
    for (YamlMap entry : entries(clause)) {
      Rule<Boolean> one = rule(entry, RULE);
      alternatives.add(alternative(entry));
      entry.nothingElse();
      isWhole &= one != null;
      allowed = allowed == null ? one : new BooleanNodes.Or(allowed, one);
    }
    return isWhole && allowed != null
        ? new BooleanNodes.And(when, new BooleanNodes.Not(allowed))
        : null;
  }

  /** The alternatives in words, once {@link #flags} were read; empty where there are none. */
  List<AllowedAlternative> alternatives() {
    return List.copyOf(alternatives);
  }

  /**
   * Notes what does not go together.
   *
   * @param judgesNothing whether the clause is on no kind of event, but a deadline alone
   */
  void check(boolean judgesNothing) {
    if (judgesNothing == (clause.has("flags") || isThere())) {
      clause.faultAt("flags", "'flags' is for the kinds of event under 'on'");
    }
    if (clause.has("flags") && isThere()) {
      clause.faultAt(
          "flags", "write either 'flags', or 'when' and 'allowedIf': they say the same twice");
    }
    if (isThere() && entries(clause).isEmpty()) {
      clause.faultAt(
          WHEN,
          "'when' goes with 'allowedIf', a list of which any one suffices; what nothing allows is"
              + " written as 'flags'");
    }
    for (String name : List.of("explanation", "localExplanation")) {
      if (!clause.has(ALLOWED_IF)
          && clause.optionalText(name).filter(text -> REFUSALS.matcher(text).find()).isPresent()) {
        clause.faultAt(name, "'refusals()' goes with 'allowedIf'");
      }
    }
  }

  /**
   * Notes what is said in one language alone.
   *
   * @param english whether the policy is in English
   */
  void checkLanguages(boolean english) {
    entries(clause).forEach(entry -> checkLanguages(entry, english));
  }

  /** An alternative is named in the policy's language too where it has a name, and only there. */
  private static void checkLanguages(YamlMap entry, boolean english) {
    for (String name : List.of("what", "why")) {
      String local = name.equals("what") ? "localWhat" : "localWhy";
      if (entry.has(local) != (entry.has(name) && !english)) {
        entry.faultAt(
            local,
            english
                ? "the policy is in English, so that there is no '" + local + "'"
                : "'" + name + "' and '" + local + "' go together");
      }
    }
  }

  /** As its author wrote it, in one line a part; empty where the clause is not written so. */
  static String inWords(YamlMap clause) {
    StringJoiner lines = new StringJoiner("\n");
    clause.optionalText(WHEN).ifPresent(when -> lines.add("when: " + when.strip()));
    String name = "allowedIf: ";
    for (YamlMap entry : entries(clause)) {
      lines.add(name + entry.text(RULE).strip());
      name = "or: ";
    }
    return lines.toString();
  }

  private static List<YamlMap> entries(YamlMap clause) {
    return clause.mapsOrTexts(ALLOWED_IF, RULE);
  }

  private AllowedAlternative alternative(YamlMap entry) {
    return new AllowedAlternative(
        entry.optionalText("what").orElseGet(() -> oneLine(entry.text(RULE))),
        entry.optionalText("localWhat").orElse(null),
        words(entry, "why", new EnglishPhrases()),
        words(entry, "localWhy", localPhrases));
  }

  private Rule<String> words(YamlMap entry, String name, ExplanationPhrases phrases) {
    if (!entry.has(name)) {
      return null;
    }
    List<RuleCompiler.RuleFault> wrong = new ArrayList<>();
    Rule<String> words = TextTemplate.compile(entry.text(name), phrases, rules, wrong);
    wrong.forEach(fault -> entry.faultIn(name, fault.line(), fault.column(), fault.message()));
    return words;
  }

  private Rule<Boolean> rule(YamlMap file, String name) {
    List<RuleCompiler.RuleFault> wrong = new ArrayList<>();
    Rule<Boolean> rule = rules.truth(file.text(name), wrong, operands.apply(file, name));
    wrong.forEach(fault -> file.faultIn(name, fault.line(), fault.column(), fault.message()));
    return rule;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
