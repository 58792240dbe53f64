/** What could not be decided, and why, counted: what an officer has to repair first. */
package io.clausewatch.gaps;
