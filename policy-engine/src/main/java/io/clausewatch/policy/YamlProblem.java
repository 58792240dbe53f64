package io.clausewatch.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Why a file is no YAML, for somebody who has never heard of scalars and block ends: which line is
 * indented wrongly, which quote is open, which value needs quotes. A parser notices most of these
 * later than they are made, so the lines before are looked at too.
 *
 * @param line where it is to be mended, counted from 1
 * @param column counted from 1
 * @param message what was found, and what to write instead
 */
record YamlProblem(int line, int column, String message) {

  /** {@code name: "text} or {@code - "text}, without the end. */
  private static final Pattern OPENS =
      Pattern.compile(
          "^\\s*+(?:-"
              + " ++)*+(?:(?:[^\\s:'\"{\\[][^:]*+|'[^']*+'|\"[^\"]*+\"):\\s++)?(?<quote>['\"]).*");

  /** {@code name: {field} and more}, which YAML takes for a mapping and then something else. */
  private static final Pattern BRACKET_FIRST =
      Pattern.compile(
          "^\\s*+(?:- ++)*+[^\\s:#'\"{\\[-][^:]*+:\\s++(?:\\{[^}]*}|\\[[^]]*])\\s*[^\\s#,}\\]].*");

  private static final Pattern NAME =
      Pattern.compile("^(?<blanks>[\\s-]*)[^\\s:#'\"{\\[-][^:]*:(\\s.*)?$");

  static YamlProblem of(MarkedYamlEngineException fault, String text) {
    List<String> lines = text.lines().toList();
    int line = fault.getProblemMark().map(Mark::getLine).orElse(0);
    int column = fault.getProblemMark().map(Mark::getColumn).orElse(0);
    String problem = fault.getProblem();
    if (problem.contains("alias")) {
      // What stands there is not repeated: it may be a secret that begins with a star.
      return new YamlProblem(
          line + 1, column + 1, "an undefined alias: a text that begins with * stands in quotes");
    }
    if (problem.contains("TAB")) {
      return new YamlProblem(
          line + 1, column + 1, "this line is indented with a tab: write blanks instead");
    }
    if (problem.contains("cannot start any token")) {
      String first = lines.get(line).substring(column, column + 1);
      return new YamlProblem(
          line + 1,
          column + 1,
          "a text cannot begin with " + first + ": put the whole text in double quotes");
    }
    if (fault.getContext() != null && fault.getContext().contains("tag")) {
      int at = fault.getContextMark().map(Mark::getColumn).orElse(column);
      return new YamlProblem(
          line + 1, at + 1, "a text that begins with ! stands in quotes: write \"!…\"");
    }
    Optional<YamlProblem> quote = openQuote(lines, Math.min(line, lines.size() - 1));
    if (quote.isPresent()) {
      return quote.get();
    }
    if (fault.getContext() != null && fault.getContext().contains("flow")) {
      return openBracket(fault, line, column);
    }
    if (line < lines.size() && BRACKET_FIRST.matcher(lines.get(line)).matches()) {
      int at = lines.get(line).indexOf(": ") + 2;
      return new YamlProblem(
          line + 1,
          at + 1,
          "a text that begins with "
              + lines.get(line).substring(at).strip().charAt(0)
              + " stands in double quotes, or on a line of its own under >-");
    }
    if (problem.contains("mapping values") || problem.contains("<block end>")) {
      return indentation(fault, lines, line, column);
    }
    if (problem.contains("could not find expected ':'")) {
      int at = fault.getContextMark().map(Mark::getLine).orElse(line);
      return new YamlProblem(
          at + 1,
          1,
          "this line has no name and colon: where it goes on with the text of the line before,"
              + " indent it further than that line");
    }
    return new YamlProblem(line + 1, column + 1, problem);
  }

  /** The last line, up to a given one, on which a text in quotes begins that does not end there. */
  private static Optional<YamlProblem> openQuote(List<String> lines, int last) {
    for (int i = last; i >= 0; i--) {
      Matcher opens = OPENS.matcher(lines.get(i));
      if (!opens.matches()) {
        continue;
      }
      int start = opens.start("quote");
      char quote = lines.get(i).charAt(start);
      int end = closing(lines.get(i), start);
      String rest = end < 0 ? "" : lines.get(i).substring(end + 1).strip();
      if (end < 0 && !goesOnAndEnds(lines, i, quote, last)) {
        return Optional.of(
            new YamlProblem(
                i + 1,
                start + 1,
                "the quote that opens here is not closed on this line: end the text with "
                    + quote));
      }
      if (i == last && !rest.isEmpty() && !rest.startsWith("#") && !rest.startsWith(":")) {
        return Optional.of(
            new YamlProblem(
                i + 1,
                end + 1,
                "the quote closes here, before the text ends: write "
                    + (quote == '\'' ? "'' for an apostrophe within '…'" : "\\\" within \"…\"")
                    + ", or begin and end the text with the other kind of quote"));
      }
    }
    return Optional.empty();
  }

  /** Whether a text in quotes ends on a later line, and nothing stands behind it there. */
  private static boolean goesOnAndEnds(List<String> lines, int begin, char quote, int last) {
    for (int i = begin + 1; i <= last; i++) {
      int end = closing(quote + lines.get(i), 0);
      if (end >= 0) {
        String rest = lines.get(i).substring(end).strip();
        return rest.isEmpty() || rest.startsWith("#");
      }
    }
    return false;
  }

  private static int closing(String line, int open) {
    char quote = line.charAt(open);
    for (int i = open + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean pair = i + 1 < line.length() && line.charAt(i + 1) == quote;
      boolean escapes = quote == '"' ? c == '\\' : c == quote && pair;
      if (escapes) {
        i++;
      } else if (c == quote) {
        return i;
      }
    }
    return -1;
  }

  private static YamlProblem openBracket(MarkedYamlEngineException fault, int line, int column) {
    boolean list = fault.getContext().contains("sequence");
    Mark open = fault.getContextMark().orElseThrow();
    return new YamlProblem(
        open.getLine() + 1,
        open.getColumn() + 1,
        "the "
            + (list ? "[" : "{")
            + " that opens here is not closed before line "
            + (line + 1)
            + ", column "
            + (column + 1)
            + ": end it with "
            + (list ? "]" : "}")
            + (list ? "" : "; a text that begins with { stands in quotes"));
  }

  private static YamlProblem indentation(
      MarkedYamlEngineException fault, List<String> lines, int line, int column) {
    String text = line < lines.size() ? lines.get(line) : "";
    Matcher name = NAME.matcher(text);
    int first = text.length() - text.stripLeading().length();
    boolean colonOfName = name.matches() && text.indexOf(':') >= column;
    int before = line - 1;
    while (before >= 0 && lines.get(before).isBlank()) {
      before--;
    }
    if (fault.getProblem().contains("mapping values") && !colonOfName) {
      return new YamlProblem(
          line + 1,
          column + 1,
          "a text with a colon and a blank in it stands in quotes: write name: \"text: more\"");
    }
    if (name.matches() && before >= 0 && NAME.matcher(lines.get(before)).matches()) {
      int other = nameColumn(lines.get(before));
      return new YamlProblem(
          line + 1,
          first + 1,
          "this line is indented by "
              + first
              + " blanks, and fits no line above it: what belongs beside line "
              + (before + 1)
              + " is indented by "
              + other);
    }
    if (name.matches() && before >= 0) {
      return new YamlProblem(
          line + 1,
          first + 1,
          "this line, or line "
              + (before + 1)
              + " above it, is indented wrongly: names that belong together begin in one column,"
              + " and a text that goes on is indented further than its name");
    }
    return new YamlProblem(
        line + 1,
        column + 1,
        "this belongs to nothing: a text that goes on over several lines is indented further than"
            + " its name, and one with quotes, braces or colons stands in quotes as a whole");
  }

  /** Where the name of an entry begins, behind the dashes of a list. */
  private static int nameColumn(String line) {
    int i = 0;
    while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '-')) {
      i++;
    }
    return i;
  }
}
