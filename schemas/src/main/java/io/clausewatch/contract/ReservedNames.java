package io.clausewatch.contract;

import java.util.List;
import java.util.Set;

/**
 * The names under which Clausewatch alone says anything: the policy under which it records what
 * people do through it, and the service that it is in that record. Whoever else could send events
 * under them could make up what somebody did. Compared as ids are, see {@link IdText}.
 *
 * @param policyIds the policy whose file says {@code ownActs: true}; none where no file does
 */
public record ReservedNames(Set<String> policyIds) {
  /** The service as which Clausewatch records acts. */
  public static final String SERVICE = "clausewatch";

  /**
   * In place of a data subject where an act is about nobody in particular: an access event has to
   * name somebody. Too short to be found, and hidden, in a reason.
   */
  public static final String NOBODY = "-";

  /** Keeps a copy. */
  public ReservedNames {
    policyIds = Set.copyOf(policyIds);
  }

  /**
   * Where an event that came from elsewhere uses one of them; the paths are those of the record.
   *
   * @return empty when it uses none
   */
  public List<Fault> faults(Event event) {
    return faults(event, FaultPath.RECORD);
  }

  /**
   * The same; the paths are those of the CloudEvent in which the event came.
   *
   * @return empty when it uses none
   */
  public List<Fault> cloudEventFaults(Event event) {
    return faults(event, FaultPath.CLOUD_EVENT);
  }

  private List<Fault> faults(Event event, FaultPath root) {
    FaultCollector faults = new FaultCollector();
    if (policyIds.contains(IdText.normalise(event.policyId()))) {
      faults.add(
          root.field(EventAttribute.POLICY.field()),
          "a policy that services send events under",
          "the one of what is done through Clausewatch");
    }
    if (IdText.normalise(event.service()).equals(SERVICE)) {
      faults.add(
          root.field(EventAttribute.SOURCE.field()), "the sender's own name", "Clausewatch's");
    }
    return faults.toList();
  }
}
