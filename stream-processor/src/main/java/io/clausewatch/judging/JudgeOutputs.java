package io.clausewatch.judging;

/**
 * The children of the judge's processor, by name.
 *
 * @param trail takes trail entries, keyed by their id
 * @param findings takes findings, keyed by their id
 * @param deadlines takes deadlines, keyed by their id
 * @param alerts takes findings that need somebody at once, keyed by their id
 * @param passes takes how far passes over policies have come, keyed by policy and partition
 * @param rejudges takes the work that the judge leaves for itself, keyed by {@link PartitionedKey}
 * @param deadLetters takes dead letters
 */
public record JudgeOutputs(
    String trail,
    String findings,
    String deadlines,
    String alerts,
    String passes,
    String rejudges,
    String deadLetters) {}
