package io.clausewatch.benchmarks.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured in one run, each beside what it is held to. */
final class BenchmarkFigures {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A figure.
   *
   * @param name of what was measured
   * @param value in its unit
   * @param unit such as {@code events/s}
   * @param ratio of it to its yardstick, whose name follows; null where it has none
   * @param yardstick null where it has none
   */
  record Figure(String name, double value, String unit, Double ratio, String yardstick) {}

  private final List<Figure> figures = new ArrayList<>();

  void add(String name, double value, String unit) {
    add(new Figure(name, value, unit, null, null));
  }

  /** A figure with its ratio to one of before. */
  void add(String name, double value, String unit, String yardstick) {
    Optional<Figure> other =
        figures.stream().filter(figure -> figure.name().equals(yardstick)).findFirst();
    Double ratio = other.map(figure -> value / figure.value()).orElse(null);
    add(new Figure(name, value, unit, ratio, ratio == null ? null : yardstick));
  }

  private void add(Figure figure) {
    figures.add(figure);
    System.err.println(line(figure, "|"));
  }

  /**
   * Prints a table of Markdown.
   *
   * @param before the figures of another run, of {@link #save}; null without
   */
  void print(PrintStream out, Path before) throws IOException {
    boolean compares = before != null;
    out.println("| what | now | ratio |" + (compares ? " before | now / before |" : ""));
    out.println("|---|---|---|" + (compares ? "---|---|" : ""));
    ObjectNode others = compares ? (ObjectNode) JSON.readTree(before.toFile()) : null;
    for (Figure figure : figures) {
      String beside = compares ? beside(others, figure) : "|";
      out.println(line(figure, beside));
    }
  }

  private static String line(Figure figure, String end) {
    String ratio =
        figure.ratio() == null
            ? ""
            : String.format(Locale.ROOT, "%.3f of %s", figure.ratio(), figure.yardstick());
    return String.format(
        Locale.ROOT,
        "| %s | %s %s | %s %s",
        figure.name(),
        number(figure.value()),
        figure.unit(),
        ratio,
        end);
  }

  private static String beside(ObjectNode others, Figure figure) {
    for (var other : others.path("figures")) {
      if (other.path("name").asText().equals(figure.name())) {
        double value = other.path("value").asDouble();
        return String.format(
            Locale.ROOT, "| %s %s | %.2f |", number(value), figure.unit(), figure.value() / value);
      }
    }
    return "| | |";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  /** Writes them as JSON. */
  void save(Path file) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode list = all.putArray("figures");
    for (Figure figure : figures) {
      ObjectNode one = list.addObject();
      one.put("name", figure.name()).put("value", figure.value()).put("unit", figure.unit());
      if (figure.ratio() != null) {
        one.put("ratio", figure.ratio()).put("yardstick", figure.yardstick());
      }
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
  }
}
