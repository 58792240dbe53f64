/**
 * For the unit tests of services that send events: {@link io.clausewatch.testkit.RecordingProducer}
 * takes them in place of Clausewatch, and {@link io.clausewatch.testkit.ClausewatchAssertions}
 * judges them in the process, by the policy files, as the pipeline would once all had arrived.
 */
package io.clausewatch.testkit;
