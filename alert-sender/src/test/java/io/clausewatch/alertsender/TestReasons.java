package io.clausewatch.alertsender;

import io.clausewatch.alertroutes.AlertReason;

/** Reasons by the words that messages hold. */
public final class TestReasons {
  private TestReasons() {}

  /** The reason that is put so. */
  public static AlertReason.Said said(String text) {
    return AlertReason.read(text).orElseThrow(() -> new AssertionError("no reason: " + text));
  }
}
