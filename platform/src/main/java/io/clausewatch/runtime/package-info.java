/**
 * What both apps need to run, whatever their place in the path contract → ingest → judge → index →
 * search: settings from the environment and a file, the ways to the three servers, what their
 * refusals mean ({@link io.clausewatch.platform.diagnosis.Diagnosis}), the topics' setup, the keyed
 * pseudonym of a data subject (used at ingest and again at search), the names and mappings of the
 * indices (used by index and by search), what became of a finding as one document (told by index,
 * read by search), and metrics with their small server.
 */
package io.clausewatch.runtime;
