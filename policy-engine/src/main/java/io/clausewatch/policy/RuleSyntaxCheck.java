package io.clausewatch.policy;

import io.clausewatch.policy.RuleCompiler.RuleFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a rule what people write who know other languages, or none, and says what to write
 * instead. Looks at the signs alone, before CEL reads the rule: what CEL says of them helps nobody
 * who does not know its grammar.
 */
final class RuleSyntaxCheck {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<blank>\\s+)|(?<word>'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_.]*)|(?<number>\\d[\\d.]*)"
              + "|(?<sign>===|!==|&&|\\|\\||==|!=|<=|>=|=>|=<|<>|=!|.)",
          Pattern.DOTALL);

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("=", "write == to compare"),
          Map.entry("===", "write == to compare"),
          Map.entry("!==", "write != for 'is not'"),
          Map.entry("<>", "write != for 'is not'"),
          Map.entry("=!", "write != for 'is not'"),
          Map.entry("=>", "write >= for 'at least'"),
          Map.entry("=<", "write <= for 'at most'"),
          Map.entry("&", "write && for 'and'"),
          Map.entry("|", "write || for 'or'"),
          Map.entry(";", "a rule is one expression: join its parts with && or ||"),
          Map.entry(
              "#", "a rule has no comments: write it above 'flags', as a comment of the file"),
          Map.entry("and", "write && instead"),
          Map.entry("or", "write || instead"),
          Map.entry("not", "write ! before what is denied, as in !(purpose in declaredPurposes)"),
          Map.entry("is", "write == instead, or != for 'is not'"),
          Map.entry("contains", "write 'word' in list instead"),
          Map.entry("unless", "write && !(…) instead"),
          Map.entry("then", "write when ? one : other"),
          Map.entry("else", "write when ? one : other"),
          Map.entry("if", "write when ? one : other, or join what must hold with &&"));

  /** Names that are none of ours and mean a truth. */
  private static final Map<String, String> TRUTHS = Map.of("yes", "true", "no", "false");

  private static final String QUOTES = "‘’‚“”„«»`´";

  /** Of words, in the wrong brackets. */
  private static final Pattern LIST = Pattern.compile("\\G\\(\\s*['\"]");

  private static final Pattern UNEXPECTED =
      Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting.*", Pattern.DOTALL);

  private final String source;
  private final List<RuleFault> faults = new ArrayList<>();

  private RuleSyntaxCheck(String source) {
    this.source = source;
  }

  /** Every sign that is no part of a rule; empty where CEL can read on. */
  static List<RuleFault> faults(String source) {
    RuleSyntaxCheck check = new RuleSyntaxCheck(source);
    check.look();
    return check.faults;
  }

  /** In our words, what CEL says of a rule that it cannot read. */
  static String translated(String issue) {
    Matcher unexpected = UNEXPECTED.matcher(issue);
    if (!unexpected.matches()) {
      return "the rule cannot be read from here: " + issue;
    }
    return unexpected.group(1).equals("<EOF>")
        ? "the rule ends here, where a field, a function or a word in quotes should follow"
        : "found "
            + unexpected.group(1)
            + " where the rule is complete: join what follows with && or ||, or put a comma between"
            + " the words of a list";
  }

  private void look() {
    if (source.isBlank()) {
      fault(0, "the rule is empty: write what must be true, such as operation == 'READ'");
      return;
    }
    Deque<Integer> open = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(source);
    String before = "";
    while (token.lookingAt()) {
      String text = token.group();
      int at = token.start();
      if (token.group("name") != null) {
        name(text, at, before);
      } else if (text.equals("(") && before.equals("in") && LIST.matcher(source).find(at)) {
        fault(at, "a list stands in square brackets: write in ['…', '…']");
        return;
      } else if (token.group("sign") != null && !sign(text, at, open)) {
        return; // what follows stands in the quote that is open
      }
      before = token.group("blank") == null ? text : before;
      token.region(token.end(), source.length());
    }
    for (int at : open) {
      fault(
          at,
          "the "
              + source.charAt(at)
              + " that opens here is never closed: end it with "
              + (source.charAt(at) == '(' ? ")" : "]"));
    }
  }

  private void name(String text, int at, String before) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean called = source.startsWith("(", at + text.length()) && !lower.equals("not");
    boolean part = before.equals(".");
    if (INSTEAD.containsKey(lower) && !called && !part) {
      fault(at, "'" + text + "' is no word of a rule: " + INSTEAD.get(lower));
    } else if (TRUTHS.containsKey(lower) && !part) {
      fault(at, "'" + text + "' is no word of a rule: write " + TRUTHS.get(lower));
    } else if (!text.equals(lower) && (lower.equals("true") || lower.equals("false"))) {
      fault(at, "'" + text + "' is no word of a rule: write " + lower);
    } else if (text.equals("IN") || text.equals("In")) {
      fault(at, "'" + text + "' is no word of a rule: write in");
    }
  }

  /** False where nothing behind it can be read. */
  private boolean sign(String text, int at, Deque<Integer> open) {
    char c = text.charAt(0);
    if (INSTEAD.containsKey(text)) {
      fault(at, "found " + text + ": " + INSTEAD.get(text));
    } else if (QUOTES.indexOf(c) >= 0) {
      fault(at, "found " + text + ": write words in plain quotes, as in 'COURT'");
      return false;
    } else if (c == '\'' || c == '"') {
      fault(at, "the quote that opens here is never closed: end the word with " + c);
      return false;
    } else if (c == '(' || c == '[') {
      open.push(at);
    } else if (c == ')' || c == ']') {
      char opening = c == ')' ? '(' : '[';
      if (open.isEmpty() || source.charAt(open.peek()) != opening) {
        fault(at, "the " + c + " here closes nothing: take it away, or open it with " + opening);
      } else {
        open.pop();
      }
    } else if (c == '{' || c == '}') {
      fault(at, "a rule has no braces: write a list in brackets, as in ['name', 'email']");
    }
    return true;
  }

  private void fault(int at, String message) {
    faults.add(RuleFault.at(source, at, message));
  }
}
