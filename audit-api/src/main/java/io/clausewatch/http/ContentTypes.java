package io.clausewatch.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What no call takes, told by its Content-Type before a call is found: bodies in several parts,
 * which a servlet would spool to disk, and characters in another encoding than UTF-8, for which
 * Jetty looks wherever it is asked for the type, and fails where there is no such encoding.
 */
final class ContentTypes extends Handler.Wrapper {

  private static final Set<String> UTF_8 = Set.of("utf-8", "\"utf-8\"", "utf8", "\"utf8\"");

  private final JettyProblems problems;

  /**
   * Watches over all requests.
   *
   * @param problems says what is refused
   */
  ContentTypes(JettyProblems problems) {
    this.problems = problems;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Problem> fault =
        request.getHeaders().getValuesList(HttpHeader.CONTENT_TYPE).stream()
            .flatMap(type -> fault(type.toLowerCase(Locale.ROOT)).stream())
            .findFirst();
    if (fault.isPresent()) {
      problems.refuse(fault.get(), response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  /**
   * Stricter than any reader of the header: what may be a charset to one of them has to be ours.
   */
  private static Optional<Problem> fault(String type) {
    List<String> parts = List.of(type.split(";", -1));
    if (parts.getFirst().strip().startsWith("multipart/")) {
      return Optional.of(Problem.unsupportedMediaType("No call takes multipart."));
    }
    return parts.stream().skip(1).allMatch(ContentTypes::isKnown)
        ? Optional.empty()
        : Optional.of(Problem.unsupportedMediaType("The charset can be utf-8 or none."));
  }

  private static boolean isKnown(String parameter) {
    String[] named = parameter.split("=", 2);
    return !named[0].strip().equals("charset")
        || (named.length == 2 && UTF_8.contains(named[1].strip()));
  }
}
