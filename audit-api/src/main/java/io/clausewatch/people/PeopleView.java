package io.clausewatch.people;

import io.clausewatch.findings.FindingListView.Choice;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.page.BarChart;
import io.clausewatch.page.FacetView;
import io.clausewatch.page.FilterForm;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.TermCount;
import io.clausewatch.trail.TrailPage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who got, and who touched, how much of what.
 *
 * @param form what it is narrowed by
 * @param policies the policies to choose from
 * @param events how many entries of the trail that are
 * @param countedAt when they were counted
 * @param recipients who got data, those with most events first
 * @param actors who touched data, those with most events first
 */
public record PeopleView(
    FilterForm form,
    List<Choice> policies,
    long events,
    Instant countedAt,
    Group recipients,
    Group actors) {
  /** Copies its list. */
  public PeopleView {
    policies = List.copyOf(policies);
  }

  /**
   * Some of them.
   *
   * @param name recipients or actors
   * @param filter the parameter that searches for one of them
   * @param people those with most events first
   * @param others how many events are those of people who are not shown
   */
  public record Group(String name, String filter, List<Person> people, long others) {
    /** Copies its list. */
    public Group {
      people = List.copyOf(people);
    }

    /** How wide the bar of one is that tells how many events there are, of 100. */
    public long share(Person person) {
      return BarChart.share(person.events(), people.getFirst().events());
    }
  }

  /**
   * One of them.
   *
   * @param id the id that events give
   * @param kind a symbol of the contract; empty when events do not say
   * @param events how many events
   * @param subjects how many data subjects
   * @param findings how many findings
   * @param purposes the most frequent ones
   * @param categories the most frequent categories of data
   */
  public record Person(
      String id,
      Optional<String> kind,
      long events,
      long subjects,
      long findings,
      List<Share> purposes,
      List<Share> categories) {
    /** Copies its lists. */
    public Person {
      purposes = List.copyOf(purposes);
      categories = List.copyOf(categories);
    }
  }

  /**
   * How many events have a value.
   *
   * @param label in words
   * @param count how many
   */
  public record Share(String label, long count) {}

  /** The groups, in the order in which they are shown. */
  public List<Group> groups() {
    return List.of(recipients, actors);
  }

  /** The view of what was counted. */
  static PeopleView of(
      PeopleStatistics.People counted, Instant countedAt, FilterForm form, List<Choice> policies) {
    return new PeopleView(
        form,
        policies,
        counted.events(),
        countedAt,
        group("recipients", "recipientId", counted.recipients(), form),
        group("actors", "actorId", counted.actors(), form));
  }

  private static Group group(
      String name, String filter, PeopleStatistics.Group counted, FilterForm form) {
    return new Group(
        name,
        filter,
        counted.items().stream().map(person -> person(person, form)).toList(),
        counted.others());
  }

  private static Person person(PeopleStatistics.Person person, FilterForm form) {
    return new Person(
        person.id(),
        Optional.ofNullable(person.kind()),
        person.events(),
        person.subjects(),
        person.findings(),
        shares("purpose", person.purposes(), form),
        shares("dataCategory", person.dataCategories(), form));
  }

  private static List<Share> shares(String filter, List<TermCount> counts, FilterForm form) {
    return counts.stream()
        .map(pair -> new Share(FacetView.inWords(filter, pair.key(), form.words()), pair.count()))
        .toList();
  }

  /** The trail of one of them in the same period, under the same policy. */
  public String trail(Group group, Person person) {
    return form.query().with(group.filter(), person.id()).on(TrailPage.PATH);
  }

  /** The findings about one of them in the same period, under the same policy. */
  public String findings(Group group, Person person) {
    return form.query()
        .with(group.filter(), person.id())
        .with("status", SearchTarget.standing())
        .on(FindingsPage.PATH);
  }
}
