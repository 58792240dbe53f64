package io.clausewatch.facts;

import java.util.List;

/**
 * All the ways in which a clause allows an event, none of which allowed this one.
 *
 * @param refused in the order of the clause; empty for a clause that does not say what it allows
 */
public record RefusedAlternatives(List<RefusedAlternative> refused) {}
