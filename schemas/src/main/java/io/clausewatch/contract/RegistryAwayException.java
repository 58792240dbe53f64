package io.clausewatch.contract;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The schema registry could not be asked. It says nothing of the record: to be tried again, not
 * given up.
 */
public final class RegistryAwayException extends RetriableException {
  private static final long serialVersionUID = 1L;

  RegistryAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
