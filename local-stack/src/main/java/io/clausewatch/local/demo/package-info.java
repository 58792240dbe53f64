/**
 * The demo: a story told on the running system, and a day of made-up traffic. What happens under
 * which policy is data ({@code src/main/resources/demo}); the code only plays it. It feeds the path
 * contract → ingest → judge → index → search at its door and reads what comes out at its end.
 */
package io.clausewatch.local.demo;
