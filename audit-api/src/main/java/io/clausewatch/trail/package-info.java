/**
 * The trail: every event received, once for each data subject, with its verdicts. Its calls, and
 * its page; the last hop of contract → ingest → judge → index → <b>search</b>.
 */
package io.clausewatch.trail;
