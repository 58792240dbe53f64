/**
 * Sends once more what could not be processed: beside the path of an event, for when the cause is
 * mended.
 *
 * <p>A dead letter says where a record lies. {@link io.clausewatch.replay.Replay} reads the letters
 * that no run before it has read, and the records that they point at, and writes those to the end
 * of the topics that they lie in, where {@link io.clausewatch.ingest} or {@link
 * io.clausewatch.judging} takes them like any other. {@link io.clausewatch.replay.ReplayMain} is
 * the command.
 */
package io.clausewatch.replay;
