/** Who got, and who touched, how much of what for which purpose. Its call, and its page. */
package io.clausewatch.people;
