/**
 * Judges events: the third hop of contract → ingest → <b>judge</b> → index → search.
 *
 * <p>{@link io.clausewatch.judging.JudgeProcessor} keeps what is known of each data subject ({@link
 * io.clausewatch.judging.SubjectFactStore}) and of each policy ({@link
 * io.clausewatch.judging.PolicyFactStore}), keeps the events that it judged ({@link
 * io.clausewatch.judging.JudgedEventStore}), and judges those again that a late fact can touch.
 * What a verdict is, is decided in {@code io.clausewatch.judge}; here is when and with which facts.
 */
package io.clausewatch.judging;
