package io.clausewatch.local.cli;

import io.clausewatch.local.client.Query;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The filters of a listing as options: {@code dataCategory} of the API is {@code --data-category}.
 * Each may repeat.
 */
final class Filters {

  private Filters() {}

  /** Adds an option for each filter. */
  static void addTo(CommandSpec command, Listing listing) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .validate(false)
            .heading("%nFilters; each may be given more than once:%n")
            .order(1);
    for (Map.Entry<String, String> filter : listing.filters()) {
      group.addArg(
          OptionSpec.builder(option(filter.getKey()))
              .type(List.class)
              .auxiliaryTypes(String.class)
              .arity("1")
              .paramLabel("X")
              .description(filter.getValue())
              .build());
    }
    command.addArgGroup(group.build());
  }

  /** The filters that were given, or stand in the environment, as parameters of the API. */
  static Query query(CommandSpec command, Listing listing) throws Exception {
    Query query = Query.NONE;
    for (Map.Entry<String, String> filter : listing.filters()) {
      OptionSpec option = command.findOption(option(filter.getKey()));
      List<String> values = option.getValue();
      // The library gives no defaults to the options of a group.
      String fallback = command.defaultValueProvider().defaultValue(option);
      if (values == null && fallback != null) {
        values = List.of(fallback);
      }
      query = query.withEach(filter.getKey(), values);
    }
    return query;
  }

  private static String option(String parameter) {
    return "--" + parameter.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
