/**
 * The product as its users see it: events go in over HTTP, findings come out, on the real servers
 * and apps as child processes. Everything here speaks to it from outside.
 */
package io.clausewatch.local.e2e;
