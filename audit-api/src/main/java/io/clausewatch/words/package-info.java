/**
 * What people read in English and in Korean: the words of the contract's symbols and ids, and what
 * a page or a report says with them. Used at the end of contract → ingest → judge → index →
 * <b>search</b>, by whatever is made for people rather than for programs.
 */
package io.clausewatch.words;
