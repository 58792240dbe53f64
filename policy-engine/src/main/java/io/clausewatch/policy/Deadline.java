package io.clausewatch.policy;

import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.SubjectChange;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a clause promises to have done in time.
 *
 * @param clocks each of them starts the time
 * @param task what is to be done
 * @param suspendedBy what holds the due instant up, to what ends it: while the first stands, the
 *     time does not run out
 * @param resumes how much time there is at least after the last of them ended; null where nothing
 *     holds it up
 * @param extension what moves the due instant; null where nothing does
 */
public record Deadline(
    List<ClockTrigger> clocks,
    Task task,
    Map<SubjectChange, SubjectChange> suspendedBy,
    TimeLimit resumes,
    Extension extension) {

  /**
   * Whether the clock starts with the last of some events, so that a later one decides about an
   * earlier one's.
   */
  public boolean startsWithTheLast() {
    return clocks.stream().anyMatch(ClockTrigger.Inactivity.class::isInstance);
  }

  /**
   * A later stage of the request that started the clock moves the due instant. It has to come by
   * then itself; one that comes later moves nothing any more.
   *
   * @param stage which
   * @param by how long, from the due instant on
   * @param times how often at most
   */
  public record Extension(RequestStage stage, TimeLimit by, int times) {}

  /** What is to be done. */
  public sealed interface Task {}

  /**
   * Data is to be destroyed, each category by its own time.
   *
   * @param within how long a category may be kept; null for one that it is not about
   * @param by true for a DESTROY that counts
   * @param unless true for a category that may be kept all the same; looked at as of the due
   *     instant
   */
  public record Destroy(Function<String, TimeLimit> within, Rule<Boolean> by, Rule<Boolean> unless)
      implements Task {}

  /**
   * Something is to be answered or announced.
   *
   * @param within how long it may take
   * @param awaited each thing that is to come
   * @param unless true where nothing need come; looked at as of the due instant
   */
  public record Await(TimeLimit within, List<Awaited> awaited, Rule<Boolean> unless)
      implements Task {}

  /**
   * Something that is to come.
   *
   * @param what it, in English
   * @param localWhat it, in the policy's language; null where that is English
   * @param when true for an event that brings it: a later stage of the same request, a notice that
   *     relates to the one that started the clock, or a follow-up of the access or disclosure that
   *     did
   */
  public record Awaited(String what, String localWhat, Rule<Boolean> when) {}
}
