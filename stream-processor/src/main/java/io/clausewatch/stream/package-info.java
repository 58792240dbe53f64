/**
 * The stream processor as a program: its settings, its {@code main}, and the topology that wires
 * intake to the facts topic and the facts topic to {@link io.clausewatch.judging.JudgeProcessor}.
 * It runs ingest, judge and index of contract → <b>ingest → judge → index</b> → search.
 */
package io.clausewatch.stream;
