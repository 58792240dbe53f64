/**
 * Settings from the environment and a file, each declared once: what every app needs first,
 * whatever its place in the path contract → ingest → judge → index → search.
 */
package io.clausewatch.platform.config;
