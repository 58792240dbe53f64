/**
 * Decides in the stream when somebody may have to be told of a finding, behind judging on the path
 * contract → ingest → judge → alert decisions: from what the engine says of it and what officers do
 * about it. Whom that concerns, and how they are told, is left to whoever reads the decisions.
 */
package io.clausewatch.alerting;
