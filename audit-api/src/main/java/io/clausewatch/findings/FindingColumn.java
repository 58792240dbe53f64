package io.clausewatch.findings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column of the list of findings. */
public enum FindingColumn {
  /** How grave it is. */
  SEVERITY("severity"),
  /** What it is about; always shown. */
  FINDING(""),
  /** Who acted, and to whom data went. */
  WHO(""),
  /** What sent the event. */
  SERVICE("service"),
  /** When the event happened. */
  HAPPENED("occurredAt"),
  /** What became of it. */
  STATUS("status"),
  /** Who takes care of it. */
  ASSIGNEE("assignee"),
  /** What for. */
  PURPOSE("purpose"),
  /** Which data. */
  DATA(""),
  /** When it was found. */
  FOUND("detectedAt"),
  /** When it fell due. */
  DUE("dueAt");

  /** Those that are shown unless others are asked for. */
  static final List<FindingColumn> USUAL = List.of(SEVERITY, FINDING, WHO, SERVICE, HAPPENED);

  private final String sort;

  FindingColumn(String sort) {
    this.sort = sort;
  }

  /** As a URL names it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The field that it is sorted by; empty when it cannot be. */
  public Optional<String> sort() {
    return Optional.of(sort).filter(field -> !field.isEmpty());
  }

  /** Those that ids name, in the order of the list; the usual ones when they name none. */
  static List<FindingColumn> of(List<String> ids) {
    List<FindingColumn> named =
        Arrays.stream(values())
            .filter(column -> column == FINDING || ids.contains(column.id()))
            .toList();
    return named.size() == 1 ? USUAL : named;
  }
}
