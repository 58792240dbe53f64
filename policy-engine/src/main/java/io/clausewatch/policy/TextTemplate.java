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
      checkBraces(text, end, matcher.start(), faults);
      Rule<String> part = part(text, matcher, phrases, compiler, faults);
      if (part != null) {
        parts.add(part);
      }
      end = matcher.end();
    }
    checkBraces(text, end, text.length(), faults);
    String rest = text.substring(end);
    parts.add(context -> rest);
    return context -> {
      StringBuilder built = new StringBuilder();
      parts.forEach(part -> built.append(part.of(context)));
      return built.toString().strip();
    };
  }

  private static Rule<String> part(
      String text,
      Matcher matcher,
      ExplanationPhrases phrases,
      RuleCompiler compiler,
      List<RuleCompiler.RuleFault> faults) {
    String source = matcher.group(1);
    if (source.isBlank()) {
      faults.add(
          RuleCompiler.RuleFault.at(
              text,
              matcher.start(),
              "there is nothing between the braces: write what is to be told there, as in"
                  + " {purpose}"));
      return null;
    }
    List<RuleCompiler.RuleFault> own = new ArrayList<>();
    int start = matcher.start(1) + source.indexOf(source.strip());
    Rule<String> part = compiler.words(source.strip(), phrases, own);
    own.forEach(
        fault ->
            faults.add(
                RuleCompiler.RuleFault.at(
                    text, start + fault.offset(source.strip()), fault.message())));
    return part;
  }

  /** What stands between the expressions is told as it stands, and a brace there is a slip. */
  private static void checkBraces(
      String text, int from, int to, List<RuleCompiler.RuleFault> faults) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '{') {
        faults.add(
            RuleCompiler.RuleFault.at(
                text,
                i,
                "the { that opens here is never closed: end the expression with }, as in"
                    + " {purpose}"));
      } else if (text.charAt(i) == '}') {
        faults.add(
            RuleCompiler.RuleFault.at(
                text,
                i,
                "the } here closes nothing: begin the expression with {, as in {purpose}"));
      }
    }
  }
}
