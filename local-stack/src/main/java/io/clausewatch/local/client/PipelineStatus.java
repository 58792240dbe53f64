package io.clausewatch.local.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How far the system has come.
 *
 * @param ready whether it serves
 * @param processorLag records not yet judged
 * @param indexerLag records judged and not yet searchable
 */
public record PipelineStatus(boolean ready, long processorLag, long indexerLag) {

  static PipelineStatus of(JsonNode json) {
    return new PipelineStatus(
        json.path("ready").asBoolean(),
        json.path("processorLag").asLong(Long.MAX_VALUE),
        json.path("indexerLag").asLong(Long.MAX_VALUE));
  }

  /** Whether all that was accepted is judged and searchable. */
  public boolean settled() {
    return ready && processorLag == 0 && indexerLag == 0;
  }
}
