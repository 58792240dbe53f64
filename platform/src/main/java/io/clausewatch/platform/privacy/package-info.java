/**
 * What keeps a raw subject id from where it must not be: its keyed pseudonym, its spellings in a
 * text, and exceptions without their words. Used at ingest, and again at search.
 */
package io.clausewatch.platform.privacy;
