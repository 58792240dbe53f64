package io.clausewatch.facts;

/**
 * One of the ways in which a clause allows an event, which did not allow this one.
 *
 * @param what it, in English
 * @param localWhat it, in the policy's language; null where that is English, or it has no name
 * @param why how it failed, in English; null where the policy does not say
 * @param localWhy the same in the policy's language; null where that is English, or not said
 */
public record RefusedAlternative(String what, String localWhat, String why, String localWhy) {}
