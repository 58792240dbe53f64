package io.clausewatch.http;

import io.javalin.config.RoutesConfig;
import java.util.Set;

/** A group of HTTP calls that belong together, to be served by {@link ApiServer}. */
@FunctionalInterface
public interface Routes {

  /**
   * Adds its calls to the server. Every call names who may make it: one or more {@link Role}s, or
   * {@link AccessControl#OPEN}; the server refuses to start on a call that names nobody.
   */
  void register(RoutesConfig routes);

  /**
   * The paths of its GET calls that are answered by {@link AsyncBody} whatever becomes of them, and
   * so need no place among the threads.
   */
  default Set<String> withoutThread() {
    return Set.of();
  }
}
