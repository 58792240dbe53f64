package io.clausewatch.runtime;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.elasticsearch.indices.GetMappingResponse;
import co.elastic.clients.elasticsearch.indices.get_mapping.IndexMappingRecord;
import co.elastic.clients.json.JsonData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * The names, mappings and templates of the indices. One index a month and kind, named {@code
 * <prefix>trail-2026.11}, behind the aliases {@code <prefix>trail} and {@code <prefix>findings}; a
 * month is dropped by dropping its index. The templates carry mapping and alias, so that a new
 * month appears by itself with its first document. Before that the alias does not exist: readers
 * ask with {@code ignore_unavailable} and {@code allow_no_indices}.
 *
 * <p>Mappings are strict: a field that they do not know is refused and never guessed. They carry
 * {@link #SCHEMA} in {@code _meta.schema}. Immutable and thread-safe.
 */
public final class Indices {
  /** The version of the mappings; grows with each change that an existing index cannot take. */
  public static final int SCHEMA = 2;

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy.MM", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String SCHEMA_KEY = "schema";
  // Above the templates that Elasticsearch brings with it (100 to 200).
  private static final long PRIORITY = 500;

  private final String prefix;
  private final int replicas;

  /**
   * The indices of one installation.
   *
   * @param prefix what every index's name starts with
   * @param replicas of each index beside its primary
   */
  public Indices(String prefix, int replicas) {
    this.prefix = prefix;
    this.replicas = replicas;
  }

  /**
   * The indices that settings name.
   *
   * @param settings the settings
   * @return their indices
   */
  public static Indices of(ConnectionSettings settings) {
    return new Indices(settings.indexPrefix(), settings.indexReplicas());
  }

  /**
   * The alias of all trail indices, to search in.
   *
   * @return its name
   */
  public String trail() {
    return prefix + "trail";
  }

  /**
   * The alias of all findings indices, to search in.
   *
   * @return its name
   */
  public String findings() {
    return prefix + "findings";
  }

  /**
   * The trail index of a month, to write to.
   *
   * @param receivedAt when the event reached Kafka: the same in every revision of an entry, and so
   *     is the index
   * @return its name
   */
  public String trail(Instant receivedAt) {
    return trail() + "-" + MONTH.format(receivedAt);
  }

  /**
   * The findings index of a month, to write to.
   *
   * @param detectedAt when the finding was first raised: the same in every revision, and so is the
   *     index
   * @return its name
   */
  public String findings(Instant detectedAt) {
    return findings() + "-" + MONTH.format(detectedAt);
  }

  /**
   * Puts the templates in place, whether or not they were; changes no index. To be called before
   * the first document is written.
   *
   * @param client of the Elasticsearch to install them in
   * @throws IndexSchemaException when an index has mappings of another version
   * @throws IOException when Elasticsearch cannot be reached
   */
  public void install(ElasticsearchClient client) throws IOException {
    install(client, trail(), "trail.json");
    install(client, findings(), "findings.json");
  }

  private void install(ElasticsearchClient client, String alias, String resource)
      throws IOException {
    String pattern = alias + "-*";
    GetMappingResponse existing =
        client.indices().getMapping(m -> m.index(pattern).allowNoIndices(true));
    existing.mappings().forEach(Indices::check);

    TypeMapping mapping = mapping(resource);
    client
        .indices()
        .putIndexTemplate(
            t ->
                t.name(alias)
                    .indexPatterns(pattern)
                    .priority(PRIORITY)
                    .template(
                        index ->
                            index
                                .aliases(alias, a -> a)
                                .settings(
                                    s ->
                                        s.numberOfShards("1")
                                            .numberOfReplicas(Integer.toString(replicas))
                                            // Without it, a shard that nobody searches stops
                                            // refreshing.
                                            .refreshInterval(r -> r.time("1s")))
                                .mappings(mapping)));
  }

  private static void check(String index, IndexMappingRecord record) {
    JsonData found = record.mappings().meta().get(SCHEMA_KEY);
    if (found == null || found.to(Integer.class) != SCHEMA) {
      throw new IndexSchemaException(
          "Index %s has mappings of version %s, this version of Clausewatch needs %d: delete the index and index it again"
              .formatted(index, found == null ? "unknown" : found, SCHEMA));
    }
  }

  /** The mapping in a resource beside this class, with the schema's version put into it. */
  private static TypeMapping mapping(String resource) {
    try (InputStream json = Indices.class.getResourceAsStream(resource)) {
      return TypeMapping.of(m -> m.withJson(json).meta(Map.of(SCHEMA_KEY, JsonData.of(SCHEMA))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
