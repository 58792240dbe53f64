package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.indices.IndexState;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import io.clausewatch.readmodel.index.IndexTemplates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The indices that there are, by generation, and how one generation takes another's place. An index
 * is live when it is behind its alias.
 */
final class IndexGenerations {
  private static final Pattern NEXT = Pattern.compile("-g(\\d{1,9})-(.+)");

  private final ElasticsearchClient client;
  private final IndexTemplates indices;

  IndexGenerations(ElasticsearchClient client, IndexTemplates indices) {
    this.client = client;
    this.indices = indices;
  }

  /** An index with the alias of its kind. */
  private record Index(String name, String alias, boolean live) {
    /** What follows the alias in its name. */
    private Matcher next() {
      return NEXT.matcher(name.substring(alias.length()));
    }

    /** 1 when its name tells of none. */
    private int generation() {
      Matcher next = next();
      return next.matches() ? Integer.parseInt(next.group(1)) : 1;
    }

    /** The name under which it is written to once it is live. */
    private String written() {
      Matcher next = next();
      return next.matches() ? alias + "-" + next.group(2) : name;
    }
  }

  /**
   * Deletes what an interrupted run has left, lets the live indices be written to, and says which
   * generation can be made now.
   */
  int begin() throws IOException {
    List<String> left = names(index -> !index.live() && index.generation() > 1);
    if (!left.isEmpty()) {
      client.indices().delete(d -> d.index(left));
    }
    holdWrites(false);
    return all().stream().mapToInt(Index::generation).max().orElse(1) + 1;
  }

  /**
   * Holds up whoever writes to the live indices, or lets them go on. What cannot be written is
   * tried again by the indexer until it can.
   *
   * @return the names of those indices
   */
  List<String> holdWrites(boolean hold) throws IOException {
    List<String> live = names(Index::live);
    if (!live.isEmpty()) {
      client.indices().putSettings(p -> p.index(live).settings(s -> s.blocks(b -> b.write(hold))));
    }
    return live;
  }

  /** How many documents the live indices have. */
  long documents() throws IOException {
    return client.count(c -> c.index(indices.aliases()).ignoreUnavailable(true)).count();
  }

  /**
   * Puts a generation in the place of live indices, which are deleted, all at once.
   *
   * @param held the live indices that nobody can write to. Another that has come since stays
   * @throws co.elastic.clients.elasticsearch._types.ElasticsearchException when an index has come
   *     meanwhile whose place one of them takes; nothing has changed then
   */
  void replaceBy(int generation, List<String> held) throws IOException {
    List<Action> actions = new ArrayList<>();
    for (Index index : all()) {
      if (held.contains(index.name())) {
        actions.add(Action.of(a -> a.removeIndex(r -> r.index(index.name()))));
      } else if (index.generation() == generation) {
        actions.add(alias(index, index.written(), false));
        actions.add(alias(index, index.alias(), true));
      }
    }
    if (!actions.isEmpty()) {
      client.indices().updateAliases(u -> u.actions(actions));
    }
  }

  private Action alias(Index index, String alias, boolean filtered) {
    return Action.of(
        a ->
            a.add(
                add -> {
                  add.index(index.name()).alias(alias);
                  if (filtered) {
                    indices.filter(alias).ifPresent(add::filter);
                  }
                  return add;
                }));
  }

  private interface Which {
    boolean is(Index index);
  }

  private List<String> names(Which which) throws IOException {
    return all().stream().filter(which::is).map(Index::name).toList();
  }

  private List<Index> all() throws IOException {
    List<Index> all = new ArrayList<>();
    for (String alias : indices.aliases()) {
      Map<String, IndexState> there =
          new TreeMap<>(
              client
                  .indices()
                  .get(g -> g.index(alias + "-*").allowNoIndices(true).ignoreUnavailable(true))
                  .indices());
      there.forEach(
          (name, state) -> all.add(new Index(name, alias, state.aliases().containsKey(alias))));
    }
    return all;
  }
}
