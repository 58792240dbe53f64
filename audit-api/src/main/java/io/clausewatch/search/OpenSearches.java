package io.clausewatch.search;

import io.clausewatch.http.Caller;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The searches of which a next page may be asked for: each holds a snapshot of the index, which
 * keeps files and memory of Elasticsearch. A caller has some; with one more the one that was paged
 * longest ago ends, since most are never asked for again and nobody says so. Safe for use by many
 * threads.
 */
public final class OpenSearches {

  /** Far more than somebody reads at once, far fewer than Elasticsearch bears. */
  static final int OF_A_CALLER = 20;

  private final Consumer<String> release;

  /** Of each caller their snapshots, the one that was paged last at the end. */
  private final Map<Caller, Set<String>> open = new HashMap<>();

  /**
   * None yet.
   *
   * @param release gives a snapshot back
   */
  public OpenSearches(Consumer<String> release) {
    this.release = release;
  }

  /**
   * Notes that a caller has been given a page.
   *
   * @param asked what they asked for
   * @param page what they were given
   * @return the page
   */
  public <T> ResultPage<T> given(Caller caller, SearchCriteria asked, ResultPage<T> page) {
    Optional<String> before = asked.cursor().map(PageCursor::snapshot);
    Optional<String> now =
        page.nextCursor()
            .flatMap(PageCursor::decode)
            .map(PageCursor::snapshot)
            .filter(snapshot -> !snapshot.isEmpty());
    ended(caller, before, now).ifPresent(release);
    return page;
  }

  /** The search that ends for it. */
  private synchronized Optional<String> ended(
      Caller caller, Optional<String> before, Optional<String> now) {
    Set<String> snapshots = open.computeIfAbsent(caller, first -> new LinkedHashSet<>());
    before.ifPresent(snapshots::remove);
    now.ifPresent(
        snapshot -> {
          snapshots.remove(snapshot);
          snapshots.add(snapshot);
        });
    Optional<String> eldest =
        snapshots.size() > OF_A_CALLER
            ? Optional.of(snapshots.iterator().next())
            : Optional.empty();
    eldest.ifPresent(snapshots::remove);
    if (snapshots.isEmpty()) {
      open.remove(caller);
    }
    return eldest;
  }
}
