package io.clausewatch.services;

import io.clausewatch.contract.ClosestName;
import io.clausewatch.deliveries.RecentAcceptances.Rejections;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.Vocabulary;
import io.clausewatch.search.TermCount;
import io.clausewatch.services.ServiceStatistics.ServiceCounts;
import io.clausewatch.trail.TrailPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The producing services.
 *
 * @param services by their names
 * @param countedAt when they were counted
 */
public record ServicesView(List<ServiceSummary> services, Instant countedAt) {
  /** Copies its list. */
  public ServicesView {
    services = List.copyOf(services);
  }

  /**
   * One of them.
   *
   * @param name empty of dead letters of which it could not be read
   * @param lastReceivedAt when its last event came
   * @param events how many events came in thirty days
   * @param eventsOfDay how many of them in the last day
   * @param deadLetters how many records could not be processed
   * @param faults why
   * @param rejected how many events were rejected at the door since the server's start
   * @param rejections why, the last first
   * @param gaps why it could not be decided
   * @param unknown purposes and categories that the vocabulary does not have
   * @param clockAhead by how much its clock was ahead; empty where it was not by a second
   */
  public record ServiceSummary(
      String name,
      Optional<Instant> lastReceivedAt,
      long events,
      long eventsOfDay,
      long deadLetters,
      List<TermCount> faults,
      long rejected,
      List<String> rejections,
      List<TermCount> gaps,
      List<UnknownId> unknown,
      Optional<Duration> clockAhead) {
    /** Copies its lists. */
    public ServiceSummary {
      faults = List.copyOf(faults);
      rejections = List.copyOf(rejections);
      gaps = List.copyOf(gaps);
      unknown = List.copyOf(unknown);
    }

    /** Its events in the trail. */
    public String trail() {
      return UrlQuery.of("").with("service", name).on(TrailPage.PATH);
    }
  }

  /**
   * An id that the vocabulary does not have.
   *
   * @param id as events give it
   * @param count in how many entries of the trail
   * @param closest the id that was probably meant
   */
  public record UnknownId(String id, long count, Optional<String> closest) {}

  /** The view of what was counted. */
  static ServicesView of(
      List<ServiceCounts> counted,
      Map<String, Rejections> rejections,
      Vocabulary vocabulary,
      Instant countedAt) {
    Set<String> categories =
        vocabulary.categories().values().stream()
            .flatMap(group -> group.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());
    Map<String, ServiceSummary> byName = new LinkedHashMap<>();
    for (ServiceCounts counts : counted) {
      Rejections refused = rejections.getOrDefault(counts.service(), new Rejections(0, List.of()));
      byName.put(
          counts.service(),
          new ServiceSummary(
              counts.service(),
              counts.lastReceivedAt(),
              counts.events(),
              counts.eventsOfDay(),
              counts.deadLetters(),
              counts.faults(),
              refused.count(),
              refused.faults(),
              counts.gaps(),
              Stream.concat(
                      unknown(counts.unknownPurposes(), vocabulary.purposes().keySet()),
                      unknown(counts.unknownCategories(), categories))
                  .toList(),
              Optional.of(counts.clockAhead()).filter(ahead -> ahead.toSeconds() >= 1)));
    }
    rejections.forEach(
        (name, refused) ->
            byName.computeIfAbsent(
                name,
                alone ->
                    new ServiceSummary(
                        alone,
                        Optional.empty(),
                        0,
                        0,
                        0,
                        List.of(),
                        refused.count(),
                        refused.faults(),
                        List.of(),
                        List.of(),
                        Optional.empty())));
    return new ServicesView(List.copyOf(byName.values()), countedAt);
  }

  private static Stream<UnknownId> unknown(List<TermCount> ids, Collection<String> known) {
    return ids.stream()
        .map(id -> new UnknownId(id.key(), id.count(), ClosestName.near(id.key(), known)));
  }
}
