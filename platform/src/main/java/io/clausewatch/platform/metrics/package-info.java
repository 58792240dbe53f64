/** An app's metrics, and its small server for them and for probes. */
package io.clausewatch.platform.metrics;
