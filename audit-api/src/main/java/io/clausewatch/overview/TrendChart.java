package io.clausewatch.overview;

import io.clausewatch.search.TermCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A chart with a column for each day, laid out here and drawn by a template. Its units are those of
 * a box that is {@link #HEIGHT} high and {@link #STEP} wide for each day; it is stretched to the
 * room that there is.
 *
 * @param days oldest first
 */
public record TrendChart(List<Day> days) {
  /** The height of the greatest column. */
  public static final int HEIGHT = 100;

  /** From one column to the next. */
  public static final int STEP = 10;

  /** The width of a column. */
  public static final int WIDTH = 7;

  /** Copies its list. */
  public TrendChart {
    days = List.copyOf(days);
  }

  /**
   * One day.
   *
   * @param from its first instant
   * @param count how many findings were raised
   * @param counts how many of each severity, gravest first, zeros included
   */
  public record Day(Instant from, long count, List<Count> counts) {
    /** Copies its list. */
    public Day {
      counts = List.copyOf(counts);
    }
  }

  /**
   * How many findings have a severity.
   *
   * @param severity a symbol of the contract
   * @param count how many
   */
  public record Count(String severity, long count) {}

  /**
   * A piece of a column.
   *
   * @param severity whose colour it has
   * @param x its left edge
   * @param y its upper edge
   * @param height how high it is
   * @param day what it is part of
   */
  public record Piece(String severity, int x, double y, double height, Day day) {}

  /** The chart of some days. */
  static TrendChart of(List<OverviewStatistics.Day> byDay) {
    return new TrendChart(
        byDay.stream()
            .map(day -> new Day(day.from(), day.count(), counts(day.bySeverity())))
            .toList());
  }

  /** Counts by severity. */
  static List<Count> counts(List<TermCount> bySeverity) {
    return bySeverity.stream().map(pair -> new Count(pair.key(), pair.count())).toList();
  }

  /** How wide the box is. */
  public int width() {
    return days.size() * STEP;
  }

  /** The day with most; empty when no day has any. */
  public Optional<Day> greatest() {
    return days.stream().max(Comparator.comparingLong(Day::count)).filter(day -> day.count() > 0);
  }

  /** The pieces of all columns; the gravest stands on the ground. */
  public List<Piece> pieces() {
    double scale = (double) HEIGHT / greatest().map(Day::count).orElse(1L);
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      Day day = days.get(i);
      double top = HEIGHT;
      for (Count part : day.counts()) {
        if (part.count() > 0) {
          top -= part.count() * scale;
          pieces.add(
              new Piece(
                  part.severity(),
                  i * STEP + (STEP - WIDTH) / 2,
                  rounded(top),
                  rounded(part.count() * scale),
                  day));
        }
      }
    }
    return pieces;
  }

  private static double rounded(double length) {
    return Math.round(length * 100) / 100.0;
  }
}
