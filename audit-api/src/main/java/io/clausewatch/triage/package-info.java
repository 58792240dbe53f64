/**
 * What officers do about findings: beside the path contract → ingest → judge → index → search, and
 * into the same index.
 *
 * <p>{@link io.clausewatch.findings.TriageService} checks an act against the finding as it stands
 * and writes it to the compacted triage topic; it counts once it is durable there. The indexer
 * tells the finding's document of it ({@link io.clausewatch.platform.elasticsearch.FindingStory}),
 * so that everything in the index can be made anew from Kafka.
 */
package io.clausewatch.triage;
