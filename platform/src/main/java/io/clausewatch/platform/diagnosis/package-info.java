/** What went wrong between an app and a server, in a sentence that says how to mend it. */
package io.clausewatch.platform.diagnosis;
