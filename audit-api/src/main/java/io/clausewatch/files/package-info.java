/**
 * Files that leave the server, whoever makes them: CSV without formulas, PDF with letters of every
 * script that policies use, and a download that waits when the client is slow, and breaks the
 * connection when something fails.
 */
package io.clausewatch.files;
