package io.clausewatch.searches;

import io.clausewatch.contract.Fault;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Role;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.table.TableAwayException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the page of a list does with searches that are kept under names; {@code tag/searches.jte}
 * shows it. They are kept as parameters of the API, which lists them too.
 */
public final class NamedSearches {
  private final SavedSearches saved;
  private final String target;
  private final String path;
  private final BiFunction<UrlQuery, ZoneId, UrlQuery> toPage;

  /**
   * Those of a list.
   *
   * @param saved all that are kept
   * @param target what the list shows, as {@link SavedSearches} names it
   * @param path where the list is
   * @param toPage makes the parameters of the list's page of those of the API, and of the zone
   *     whose days it takes
   */
  public NamedSearches(
      SavedSearches saved,
      String target,
      String path,
      BiFunction<UrlQuery, ZoneId, UrlQuery> toPage) {
    this.saved = saved;
    this.target = target;
    this.path = path;
    this.toPage = toPage;
  }

  /** Adds the two forms: one keeps the search that is looked at, one forgets a search. */
  public void addTo(Page.Places places) {
    places.post(
        path + "/searches",
        KnownParameters.LEFT_TO_CALL.withFields("name"),
        this::keep,
        Role.OFFICER,
        Role.AUDITOR);
    places.post(
        path + "/searches/forget",
        KnownParameters.once("name", PageRequest.HERE),
        this::forget,
        Role.OFFICER,
        Role.AUDITOR);
  }

  /**
   * What is shown of them.
   *
   * @param asked what is looked at, as parameters of the API
   */
  public SearchesView of(PageRequest visit, UrlQuery asked) {
    return new SearchesView(asked.without("cursor", "limit").values(), seenIn(visit));
  }

  /** Those of the caller and those that others share; none while they cannot be read. */
  private List<SearchesView.Named> seenIn(PageRequest visit) {
    String caller = visit.caller().name();
    try {
      return saved.seenBy(visit.caller()).stream()
          .filter(search -> search.getTarget().equals(target))
          .map(
              search ->
                  new SearchesView.Named(
                      search.getName(),
                      toPage.apply(new UrlQuery(search.getQuery()), visit.zone()).on(path),
                      Optional.of(search.getOwner()).filter(owner -> !owner.equals(caller))))
          .toList();
    } catch (TableAwayException e) {
      return List.of();
    }
  }

  private void keep(PageRequest visit) {
    UrlQuery form = visit.form();
    String name = form.only("name").map(String::strip).orElse("");
    UrlQuery search = form.without("name", "shared", PageRequest.HERE);
    try {
      var unused =
          saved.keep(
              visit.caller(),
              name,
              target,
              search.values(),
              form.has("shared", "true"),
              visit.lookup());
    } catch (InvalidRequestException e) {
      List<String> faults = e.faults().stream().map(Fault::toString).toList();
      visit.show(400, MessagePages.notKept(visit.words(), faults, visit.here().orElse(path)));
      return;
    }
    visit.goTo(visit.here().orElse(path));
  }

  private void forget(PageRequest visit) {
    visit.form().only("name").ifPresent(name -> saved.forget(visit.caller(), name));
    visit.goTo(visit.here().orElse(path));
  }
}
