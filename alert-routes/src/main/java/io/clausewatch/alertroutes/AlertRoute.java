package io.clausewatch.alertroutes;

import io.clausewatch.contract.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which findings go to whom.
 *
 * @param number its place in the file, from 0
 * @param line where it stands in the file, from 1
 * @param match which findings take it
 * @param to the names of the receivers
 * @param goesOn whether a finding that takes it looks at those behind it too
 * @param repeat after how long the receivers are reminded of what nobody has acknowledged; empty
 *     where they are not
 * @param escalation who is told as well, if nobody acknowledges it; empty where nobody is
 * @param groupBy what findings have in common that are told of in one message; empty where each has
 *     its own
 * @param groupWait how long the first of a group waits for more
 * @param groupInterval how long the next message about a group waits after the last
 */
public record AlertRoute(
    int number,
    int line,
    AlertMatch match,
    List<String> to,
    boolean goesOn,
    Optional<Duration> repeat,
    Optional<Escalation> escalation,
    List<AlertField> groupBy,
    Duration groupWait,
    Duration groupInterval) {

  /** How long the next message about a group waits, unless the route says otherwise. */
  public static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);

  /**
   * Who is told as well.
   *
   * @param after how long nobody has acknowledged it then
   * @param to the names of the receivers
   */
  public record Escalation(Duration after, List<String> to) {
    /** Keeps a copy. */
    public Escalation {
      to = List.copyOf(to);
    }
  }

  /** Keeps copies. */
  public AlertRoute {
    to = List.copyOf(to);
    groupBy = List.copyOf(groupBy);
  }

  /** What a finding has in the fields by which the route groups, in their order. */
  public List<String> group(Finding finding) {
    List<String> values = new ArrayList<>();
    groupBy.forEach(field -> values.add(String.join(",", field.of(finding))));
    return values;
  }
}
