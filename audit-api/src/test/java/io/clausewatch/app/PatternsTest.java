package io.clausewatch.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every regular expression of the project on hostile text: four times the text takes about four
 * times the looks at its characters, which are counted, so that no clock decides. The expressions
 * are found in the sources, and each is tried as its file uses it: on a whole text, or at each
 * place of one.
 */
class PatternsTest {

  private static final int LENGTH = 200;

  /** A quadratic expression takes sixteen times the looks for four times the text. */
  private static final int GROWTH = 8;

  private static final String LITERAL = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";

  /** Where an expression is given: literals, and other patterns that are part of it. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "(?:(\\w+)\\s*=\\s*)?(Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split"
              + "|new Known)\\(\\s*((?:(?:"
              + LITERAL
              + "|\\w+\\.pattern\\(\\))\\s*\\+?\\s*)+)(,[^;]*)?");

  private static final Pattern PART = Pattern.compile(LITERAL + "|(\\w+)\\.pattern\\(\\)");

  /**
   * An expression.
   *
   * @param file the source that has it
   * @param searches whether it is looked for in a text, rather than compared with all of it
   */
  record Expression(String file, Pattern pattern, boolean searches) {
    @Override
    public String toString() {
      return file + (searches ? " searches for " : " compares with ") + pattern;
    }
  }

  private static final class TooManyLooks extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
  }

  /** A text that counts how often it is looked at. */
  private static final class Watched implements CharSequence {
    private final String text;
    private final long most;
    private long looks;

    Watched(String text, long most) {
      this.text = text;
      this.most = most;
    }

    @Override
    public char charAt(int index) {
      if (++looks > most) {
        throw new TooManyLooks();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.substring(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static long looks(Expression expression, String text, long most) {
    Watched watched = new Watched(text, most);
    Matcher matcher = expression.pattern().matcher(watched);
    if (expression.searches()) {
      int found = 0;
      while (matcher.find()) {
        found++;
      }
      assertThat(found).isLessThanOrEqualTo(text.length() + 1);
    } else {
      assertThat(matcher.matches()).isIn(true, false);
    }
    return watched.looks;
  }

  static List<Expression> expressions() throws IOException {
    Path root = Path.of(Files.isDirectory(Path.of("policies")) ? "." : "..");
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
              .filter(file -> file.toString().endsWith(".java"))
              .toList();
    }
    List<Expression> all = new ArrayList<>();
    for (Path source : sources) {
      all.addAll(expressions(source.getFileName().toString(), Files.readString(source)));
    }
    return all;
  }

  private static List<Expression> expressions(String file, String source) {
    List<Expression> found = new ArrayList<>();
    List<String[]> named = new ArrayList<>();
    Matcher given = GIVEN.matcher(source);
    while (given.find()) {
      String call = given.group(2);
      StringBuilder regex = new StringBuilder();
      for (MatchResult part : PART.matcher(given.group(3)).results().toList()) {
        String name = part.group(1);
        regex.append(
            name == null
                ? part.group().substring(1, part.group().length() - 1).translateEscapes()
                : named.stream().filter(n -> n[0].equals(name)).findFirst().orElseThrow()[1]);
      }
      named.add(new String[] {given.group(1), regex.toString()});
      String flags = given.group(4) == null ? "" : given.group(4);
      Pattern pattern =
          Pattern.compile(
              regex.toString(),
              (flags.contains("CASE_INSENSITIVE") ? Pattern.CASE_INSENSITIVE : 0)
                  | (flags.contains("DOTALL") ? Pattern.DOTALL : 0));
      boolean searches =
          switch (call) {
            case "Pattern.compile" -> searches(given.group(1), source);
            case ".matches" -> false;
            default -> true;
          };
      found.add(new Expression(file, pattern, searches));
    }
    return found;
  }

  /** Whether a pattern is used for more than comparing it with a whole text. */
  private static boolean searches(String name, String source) {
    return name == null
        || Pattern.compile(
                "\\b"
                    + name
                    + "(::|\\.(split|results|asPredicate)|\\.matcher\\([^;]*?\\)\\s*\\.(find|results|replace))")
            .matcher(source)
            .find()
        || (Pattern.compile("=\\s*" + name + "\\.matcher").matcher(source).find()
            && Pattern.compile("\\w\\.find\\(\\)").matcher(source).find());
  }

  @Test
  void theExpressionsAreFound() throws IOException {
    assertThat(expressions().stream().map(Expression::toString).collect(joining("\n")))
        .contains(
            "NamedSubjects.java searches for [\\s\\p{Z}]+",
            "AccessControl.java compares with bearer +",
            "TlsSettings.java searches for -----BEGIN CERTIFICATE-----",
            "RelativeTime.java compares with (([+-]",
            "UrlEncodedText.java searches for %(?!");
  }

  /** What may be in a text that is made for an expression: its own words and characters. */
  private static Set<String> units(String regex) {
    Set<String> units = new LinkedHashSet<>(List.of(" ", "\n", "a", "0", "A", "!"));
    Pattern.compile("[A-Za-z]{2,}|[ -]{2,}")
        .matcher(regex)
        .results()
        .map(MatchResult::group)
        .forEach(units::add);
    Pattern.compile("(?:-----)?[A-Z ]{8,}(?:-----)?")
        .matcher(regex)
        .results()
        .map(MatchResult::group)
        .forEach(units::add);
    regex
        .chars()
        .filter(c -> "(){}[]|\\*?^$".indexOf(c) < 0)
        .mapToObj(Character::toString)
        .forEach(units::add);
    Set<String> all = new LinkedHashSet<>(units);
    for (String one : units) {
      for (String other : units) {
        all.add(one + other);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void fourTimesTheTextTakesAboutFourTimesTheLooks(Expression expression) {
    Set<String> units = units(expression.pattern().pattern());
    for (String unit : units) {
      for (String end : List.of("", "!", "\n!", "\0")) {
        String text = unit.repeat(LENGTH / unit.length() + 1);
        String start = expression.searches() ? "" : unit;
        try {
          long few = looks(expression, start + text + end, 100L * LENGTH);
          looks(expression, start + text.repeat(4) + end, GROWTH * few + LENGTH);
        } catch (TooManyLooks e) {
          fail("%s takes more and more looks at: %s", expression, (unit + "…" + end));
        }
      }
    }
  }
}
