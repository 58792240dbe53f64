/**
 * The topology and its judge: the third hop of contract → ingest → <b>judge</b> → index → search,
 * and the {@code main} that runs ingest, judge and index.
 *
 * <p>{@link io.clausewatch.stream.ClausewatchTopology} wires intake to the facts topic and the
 * facts topic to {@link io.clausewatch.judging.JudgeProcessor}, which keeps what is known of each
 * data subject, keeps the events that it judged, and judges those again that a late fact can touch.
 * What a verdict is, is decided in {@code io.clausewatch.judge}; here is when and with which facts.
 */
package io.clausewatch.stream;
