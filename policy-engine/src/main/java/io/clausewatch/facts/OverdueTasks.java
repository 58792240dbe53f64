package io.clausewatch.facts;

import java.util.List;

/**
 * All that was not done in time since an event.
 *
 * @param missed by due instant; empty outside of a deadline's finding
 */
public record OverdueTasks(List<MissedTask> missed) {}
