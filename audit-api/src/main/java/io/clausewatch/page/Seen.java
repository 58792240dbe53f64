package io.clausewatch.page;

import io.clausewatch.search.Sight;
import java.util.List;
import java.util.Map;

/**
 * What is counted for those who see the same of the trail.
 *
 * @param filters the values of each filter
 * @param sight what they see
 */
record Seen(Map<String, List<String>> filters, Sight sight) {}
