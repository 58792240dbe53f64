/**
 * Takes events in: the second hop of contract → <b>ingest</b> → judge → index → search.
 *
 * <p>{@link io.clausewatch.ingest.EventIntake} decodes each record of the events topics, checks it,
 * drops what it has seen before, and hands on one {@link io.clausewatch.contract.Fact} for each
 * data subject. This is the last place that sees a raw subject id: {@link
 * io.clausewatch.ingest.EventPseudonymiser} replaces it by its keyed hash before anything is stored
 * or sent on, and what cannot be processed is pointed at by a {@link
 * io.clausewatch.contract.DeadLetter} instead of being copied.
 */
package io.clausewatch.ingest;
