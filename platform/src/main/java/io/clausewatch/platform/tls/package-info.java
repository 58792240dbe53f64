/** Whom a client trusts, and how it proves who it is. */
package io.clausewatch.platform.tls;
