package io.clausewatch.local.stack;

import java.net.URI;

/**
 * Where the parts of a running local stack are reached.
 *
 * @param http the audit API and the officer's page
 * @param kafka Kafka's bootstrap servers, {@code host:port}
 * @param registry the schema registry's Confluent API
 * @param elasticsearch Elasticsearch
 * @param processor the stream processor's {@code /metrics}, {@code /healthz} and {@code /readyz}
 */
public record StackEndpoints(
    URI http, String kafka, URI registry, URI elasticsearch, URI processor) {}
