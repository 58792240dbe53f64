/**
 * Findings: what the judge objects to, and what officers do about it.
 *
 * <p>{@link io.clausewatch.findings.FindingRoutes} and {@link io.clausewatch.findings.TriageRoutes}
 * are the calls, {@link io.clausewatch.findings.FindingsPage} and {@link
 * io.clausewatch.findings.FindingPage} the pages. {@link io.clausewatch.findings.TriageService}
 * checks an act against the finding as it stands and writes it to the compacted triage topic; it
 * counts once it is durable there. The indexer tells the finding's document of it ({@link
 * io.clausewatch.readmodel.FindingDocument}), so that everything in the index can be made anew from
 * Kafka.
 */
package io.clausewatch.findings;
