package io.clausewatch.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with expressions of the rule language in braces. */
final class TextTemplate {

  private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]*)}");

  private TextTemplate() {}

  /**
   * Compiles a text.
   *
   * @param phrases how what the expressions answer is said
   * @return null when something is wrong, which is noted
   */
  static Rule<String> compile(
      String text,
      ExplanationPhrases phrases,
      RuleCompiler compiler,
      List<RuleCompiler.RuleFault> faults) {
    List<Rule<String>> parts = new ArrayList<>();
    Matcher matcher = EXPRESSION.matcher(text);
    int end = 0;
    while (matcher.find()) {
      String words = text.substring(end, matcher.start());
      parts.add(context -> words);
      Rule<String> part = compiler.words(matcher.group(1).strip(), phrases, faults);
      if (part != null) {
        parts.add(part);
      }
      end = matcher.end();
    }
    String rest = text.substring(end);
    parts.add(context -> rest);
    return context -> {
      StringBuilder built = new StringBuilder();
      parts.forEach(part -> built.append(part.of(context)));
      return built.toString().strip();
    };
  }
}
