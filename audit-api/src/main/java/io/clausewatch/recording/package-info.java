/**
 * The auditors audited: what people do through this server is an access event like any other, sent
 * on a topic of its own that nobody else may write to, judged by the same judge, found in the same
 * trail. {@link io.clausewatch.recording.AccessRecorder} records it, {@link
 * io.clausewatch.recording.OfficerAccess} says what it was, and {@link
 * io.clausewatch.recording.SubjectLookup} counts and remembers whom a request names by an id.
 */
package io.clausewatch.recording;
