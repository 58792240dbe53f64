/**
 * The policies as they are in force, clause beside quote, with how many findings each clause has.
 * Its call, and its pages.
 */
package io.clausewatch.policies;
