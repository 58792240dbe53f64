package io.clausewatch.page;

/** How long bars are. */
public final class BarChart {
  private BarChart() {}

  /** The length of a bar of 100 at most: not nothing where there is something. */
  public static long share(long count, long greatest) {
    return count == 0 || greatest == 0 ? 0 : Math.max(1, Math.round(100.0 * count / greatest));
  }
}
