package io.clausewatch.local.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.RequestQuery;
import io.clausewatch.local.terminal.Terminal;
import io.clausewatch.local.terminal.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows listings of the API, page by page as they come, as tables or as JSON. */
final class ListingPrinter {

  /** What is written once, whatever the number of pages; the rest is that of the last page. */
  private static final Set<String> OF_THE_WHOLE = Set.of("total", "items");

  private final Terminal terminal;
  private final ApiClient api;
  private final long limit;

  /**
   * Shows on a terminal.
   *
   * @param limit the most items of a listing
   */
  ListingPrinter(Terminal terminal, ApiClient api, long limit) {
    this.terminal = terminal;
    this.api = api;
    this.limit = limit;
  }

  /**
   * A table, and how many there are.
   *
   * @param columns the fields that are its columns; none for the usual table
   */
  void table(ApiListing listing, RequestQuery query, List<String> columns)
      throws ApiException, InterruptedException {
    Count count = new Count();
    api.list(
        listing.path(),
        query,
        limit,
        page -> {
          count.add(page);
          if (!page.path("items").isEmpty()) {
            JsonNode items = page.path("items");
            TextTable table =
                columns.isEmpty() ? listing.table(items) : listing.table(items, columns);
            terminal.out().print(table.render(terminal.width()));
          }
        });
    terminal.out().println(listing.shown(count.shown, count.last));
  }

  /** The API's JSON, its pages made one. */
  void json(ApiListing listing, RequestQuery query)
      throws ApiException, IOException, InterruptedException {
    try (JsonGenerator generator = generator()) {
      write(generator, listing, query);
    }
    terminal.out().println();
  }

  /** The API's JSON of several listings, each under its name. */
  void json(RequestQuery query, ApiListing... listings)
      throws ApiException, IOException, InterruptedException {
    try (JsonGenerator generator = generator()) {
      generator.writeStartObject();
      for (ApiListing listing : listings) {
        generator.writeFieldName(listing.name().toLowerCase(Locale.ROOT));
        write(generator, listing, query);
      }
      generator.writeEndObject();
    }
    terminal.out().println();
  }

  private JsonGenerator generator() throws IOException {
    return new ObjectMapper()
        .createGenerator(terminal.out())
        .setPrettyPrinter(new DefaultPrettyPrinter())
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        // What failed halfway must not look whole.
        .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
  }

  private void write(JsonGenerator generator, ApiListing listing, RequestQuery query)
      throws ApiException, IOException, InterruptedException {
    Count count = new Count();
    try {
      api.list(listing.path(), query, limit, page -> write(generator, count, page));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    generator.writeEndArray();
    for (Map.Entry<String, JsonNode> field : count.last.properties()) {
      if (!OF_THE_WHOLE.contains(field.getKey())) {
        generator.writeFieldName(field.getKey());
        generator.writeTree(field.getValue());
      }
    }
    generator.writeEndObject();
  }

  private static void write(JsonGenerator generator, Count count, JsonNode page) {
    try {
      if (count.pages == 0) {
        generator.writeStartObject();
        generator.writeNumberField("total", page.path("total").asLong());
        generator.writeArrayFieldStart("items");
      }
      count.add(page);
      for (JsonNode item : page.path("items")) {
        generator.writeTree(item);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has been shown so far. */
  private static final class Count {

    private long pages = 0;
    private long shown = 0;
    private JsonNode last = MissingNode.getInstance();

    void add(JsonNode page) {
      pages++;
      shown += page.path("items").size();
      last = page;
    }
  }
}
