package io.clausewatch.events;

/**
 * What is odd about an event that is accepted all the same.
 *
 * @param index its place in the request, from 0
 * @param id its id
 * @param path where, as faults have it: {@code $.policy}, {@code $.data.dataCategories[2]}
 * @param message what is odd, in English; never the value, which may be anything
 * @param closest the known id that was probably meant; null when none is close
 */
public record EventWarning(int index, String id, String path, String message, String closest) {}
