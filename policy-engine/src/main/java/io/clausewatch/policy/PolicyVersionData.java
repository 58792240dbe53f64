package io.clausewatch.policy;

import java.util.Map;

/**
 * What rules of one policy version can refer to.
 *
 * @param vocabulary shared ids
 * @param lists the version's named lists and parameters: a Set of String, a String or a Long
 * @param processors the listed processors by id
 * @param retainedAtLeast how long categories must be kept
 * @param definitions names that every policy shares, to their source
 */
record PolicyVersionData(
    Vocabulary vocabulary,
    Map<String, Object> lists,
    Map<String, Processor> processors,
    RetentionSchedule retainedAtLeast,
    Map<String, String> definitions) {

  /**
   * For what every policy shares, whether any uses it or not.
   *
   * @param names the lists and parameters of all of them
   */
  static PolicyVersionData ofAll(
      Vocabulary vocabulary, Map<String, Object> names, Map<String, String> definitions) {
    return new PolicyVersionData(
        vocabulary, names, Map.of(), RetentionSchedule.ofEverything(vocabulary), definitions);
  }
}
