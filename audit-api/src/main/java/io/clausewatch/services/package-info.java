/** How the producing services send: who looks after one can be told, or looks alone. */
package io.clausewatch.services;
