package io.clausewatch.policy;

import java.util.Map;

/**
 * What every policy shares.
 *
 * @param definitions name to rule
 * @param exemptions name to rule: an event that meets it is judged by no clause that does not ask
 *     for it
 * @param clocks name to what starts and stops it
 */
record SharedRules(
    Map<String, String> definitions, Map<String, String> exemptions, Map<String, YamlMap> clocks) {}
