package io.clausewatch.http;

import io.javalin.http.Context;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a request holds of what there is not much of: given back once the whole answer is written,
 * however the request went.
 */
final class RequestCleanup extends HttpFilter {

  @Serial private static final long serialVersionUID = 1;
  private static final String ATTRIBUTE = RequestCleanup.class.getName();

  /** To be given back when the request is over, the last first. */
  static void add(Context ctx, Runnable giveBack) {
    Deque<Runnable> held = ctx.attribute(ATTRIBUTE);
    if (held == null) {
      held = new ArrayDeque<>();
      ctx.attribute(ATTRIBUTE, held);
    }
    held.push(giveBack);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.getAttribute(ATTRIBUTE) instanceof Deque<?> held) {
        held.forEach(giveBack -> ((Runnable) giveBack).run());
      }
    }
  }
}
