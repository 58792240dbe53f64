/**
 * The page for privacy officers, the visible end of contract → ingest → judge → index →
 * <b>search</b>.
 *
 * <p>Plain HTML made here from templates that are compiled with the build; it works without any
 * script, and its policy for browsers allows none. It asks {@link io.clausewatch.search} what the
 * API asks, and signs in with the API's tokens or with the organisation's provider ({@link
 * io.clausewatch.signin}). Each form that is posted carries the session's token, by {@code
 * tag/csrf.jte}; {@link io.clausewatch.http.AccessControl#find} refuses one that does not.
 *
 * <p>A data subject's id is typed into a form that is posted, and answered with a redirect to a URL
 * that holds its keyed hash: it gets into no URL, history or log.
 */
package io.clausewatch.page;
