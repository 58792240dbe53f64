/**
 * The HTTP server itself: who may call what, how errors look, and what is told about the system
 * (status, health, metrics, policies).
 *
 * <p>In the path <b>contract → ingest</b> → judge → index → <b>search</b> this is the front on both
 * sides: the door that takes events ({@link io.clausewatch.door}) and the calls that show what
 * became of them are plugged in here as {@link io.clausewatch.http.Routes}.
 */
package io.clausewatch.api;
