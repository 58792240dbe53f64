package io.clausewatch.local.cli;

import io.clausewatch.contract.CountedNoun;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Which fields of a listing are the columns of its table, as an option. */
final class ColumnsOption {
  private static final String NAME = "--columns";

  private ColumnsOption() {}

  /** Adds the option, where the listing has fields to choose from. */
  static void addTo(CommandSpec command, ApiListing listing) {
    if (!listing.fields().isEmpty()) {
      command.addOption(
          OptionSpec.builder(NAME)
              .type(List.class)
              .auxiliaryTypes(String.class)
              .arity("1")
              .splitRegex(",")
              .paramLabel("FIELD")
              .description(
                  "The fields to show as columns, with commas between them: "
                      + String.join(", ", listing.fields()))
              .build());
    }
  }

  /**
   * Those that were chosen; none for the usual table.
   *
   * @throws ParameterException when the listing has no such field
   */
  static List<String> chosen(CommandSpec command, ApiListing listing) {
    OptionSpec option = command.findOption(NAME);
    List<String> chosen = option == null ? null : option.getValue();
    if (chosen == null) {
      return List.of();
    }
    List<String> unknown =
        chosen.stream().filter(column -> !listing.fields().contains(column)).toList();
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "%s: no such %s: %s"
              .formatted(
                  NAME, CountedNoun.of(unknown.size(), "field"), String.join(", ", unknown)));
    }
    return chosen;
  }
}
