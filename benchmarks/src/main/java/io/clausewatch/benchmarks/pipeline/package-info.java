/**
 * How fast the whole way of an event is, from its topic to a search: {@link
 * io.clausewatch.benchmarks.pipeline.PipelineBenchmark} starts the servers of the local stack and
 * the product's own stream processor, and measures them beside yardsticks that do nothing but carry
 * the same bytes. {@code benchmarks/README.md} says how to run it and what came out.
 */
package io.clausewatch.benchmarks.pipeline;
