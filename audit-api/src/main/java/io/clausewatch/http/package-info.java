/**
 * The HTTP server itself, below every feature and without knowing any: who may call what, how much
 * of a request is read, how long it may take, and how errors look.
 *
 * <p>In the path <b>contract → ingest</b> → judge → index → <b>search</b> this is the front on both
 * sides. What is served is plugged in as {@link io.clausewatch.http.Routes}; whatever ends a
 * request becomes an answer in {@link io.clausewatch.http.ErrorResponses}.
 */
package io.clausewatch.http;
