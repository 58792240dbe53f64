package io.clausewatch.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * An answer that is written without a thread, as fast as it is read: whoever asks for a file and
 * does not read it takes up a connection alone. For files that anybody may ask for, and are larger
 * than a buffer.
 */
public final class AsyncBody implements WriteListener {
  private final ServletOutputStream out;
  private final byte[] bytes;
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private boolean sent;

  private AsyncBody(ServletOutputStream out, byte[] bytes) {
    this.out = out;
    this.bytes = bytes;
  }

  /**
   * Answers with a file. To be called last.
   *
   * @param type its media type
   * @param bytes what is in it; not to be changed
   * @throws IOException when nobody is there to read it
   */
  public static void send(Context ctx, String type, byte[] bytes) throws IOException {
    ctx.contentType(type);
    ctx.res().setContentLength(bytes.length);
    ServletOutputStream out = ctx.res().getOutputStream();
    AsyncBody body = new AsyncBody(out, bytes);
    ctx.future(
        () -> {
          out.setWriteListener(body);
          return body.written;
        });
  }

  @Override
  public void onWritePossible() throws IOException {
    if (!sent && out.isReady()) {
      sent = true;
      out.write(bytes);
    }
    if (sent && out.isReady()) {
      written.complete(null);
    }
  }

  /** The reader is gone, or was too slow for the server: nobody is left to be told. */
  @Override
  public void onError(Throwable error) {
    written.complete(null);
  }
}
