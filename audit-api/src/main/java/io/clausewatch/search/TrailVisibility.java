package io.clausewatch.search;

import io.clausewatch.contract.ReservedNames;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.Except;
import io.clausewatch.search.SearchCondition.Not;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What somebody may see of the trail. What others did through this server is shown to auditors and
 * admins; to an officer only in a search that names one data subject, since whoever asks who looked
 * at that person's data is owed the whole answer. Equal where the same is seen.
 */
public sealed interface TrailVisibility {
  /** Everything. */
  TrailVisibility ALL = new Whole();

  /**
   * Whether a search shows what others did.
   *
   * @param given its parameters
   */
  boolean showsOthers(Map<String, List<String>> given);

  /**
   * What an entry of the trail has to meet, besides the filters, to be shown; empty when nothing.
   *
   * @param given the parameters of the search
   */
  Optional<SearchCondition> condition(Map<String, List<String>> given);

  /**
   * What an officer sees.
   *
   * @param policyId the policy under which acts are recorded
   * @param name the officer's own
   * @param pseudonym makes the keyed hash of an id
   */
  static TrailVisibility ofOfficer(String policyId, String name, UnaryOperator<String> pseudonym) {
    String nobody = pseudonym.apply(ReservedNames.NOBODY);
    return new OwnActs(
        policyId,
        List.of(name, pseudonym.apply(name)),
        List.of(ReservedNames.NOBODY, nobody, pseudonym.apply(nobody)));
  }

  /** Everything. */
  record Whole() implements TrailVisibility {
    @Override
    public boolean showsOthers(Map<String, List<String>> given) {
      return true;
    }

    @Override
    public Optional<SearchCondition> condition(Map<String, List<String>> given) {
      return Optional.empty();
    }
  }

  /**
   * Of what is recorded under a policy, one's own alone.
   *
   * @param policyId the policy
   * @param own what stands for oneself as an actor: the name, and its keyed hash where one acted
   *     about oneself
   * @param nobody what stands for no data subject: who names it names nobody
   */
  record OwnActs(String policyId, List<String> own, List<String> nobody)
      implements TrailVisibility {
    /** Copies its collections. */
    public OwnActs {
      own = List.copyOf(own);
      nobody = List.copyOf(nobody);
    }

    @Override
    public boolean showsOthers(Map<String, List<String>> given) {
      return Stream.of("subjectId", "subjectRef")
          .map(name -> Set.copyOf(given.getOrDefault(name, List.of())))
          .anyMatch(named -> named.size() == 1 && named.stream().noneMatch(nobody::contains));
    }

    @Override
    public Optional<SearchCondition> condition(Map<String, List<String>> given) {
      return showsOthers(given)
          ? Optional.empty()
          : Optional.of(
              // Not as "of another policy, or one's own": that is asked of each entry, this of few.
              new Not(
                  new Except(new AnyOf("policyId", List.of(policyId)), new AnyOf("actorId", own))));
    }
  }
}
