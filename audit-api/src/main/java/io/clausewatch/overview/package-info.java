/** What somebody wants to know first in the morning, counted. Its calls, and the first page. */
package io.clausewatch.overview;
