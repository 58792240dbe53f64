package io.clausewatch.local.cli;

import io.clausewatch.local.client.RequestQuery;
import java.util.List;
import picocli.CommandLine.Option;

/** What the report for one person is asked for with. */
final class ReportArguments {

  @Option(
      names = "--report",
      description = "Write the report for this person, a file to be sent, to standard output.")
  private boolean report;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of the report: json, csv or pdf. Default: json")
  private String format;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the report needs one.")
  private String reason;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "Of the words of a pdf: en or ko. Default: en")
  private String language;

  @Option(
      names = "--policy-id",
      paramLabel = "X",
      description = "Under this policy alone; may be given more than once.")
  private List<String> policyIds;

  @Option(names = "--from", paramLabel = "X", description = "From this date or instant on.")
  private String from;

  @Option(names = "--to", paramLabel = "X", description = "Before this date or instant.")
  private String to;

  /** Whether a report is wanted. */
  boolean wanted() {
    return report;
  }

  /** The parameters of the API. */
  RequestQuery query() {
    RequestQuery query = RequestQuery.NONE.withEach("policyId", policyIds);
    query = given(query, "from", from);
    query = given(query, "to", to);
    query = given(query, "format", format);
    query = given(query, "language", language);
    return given(query, "reason", reason);
  }

  private static RequestQuery given(RequestQuery query, String name, String value) {
    return value == null ? query : query.with(name, value);
  }
}
