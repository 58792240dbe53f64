/**
 * What people did through this server, to be looked at: a search of the trail like any other, since
 * {@link io.clausewatch.recording} records it there.
 */
package io.clausewatch.activity;
