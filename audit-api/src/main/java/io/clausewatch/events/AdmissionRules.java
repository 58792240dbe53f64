package io.clausewatch.events;

import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.ReservedNames;

/**
 * What the door lets nobody send.
 *
 * @param reserved what events may not call themselves
 * @param personalValues what becomes of a personal value in place of an id
 */
record AdmissionRules(ReservedNames reserved, PersonalValues personalValues) {}
