package io.clausewatch.files;

import io.clausewatch.platform.privacy.RedactedException;
import io.javalin.http.Context;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is sent while it is made. Writing waits while the client does not read, so that
 * nothing piles up. What fails on the way breaks the connection: a client never gets a part that
 * looks like the whole.
 */
public final class StreamedDownload {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedDownload.class);

  private static final DateTimeFormatter IN_FILE_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private StreamedDownload() {}

  /** What is sent. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it, and flushes.
     *
     * @param out not to be closed: that would end the file as if it were whole
     * @throws IOException what {@code out} throws
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The name of a file: what it holds, when it was made, and what it is.
   *
   * @param subject what it holds, of letters, digits and hyphens; no id of a data subject
   * @param at when it was made
   * @param extension without a dot
   */
  public static String fileName(String subject, Instant at, String extension) {
    return "clausewatch-" + subject + "-" + IN_FILE_NAME.format(at) + "." + extension;
  }

  /**
   * Makes a file the response. Whatever can be refused has to be refused before: from here on there
   * is no other way to tell of a failure than to break off.
   *
   * @param fileName as {@link #fileName} makes it
   * @param mediaType what it is
   */
  public static void send(Context ctx, String fileName, String mediaType, Content content) {
    ctx.contentType(mediaType);
    ctx.header("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    Watched out = new Watched(ctx.outputStream());
    try {
      content.writeTo(out);
    } catch (IOException | RuntimeException e) {
      if (out.broken) {
        LOG.debug("A client went away before the end of its file");
      } else {
        LOG.error("A file could not be finished, and was broken off", new RedactedException(e));
      }
      breakOff(ctx);
    }
  }

  /** Without the last chunk, so that every HTTP client sees that it is not all. */
  private static void breakOff(Context ctx) {
    ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  /** Tells a client that is gone from a source that failed. */
  private static final class Watched extends FilterOutputStream {
    private boolean broken;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      attempt(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      attempt(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      attempt(out::flush);
    }

    @Override
    public void close() throws IOException {
      flush(); // the server closes it, when all went well
    }

    private interface Attempt {
      void run() throws IOException;
    }

    private void attempt(Attempt attempt) throws IOException {
      try {
        attempt.run();
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }
  }
}
