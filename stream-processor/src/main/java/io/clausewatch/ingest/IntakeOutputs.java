package io.clausewatch.ingest;

/**
 * The names of the children that take what intake makes.
 *
 * @param facts takes facts, by the key of {@link FactKeys}
 * @param rekeyed takes events that belong into another partition, by their id
 * @param deadLetters takes dead letters
 */
public record IntakeOutputs(String facts, String rekeyed, String deadLetters) {}
