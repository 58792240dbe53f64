package io.clausewatch.alertsender.watch;

import java.time.Instant;
import java.util.Optional;

/** Looks whether a part of the pipeline does what it should. */
@FunctionalInterface
interface PipelineCheck {

  /**
   * Looks once.
   *
   * @return what is wrong, in words without any value of a record; empty when nothing is
   * @throws Exception when that cannot be seen now
   */
  Optional<String> trouble(Instant now) throws Exception;
}
