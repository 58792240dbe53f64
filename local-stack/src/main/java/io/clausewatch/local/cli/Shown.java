package io.clausewatch.local.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.Query;
import io.clausewatch.local.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Shows listings of the API, page by page as they come, as tables or as JSON. */
final class Shown {

  private final Terminal terminal;
  private final ApiClient api;
  private final long limit;

  /**
   * Shows on a terminal.
   *
   * @param limit the most items of a listing
   */
  Shown(Terminal terminal, ApiClient api, long limit) {
    this.terminal = terminal;
    this.api = api;
    this.limit = limit;
  }

  /** A table, and how many there are. */
  void table(Listing listing, Query query) throws ApiException, InterruptedException {
    Count count = new Count();
    api.list(
        listing.path(),
        query,
        limit,
        page -> {
          count.add(page);
          if (!page.path("items").isEmpty()) {
            terminal.out().print(listing.table(page.path("items")).render(terminal.width()));
          }
        });
    String more = count.shown < count.total ? "; --limit or --all shows more" : "";
    terminal
        .out()
        .printf(
            Locale.ROOT, "%,d of %,d %s%s.%n", count.shown, count.total, listing.plural(), more);
  }

  /** The API's JSON, its pages made one. */
  void json(Listing listing, Query query) throws ApiException, IOException, InterruptedException {
    try (JsonGenerator generator = generator()) {
      write(generator, listing, query);
    }
    terminal.out().println();
  }

  /** The API's JSON of several listings, each under its name. */
  void json(Query query, Listing... listings)
      throws ApiException, IOException, InterruptedException {
    try (JsonGenerator generator = generator()) {
      generator.writeStartObject();
      for (Listing listing : listings) {
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

  private void write(JsonGenerator generator, Listing listing, Query query)
      throws ApiException, IOException, InterruptedException {
    Count count = new Count();
    try {
      api.list(listing.path(), query, limit, page -> write(generator, count, page));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    generator.writeEndArray();
    generator.writeStringField("nextCursor", count.nextCursor);
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
    private long total = 0;
    private String nextCursor = null;

    void add(JsonNode page) {
      pages++;
      shown += page.path("items").size();
      total = page.path("total").asLong();
      nextCursor = page.path("nextCursor").asText(null);
    }
  }
}
