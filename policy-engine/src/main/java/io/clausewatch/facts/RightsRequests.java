package io.clausewatch.facts;

import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Requester;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The rights requests of one data subject under one policy. */
public final class RightsRequests {

  private final FactTimeline<Request> stages =
      new FactTimeline<>(Request::getOccurredAt, Request::getEventId);

  void add(Request stage) {
    stages.put(stage);
  }

  /**
   * A request open at an instant: received by then, and neither completed nor refused from its
   * receipt until then.
   *
   * @param rights which rights count
   * @param requestId only this request; null for any
   * @return the RECEIVED of the latest one; null when there is none
   */
  public Request open(Set<DataSubjectRight> rights, String requestId, Instant at) {
    Request found = null;
    for (Request stage : stages) {
      if (stage.getStage() == RequestStage.RECEIVED
          && rights.contains(stage.getRight())
          && (requestId == null || requestId.equals(stage.getRequestId()))
          && !stage.getOccurredAt().isAfter(at)
          && !closed(stage, at)) {
        found = stage;
      }
    }
    return found;
  }

  /**
   * The stage that ended the latest of some requests at or before an instant: it was completed or
   * refused, and received by then.
   *
   * @param rights which rights count
   * @return null while it is open, and when there is none
   */
  public Request ended(Set<DataSubjectRight> rights, Instant at) {
    Request latest = null;
    for (Request stage : stages) {
      if (stage.getStage() == RequestStage.RECEIVED
          && rights.contains(stage.getRight())
          && !stage.getOccurredAt().isAfter(at)) {
        latest = stage;
      }
    }
    Request ended = null;
    for (Request stage : stages) {
      if (latest != null && ends(stage, latest) && !stage.getOccurredAt().isAfter(at)) {
        ended = stage;
      }
    }
    return ended;
  }

  /** The RECEIVED of a request at or before an instant, the latest; null when there is none. */
  public Request received(String requestId, Instant at) {
    Request found = null;
    for (Request stage : stages) {
      if (stage.getStage() == RequestStage.RECEIVED
          && stage.getRequestId().equals(requestId)
          && !stage.getOccurredAt().isAfter(at)) {
        found = stage;
      }
    }
    return found;
  }

  /**
   * The RECEIVED at or before an instant of a request by a representative whose authority was
   * verified; null when there is none.
   */
  public Request byVerifiedRepresentative(Instant at) {
    Request found = null;
    for (Request stage : stages) {
      if (stage.getStage() == RequestStage.RECEIVED
          && stage.getMadeBy() == Requester.REPRESENTATIVE
          && stage.getAuthorityVerified()
          && !stage.getOccurredAt().isAfter(at)) {
        found = stage;
      }
    }
    return found;
  }

  /** Every stage of a request from an instant on, oldest first. */
  public List<Request> stagesSince(String requestId, Instant from) {
    return stages.stream()
        .filter(stage -> stage.getRequestId().equals(requestId))
        .filter(stage -> !stage.getOccurredAt().isBefore(from))
        .toList();
  }

  private boolean closed(Request received, Instant at) {
    for (Request stage : stages) {
      if (ends(stage, received) && !stage.getOccurredAt().isAfter(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ends(Request stage, Request received) {
    return (stage.getStage() == RequestStage.COMPLETED || stage.getStage() == RequestStage.REFUSED)
        && stage.getRequestId().equals(received.getRequestId())
        && !stage.getOccurredAt().isBefore(received.getOccurredAt());
  }
}
