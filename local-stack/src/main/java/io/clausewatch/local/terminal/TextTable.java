package io.clausewatch.local.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table for people: columns aligned by display width, squeezed into the width of the terminal.
 * Control characters in a cell (which could otherwise move the cursor) become blanks.
 */
public final class TextTable {

  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  /** What a column does when the table is too wide. */
  public enum Fit {
    /** Keeps its width as long as any other column can give. */
    KEEP,
    /** Cuts its cells, marked by an ellipsis. */
    CUT,
    /** Breaks its cells into lines. */
    WRAP
  }

  /**
   * A column.
   *
   * @param header its heading
   * @param fit what it does when the table is too wide
   * @param right whether its cells stand to the right, as numbers do
   */
  public record Column(String header, Fit fit, boolean right) {

    /** A column that keeps its width. */
    public static Column keep(String header) {
      return new Column(header, Fit.KEEP, false);
    }

    /** A column of numbers. */
    public static Column number(String header) {
      return new Column(header, Fit.KEEP, true);
    }

    /** A column whose cells are cut where they do not fit. */
    public static Column cut(String header) {
      return new Column(header, Fit.CUT, false);
    }

    /** A column whose cells go on in the next line where they do not fit. */
    public static Column wrap(String header) {
      return new Column(header, Fit.WRAP, false);
    }
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** An empty table of these columns. */
  public TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells one text for each column; null is shown as an empty cell
   * @throws IllegalArgumentException when there are more or fewer cells than columns
   */
  public void row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns.size() + " columns");
    }
    List<String> row = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      row.add(clean(cell));
    }
    rows.add(row);
  }

  /**
   * The table as text, each line ended by a line feed, no line wider than {@code width} where that
   * is possible at all.
   */
  public String render(int width) {
    int[] widths = widths(width);
    StringBuilder text = new StringBuilder();
    append(text, columns.stream().map(c -> c.header().toUpperCase(Locale.ROOT)).toList(), widths);
    for (List<String> row : rows) {
      append(text, row, widths);
    }
    return text.toString();
  }

  private static String clean(Object cell) {
    return cell == null ? "" : cell.toString().replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private int[] widths(int width) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(columns.get(i).header());
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
    }
    int available = width - GAP.length() * (widths.length - 1);
    squeeze(widths, available, false);
    squeeze(widths, available, true);
    return widths;
  }

  /**
   * Takes from the widest column again and again until all fit, first only from those that are
   * meant to give.
   */
  private void squeeze(int[] widths, int available, boolean fromAll) {
    int excess = -available;
    for (int columnWidth : widths) {
      excess += columnWidth;
    }
    for (; excess > 0; excess--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean gives = fromAll || columns.get(i).fit() != Fit.KEEP;
        if (gives && widths[i] > NARROWEST && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private void append(StringBuilder text, List<String> cells, int[] widths) {
    List<List<String>> lines = new ArrayList<>();
    int height = 1;
    for (int i = 0; i < widths.length; i++) {
      List<String> cell =
          columns.get(i).fit() == Fit.WRAP
              ? ColumnText.wrap(cells.get(i), widths[i])
              : List.of(ColumnText.cut(cells.get(i), widths[i]));
      lines.add(cell);
      height = Math.max(height, cell.size());
    }
    for (int line = 0; line < height; line++) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String part = line < lines.get(i).size() ? lines.get(i).get(line) : "";
        String padding = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(part)));
        row.append(i == 0 ? "" : GAP);
        row.append(columns.get(i).right() ? padding + part : part + padding);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
  }
}
