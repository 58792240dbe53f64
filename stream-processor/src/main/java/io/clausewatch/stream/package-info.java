/**
 * The stream processor as a program: its settings, its {@code main}, and the topology that wires
 * intake to the facts topic, the facts topic to {@link io.clausewatch.judging.JudgeProcessor}, and
 * the topics of findings and triage to {@link io.clausewatch.alerting.AlertProcessor}. It runs
 * ingest, judge and index of contract → <b>ingest → judge → index</b> → search.
 */
package io.clausewatch.stream;
