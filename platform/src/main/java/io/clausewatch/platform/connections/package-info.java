/**
 * Where the three servers are and how topics and indices are named: what all apps of one
 * installation must agree on.
 */
package io.clausewatch.platform.connections;
