package io.clausewatch.page;

import io.clausewatch.search.TrailVisibility;
import java.util.List;
import java.util.Map;

/**
 * The key of counts that are kept for a while: one for all who see the same of the trail.
 *
 * @param filters the values of each filter
 * @param visibility what they see
 */
public record CountsKey(Map<String, List<String>> filters, TrailVisibility visibility) {}
