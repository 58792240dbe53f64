package io.clausewatch.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * The answer to a stranger: put together first, and then sent without a thread, as fast as it is
 * read. Whoever writes it never waits. For what is no longer than a page: {@link AsyncBody} sends
 * files.
 */
final class WholeAnswer extends Response.Wrapper {
  private static final byte[] NOTHING = {};

  private final Callback callback;
  private byte[] body = NOTHING;

  /** That the call has done its work, and that what it wrote is sent. */
  private final AtomicInteger awaited = new AtomicInteger(2);

  private final AtomicBoolean failed = new AtomicBoolean();

  private volatile boolean sent;

  /**
   * Nothing yet.
   *
   * @param callback told when the call has done its work, and all that it wrote is sent
   */
  WholeAnswer(Request request, Response response, Callback callback) {
    super(request, response);
    this.callback = callback;
  }

  /** What the call is to tell that it has done its work. */
  Callback whenHandled() {
    return Callback.from(
        callback.getInvocationType(),
        () -> {
          if (!sent) {
            awaited.decrementAndGet(); // nothing was written
          }
          goOn();
        },
        this::fail);
  }

  private void goOn() {
    if (awaited.decrementAndGet() == 0) {
      callback.succeeded();
    }
  }

  private void fail(Throwable failure) {
    if (failed.compareAndSet(false, true)) {
      callback.failed(failure);
    }
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback written) {
    if (content != null) {
      byte[] more = BufferUtil.toArray(content);
      content.position(content.limit());
      int length = body.length;
      body = length == 0 ? more : Arrays.copyOf(body, length + more.length);
      System.arraycopy(more, 0, body, length, more.length);
    }
    if (last) {
      ByteBuffer whole = ByteBuffer.wrap(body);
      body = NOTHING;
      sent = true;
      super.write(true, whole, Callback.from(callback.getInvocationType(), this::goOn, this::fail));
    }
    written.succeeded();
  }

  @Override
  public void reset() {
    body = NOTHING;
    super.reset();
  }
}
