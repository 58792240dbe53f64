package io.clausewatch.events;

import io.clausewatch.contract.CloudEvents.Reading;

/**
 * One event of a request, before it is known whether it can be accepted.
 *
 * @param index its place in the request, from 0
 * @param kind the kind that its type names, e.g. {@code access}; {@code unknown} when it names none
 * @param reading the event, or its faults
 */
record ParsedEvent(int index, String kind, Reading reading) {}
