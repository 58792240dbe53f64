package io.clausewatch.http;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The bodies of those who need no token: a form of theirs is short, is a form, and is there whole
 * before a thread is given to it. So nobody holds a thread by sending a byte now and then.
 */
final class AnonymousBodies extends Handler.Wrapper {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final BodyLimit LIMIT = BodyLimit.ANONYMOUS;

  private final Set<String> paths;
  private final Duration patience;
  private final JettyProblems problems;

  /**
   * Watches over these paths.
   *
   * @param paths what anybody may post to
   * @param patience how long all of a body may take
   * @param problems says what is refused
   */
  AnonymousBodies(Set<String> paths, Duration patience, JettyProblems problems) {
    this.paths = paths;
    this.patience = patience;
    this.problems = problems;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!paths.contains(Request.getPathInContext(request)) || !hasBody(request)) {
      return super.handle(request, response, callback);
    }
    if (!mediaType(request).equals(FORM)) {
      Problem problem = Problem.unsupportedMediaType("The body must be " + FORM + ".");
      problems.refuse(problem, response, callback);
      return true;
    }
    if (request.getLength() > LIMIT.mostBytes()) {
      problems.refuse(tooLarge(), response, callback);
      return true;
    }
    Reader reader = new Reader(request);
    reader.run();
    var unused =
        reader
            .whole
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenCompleteAsync(
                (body, failure) -> {
                  if (failure == null) {
                    pass(new Whole(request, body), response, callback);
                  } else {
                    reader.stopped = true;
                    problems.refuse(problemOf(failure), response, callback);
                  }
                },
                request.getComponents().getExecutor());
    return true;
  }

  private void pass(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        problems.write(Problem.notFound(null), response, callback);
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private static Problem problemOf(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case ProblemException refused -> refused.problem();
      case TimeoutException slow -> Problem.of(408, "The body came too slowly.");
      default -> Problem.of(400, "The body broke off.");
    };
  }

  private static Problem tooLarge() {
    return Problem.tooLarge(
        "The body takes at most %d bytes. %s".formatted(LIMIT.mostBytes(), LIMIT.hint()));
  }

  private static String mediaType(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /** Reads as the bytes come, and copies them: each bit kept would keep a whole buffer. */
  private static final class Reader implements Runnable {
    private final Request request;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final byte[] bytes;
    private volatile boolean stopped;
    private int length;

    Reader(Request request) {
      this.request = request;
      this.bytes =
          new byte[(int) (request.getLength() < 0 ? LIMIT.mostBytes() : request.getLength())];
    }

    @Override
    public void run() {
      while (!stopped) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          whole.completeExceptionally(chunk.getFailure());
          return;
        }
        int more = chunk.remaining();
        if (more > bytes.length - length) {
          chunk.release();
          whole.completeExceptionally(tooLarge().exception());
          return;
        }
        chunk.get(bytes, length, more);
        length += more;
        chunk.release();
        if (chunk.isLast()) {
          whole.complete(Arrays.copyOf(bytes, length));
          return;
        }
      }
      whole.completeExceptionally(new EOFException());
    }
  }

  /** A request whose body has been read. */
  private static final class Whole extends Request.Wrapper {
    private final Content.Source body;

    Whole(Request request, byte[] body) {
      super(request);
      this.body = Content.Source.from(ByteBuffer.wrap(body));
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable demand) {
      body.demand(demand);
    }
  }
}
