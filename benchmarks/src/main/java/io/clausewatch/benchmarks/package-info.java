/** How fast the judge is; {@code benchmarks/README.md} says how to run it and what came out. */
package io.clausewatch.benchmarks;
