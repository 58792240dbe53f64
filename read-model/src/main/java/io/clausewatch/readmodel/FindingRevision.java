package io.clausewatch.readmodel;

import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import java.time.Instant;

/**
 * What the engine once said of a finding.
 *
 * @param revision its number, from 1
 * @param status open or retracted
 * @param revisedAt when it said so
 * @param revisedBecause what came late and made it say so; null where nothing did
 */
public record FindingRevision(
    int revision, FindingStatus status, Instant revisedAt, String revisedBecause) {

  /** The revision that a finding stands at. */
  static FindingRevision of(Finding finding) {
    return new FindingRevision(
        finding.getRevision(),
        finding.getStatus(),
        finding.getRevisedAt(),
        finding.getRevisedBecause());
  }
}
