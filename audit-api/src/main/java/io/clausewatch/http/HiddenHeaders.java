package io.clausewatch.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

/**
 * Keeps from Javalin the headers by which a request would become another one: an upgrade to a web
 * socket, which it serves past everything that guards a call and for which it keeps a session in
 * memory, and a method other than the one that was sent, which a proxy in front does not see.
 */
final class HiddenHeaders extends HttpFilter {

  @Serial private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean any =
        Collections.list(request.getHeaderNames()).stream().anyMatch(HiddenHeaders::isHidden);
    chain.doFilter(any ? new WithoutThem(request) : request, response);
  }

  private static boolean isHidden(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("sec-websocket-") || lower.equals("x-http-method-override");
  }

  private static final class WithoutThem extends HttpServletRequestWrapper {

    WithoutThem(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      List<String> names = Collections.list(super.getHeaderNames());
      names.removeIf(HiddenHeaders::isHidden);
      return Collections.enumeration(names);
    }
  }
}
