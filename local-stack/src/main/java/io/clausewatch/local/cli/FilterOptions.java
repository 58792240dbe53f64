package io.clausewatch.local.cli;

import io.clausewatch.local.client.RequestQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The filters of a listing as options: {@code dataCategory} of the API is {@code --data-category}.
 * Each may repeat. And what it can be sorted by, where it can.
 */
final class FilterOptions {

  private static final String SORT = "--sort";

  private FilterOptions() {}

  /** Adds an option for each filter, and one to sort by. */
  static void addTo(CommandSpec command, ApiListing listing) {
    if (listing.order().isPresent()) {
      command.addOption(
          OptionSpec.builder(SORT)
              .type(String.class)
              .paramLabel("FIELD")
              .description(
                  "A field to sort by, - before it for the greatest first. Default: "
                      + listing.order().get())
              .build());
    }
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

  /**
   * The filters and the order that were given, or stand in the environment, as parameters of the
   * API.
   */
  static RequestQuery query(CommandSpec command, ApiListing listing) throws Exception {
    RequestQuery query = RequestQuery.NONE;
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
    OptionSpec sort = command.findOption(SORT);
    String order = sort == null ? null : sort.getValue();
    return order == null ? query : query.with("sort", order);
  }

  private static String option(String parameter) {
    return "--" + parameter.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
