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
  public SearchesView of(PageRequest request, UrlQuery asked) {
    return new SearchesView(asked.without("cursor", "limit").values(), seenIn(request));
  }

  /** Those of the caller and those that others share; none while they cannot be read. */
  private List<SearchesView.Named> seenIn(PageRequest request) {
    String caller = request.caller().name();
    try {
      return saved.seenBy(request.caller()).stream()
          .filter(search -> search.getTarget().equals(target))
          .map(
              search ->
                  new SearchesView.Named(
                      search.getName(),
                      toPage.apply(new UrlQuery(search.getQuery()), request.zone()).on(path),
                      Optional.of(search.getOwner()).filter(owner -> !owner.equals(caller))))
          .toList();
    } catch (TableAwayException e) {
      return List.of();
    }
  }

  private void keep(PageRequest request) {
    UrlQuery form = request.form();
    String name = form.only("name").map(String::strip).orElse("");
    UrlQuery search = form.without("name", "shared", PageRequest.HERE);
    try {
      var unused =
          saved.keep(
              request.caller(),
              name,
              target,
              search.values(),
              form.has("shared", "true"),
              request.lookup());
    } catch (InvalidRequestException e) {
      List<String> faults = e.faults().stream().map(Fault::toString).toList();
      request.show(400, MessagePages.notKept(request.words(), faults, request.here().orElse(path)));
      return;
    }
    request.goTo(request.here().orElse(path));
  }

  private void forget(PageRequest request) {
    request.form().only("name").ifPresent(name -> saved.forget(request.caller(), name));
    request.goTo(request.here().orElse(path));
  }
}
