package io.clausewatch.policy;

import java.util.Map;

/**
 * What rules of one policy version can refer to.
 *
 * @param vocabulary shared ids
 * @param lists the version's named lists and parameters: a Set of String, a String or a Long
 * @param processors the listed processors by id
 * @param definitions names that every policy shares, to their source
 */
record PolicyVersionData(
    Vocabulary vocabulary,
    Map<String, Object> lists,
    Map<String, Processor> processors,
    Map<String, String> definitions) {}
