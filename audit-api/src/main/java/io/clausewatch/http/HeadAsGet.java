package io.clausewatch.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/**
 * Serves HEAD as the GET that it stands for, so that it has the same status, headers and roles.
 * Jetty, which still sees a HEAD, leaves the body out.
 */
final class HeadAsGet extends HttpFilter {

  @Serial private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ServletRequest passed = request.getMethod().equals("HEAD") ? new AsGet(request) : request;
    chain.doFilter(passed, (ServletResponse) response);
  }

  private static final class AsGet extends HttpServletRequestWrapper {

    AsGet(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return "GET";
    }
  }
}
