package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CardinalityAggregation;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.Not;
import java.util.List;
import java.util.Optional;

/**
 * Tells the data subjects of the trail from the stand-in that an officer's act has where it is
 * about nobody in particular ({@link ReservedNames#NOBODY}): that is no person, and is never
 * counted or shown as one.
 */
public final class DataSubjects {
  private static final String FIELD = "subjectRef";
  private static final String NAMED = "named";

  /** What Elasticsearch takes unless asked otherwise. */
  private static final int USUAL_PRECISION = 3_000;

  private final String nobody;

  /**
   * Those whose ids have such hashes.
   *
   * @param lookups makes the keyed hash of an id
   */
  public DataSubjects(LookupContext lookups) {
    nobody = lookups.hash(ReservedNames.NOBODY);
  }

  /** Whether a keyed hash is that of a person, if perhaps an unknown one. */
  public boolean isPerson(String subjectRef) {
    return !subjectRef.equals(nobody);
  }

  /**
   * The keyed hash of the person that a document is about; empty when it is nobody.
   *
   * @param subjectRef that of the document; null where it has none
   */
  public Optional<String> person(String subjectRef) {
    return Optional.ofNullable(subjectRef).filter(this::isPerson);
  }

  /** That a document is not about the stand-in. */
  public SearchCondition named() {
    return new Not(new AnyOf(FIELD, List.of(nobody)));
  }

  /** Counts different people; almost exactly up to some thousands. */
  public Aggregation counted() {
    return counted(USUAL_PRECISION);
  }

  /**
   * Counts different people.
   *
   * @param exactly up to how many the count is almost exact, 40,000 at most
   */
  public Aggregation counted(int exactly) {
    Aggregation different =
        CardinalityAggregation.of(c -> c.field(FIELD).precisionThreshold(exactly))._toAggregation();
    return Aggregation.of(a -> a.filter(named().query()).aggregations(NAMED, different));
  }

  /** How many {@link #counted} found. */
  public static long count(Aggregate counted) {
    return counted.filter().aggregations().get(NAMED).cardinality().value();
  }
}
