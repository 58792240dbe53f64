/**
 * What falls due: the clocks that events started under a clause, and what has to be done before
 * each runs out. Its call, and its page.
 */
package io.clausewatch.deadlines;
