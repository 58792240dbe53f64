/**
 * A policy as data, and its rules compiled: the YAML files of the policies folder are read, every
 * rule is type-checked as CEL and turned into a function of a {@link
 * io.clausewatch.facts.EvaluationContext}.
 *
 * <p>In the path contract → ingest → <b>judge</b> → index → search this is what the judge judges
 * by.
 */
package io.clausewatch.policy;
