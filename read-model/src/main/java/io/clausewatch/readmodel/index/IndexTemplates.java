package io.clausewatch.readmodel.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.indices.Alias;
import co.elastic.clients.elasticsearch.indices.get_mapping.IndexMappingRecord;
import co.elastic.clients.json.JsonData;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.elasticsearch.IndexSchemaException;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.readmodel.DeadLetterDocument;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.DocumentCatalog;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names, mappings and templates of the indices. Trail, findings, messages to receivers and dead
 * letters have one index a month each, named {@code <prefix>trail-2026.11}, behind the aliases
 * {@code <prefix>trail}, {@code <prefix>findings} and {@code <prefix>alerts}; a month is dropped by
 * dropping its index. All deadlines are in one index behind the alias {@code <prefix>deadlines}.
 * The templates carry mapping and alias, so that a new index appears by itself with its first
 * document. Before that the alias does not exist: readers ask with {@code ignore_unavailable} and
 * {@code allow_no_indices}. The alias of findings leaves out what is only known from an officer's
 * act so far.
 *
 * <p>When everything is indexed anew, that goes into the next generation of indices, named {@code
 * <prefix>trail-g2-2026.11}, which no search sees. At the end each of them is put in the place of
 * the old one by an alias of the old one's name, so that whoever writes need not know of it.
 *
 * <p>Mappings are strict: a field that they do not know is refused and never guessed. They carry
 * {@link #SCHEMA} in {@code _meta.schema}. Immutable and thread-safe.
 */
public final class IndexTemplates {
  /** The version of the mappings; grows with each change that an existing index cannot take. */
  public static final int SCHEMA = 5;

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy.MM", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String SCHEMA_KEY = "schema";
  // Above the templates that Elasticsearch brings with it (100 to 200).
  private static final long PRIORITY = 500;
  private static final Query OF_A_FINDING = Query.of(q -> q.exists(e -> e.field("findingId")));

  private final String prefix;
  private final int replicas;

  /** Between an alias and what follows in the name of an index. */
  private final String infix;

  /**
   * The indices of one installation.
   *
   * @param prefix what every index's name starts with
   * @param replicas of each index beside its primary
   */
  public IndexTemplates(String prefix, int replicas) {
    this(prefix, replicas, "-");
  }

  /**
   * The indices, as an installation's settings name them.
   *
   * @param settings of the installation
   * @return their names, mappings and templates
   */
  public static IndexTemplates of(ConnectionSettings settings) {
    return new IndexTemplates(settings.indexPrefix(), settings.indexReplicas());
  }

  private IndexTemplates(String prefix, int replicas, String infix) {
    this.prefix = prefix;
    this.replicas = replicas;
    this.infix = infix;
  }

  /**
   * The same indices in another generation: those to write to have other names, the aliases are the
   * same.
   *
   * @param number of the generation, from 2
   * @return its names
   */
  public IndexTemplates generation(int number) {
    return new IndexTemplates(prefix, replicas, "-g" + number + "-");
  }

  /**
   * The aliases of all kinds of index.
   *
   * @return their names
   */
  public List<String> aliases() {
    return List.of(trail(), findings(), deadlines(), alerts(), deadLetters());
  }

  /**
   * What of an index its alias shows.
   *
   * @param alias one of {@link #aliases()}
   * @return a filter; empty when it shows everything
   */
  public Optional<Query> filter(String alias) {
    return alias.equals(findings()) ? Optional.of(OF_A_FINDING) : Optional.empty();
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
   * The alias of the deadlines index, to search in.
   *
   * @return its name
   */
  public String deadlines() {
    return prefix + "deadlines";
  }

  /**
   * The alias of all indices of messages to receivers, to search in.
   *
   * @return its name
   */
  public String alerts() {
    return prefix + "alerts";
  }

  /**
   * The index of the messages of a month, to write to.
   *
   * @param createdAt when the message was made: the same in every state of it, and so is the index
   * @return its name
   */
  public String alerts(Instant createdAt) {
    return alerts() + infix + MONTH.format(createdAt);
  }

  /**
   * The alias of all indices of records that could not be processed, to search in.
   *
   * @return its name
   */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /**
   * The index of the dead letters of a month, to write to.
   *
   * @param diedAt when the record was given up
   * @return its name
   */
  public String deadLetters(Instant diedAt) {
    return deadLetters() + infix + MONTH.format(diedAt);
  }

  /**
   * The trail index of a month, to write to.
   *
   * @param receivedAt when the event reached Kafka: the same in every revision of an entry, and so
   *     is the index
   * @return its name
   */
  public String trail(Instant receivedAt) {
    return trail() + infix + MONTH.format(receivedAt);
  }

  /**
   * The findings index of a month, to write to.
   *
   * @param detectedAt when the finding was first raised: the same in every revision, and so is the
   *     index
   * @return its name
   */
  public String findings(Instant detectedAt) {
    return findings() + infix + MONTH.format(detectedAt);
  }

  /**
   * The one index of all deadlines, to write to. Not one a month: there are few, the oldest may be
   * the next to fall due, and no field of theirs that never changes says when they came.
   *
   * @return its name
   */
  public String deadlinesIndex() {
    return deadlines() + infix + "1";
  }

  /**
   * Puts the templates in place, whether or not they were, and gives the indices that there are the
   * fields that have come since; what is in them stays as it is. To be called before the first
   * document is written.
   *
   * @param client of the Elasticsearch to install them in
   * @throws IndexSchemaException when an index has mappings of another version; nothing is changed
   *     then
   * @throws IOException when Elasticsearch cannot be reached
   */
  public void install(ElasticsearchClient client) throws IOException {
    Map<String, Map<String, IndexMappingRecord>> existing = new LinkedHashMap<>();
    for (String alias : aliases()) {
      Map<String, IndexMappingRecord> found =
          client.indices().getMapping(m -> m.index(alias + "-*").allowNoIndices(true)).mappings();
      found.forEach(IndexTemplates::check);
      existing.put(alias, found);
    }
    for (String alias : aliases()) {
      Map<String, Property> properties = mapping(alias).properties();
      for (Map.Entry<String, IndexMappingRecord> index : existing.get(alias).entrySet()) {
        Map<String, Property> missing = new LinkedHashMap<>(properties);
        missing.keySet().removeAll(index.getValue().mappings().properties().keySet());
        if (!missing.isEmpty()) {
          client.indices().putMapping(m -> m.index(index.getKey()).properties(missing));
        }
      }
    }
    putTemplates(client);
  }

  /**
   * Puts the templates in place without a look at the indices that there are.
   *
   * @param client of the Elasticsearch to install them in
   * @throws IOException when Elasticsearch cannot be reached
   */
  public void putTemplates(ElasticsearchClient client) throws IOException {
    for (String alias : aliases()) {
      TypeMapping mapping = mapping(alias);
      put(client, alias, alias + "-*", PRIORITY, mapping, Map.of(alias, shown(alias)));
      put(client, alias + "-next", alias + "-g*", PRIORITY + 1, mapping, Map.of());
    }
  }

  private Alias shown(String alias) {
    return Alias.of(
        a -> {
          filter(alias).ifPresent(a::filter);
          return a;
        });
  }

  private void put(
      ElasticsearchClient client,
      String name,
      String pattern,
      long priority,
      TypeMapping mapping,
      Map<String, Alias> aliases)
      throws IOException {
    client
        .indices()
        .putIndexTemplate(
            t ->
                t.name(name)
                    .indexPatterns(pattern)
                    .priority(priority)
                    .template(
                        index ->
                            index
                                .aliases(aliases)
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
          "Index %s has mappings of version %s, this version of Clausewatch needs %d: run `./clausewatch reindex`, which indexes everything anew from Kafka"
              .formatted(index, found == null ? "unknown" : found, SCHEMA));
    }
  }

  private TypeMapping mapping(String alias) {
    DocumentCatalog<?> catalog;
    if (alias.equals(trail())) {
      catalog = TrailDocument.CATALOG;
    } else if (alias.equals(findings())) {
      catalog = FindingDocument.CATALOG;
    } else if (alias.equals(deadlines())) {
      catalog = DeadlineDocument.CATALOG;
    } else if (alias.equals(alerts())) {
      catalog = AlertDocument.CATALOG;
    } else {
      catalog = DeadLetterDocument.CATALOG;
    }
    return IndexMappings.of(catalog, Map.of(SCHEMA_KEY, JsonData.of(SCHEMA)));
  }
}
