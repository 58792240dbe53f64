package io.clausewatch.http;

import io.clausewatch.http.MemoryBudget.ExhaustedException;
import io.clausewatch.http.MemoryBudget.Share;
import io.clausewatch.http.TimedInputStream.TooSlowException;
import io.javalin.config.Key;
import io.javalin.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request: the one place where one is read. Never more of it than the call allows,
 * never more of all of them than there is memory for, and never for longer than it takes at some
 * pace.
 */
public final class RequestBody {

  private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);

  /** The budget of the server, among what its calls share. */
  static final Key<MemoryBudget> BUDGET = new Key<>(MemoryBudget.class.getName());

  private static final String BODY = RequestBody.class.getName();
  private static final String SHARE = Share.class.getName();

  private static final int CHUNK = 64 * 1024;

  /** Room for a body whose length is not known: most are shorter. */
  private static final int FIRST = 8 * 1024;

  /**
   * A client that is told no shall be able to finish its sentence: else it sees a broken connection
   * and not the answer.
   */
  private static final long DRAIN_BYTES = 64L * 1024 * 1024;

  private static final Duration DRAIN_TIME = Duration.ofSeconds(5);

  private RequestBody() {}

  /**
   * The whole body, unpacked. Asked for again, it is the same array.
   *
   * @throws ProblemException 413 when it is longer than the limit, 415 for an encoding other than
   *     gzip, 400 when it is no gzip though it says so or breaks off, 408 when it comes too slowly
   * @throws ExhaustedException when there is no memory for it now
   */
  public static byte[] read(Context ctx, BodyLimit limit) {
    byte[] known = ctx.attribute(BODY);
    if (known != null) {
      return known;
    }
    byte[] body = readOnce(ctx, limit);
    ctx.attribute(BODY, body);
    return body;
  }

  /** What this request has of the memory; given back when it has been answered. */
  public static Share share(Context ctx) {
    Share share = ctx.attribute(SHARE);
    if (share == null) {
      share = ctx.appData(BUDGET).share();
      ctx.attribute(SHARE, share);
      RequestCleanup.add(ctx, share::close);
    }
    return share;
  }

  private static byte[] readOnce(Context ctx, BodyLimit limit) {
    long announced = Math.max(0, ctx.req().getContentLengthLong());
    if (announced > limit.mostBytes()) {
      throw tooLarge(limit);
    }
    // At once, so that a crowd does not fill the budget with halves of bodies.
    Share share = share(ctx);
    share.take(announced + limit.unfolded());
    String encoding = ctx.header("Content-Encoding");
    try {
      InputStream body = new TimedInputStream(ctx.req().getInputStream(), System::nanoTime);
      return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
        case "identity" -> read(body, (int) announced, (int) announced, limit, share);
        case "gzip", "x-gzip" -> unpack(body, (int) announced, limit, share);
        default ->
            throw Problem.unsupportedMediaType("The Content-Encoding can be gzip or none.")
                .withHeader("Accept-Encoding", "gzip")
                .exception();
      };
    } catch (TooSlowException e) {
      throw Problem.of(408, "The body came too slowly.")
          .withHeader("Connection", "close")
          .exception();
    } catch (IOException e) {
      LOG.debug("A client went away while sending", e);
      throw Problem.of(400, "The body broke off.").exception();
    }
  }

  private static byte[] unpack(InputStream body, int announced, BodyLimit limit, Share share)
      throws IOException {
    try (InputStream unpacked = new GZIPInputStream(body, CHUNK)) {
      return read(unpacked, announced, 0, limit, share);
    } catch (ZipException | EOFException e) {
      throw Problem.of(400, "The body is not the gzip that its Content-Encoding says.").exception();
    }
  }

  /**
   * Reads to the end.
   *
   * @param taken how many bytes of the share are there for it already
   * @param expected how many bytes it will be; 0 when that is not known
   */
  private static byte[] read(
      InputStream body, int taken, int expected, BodyLimit limit, Share share) throws IOException {
    byte[] bytes = new byte[expected == 0 ? FIRST : expected];
    int length = 0;
    while (true) {
      int read = body.readNBytes(bytes, length, bytes.length - length);
      length += read;
      if (length < bytes.length) {
        return Arrays.copyOf(bytes, length);
      }
      int next = body.read();
      if (next < 0) {
        return bytes;
      }
      if (length == limit.mostBytes()) {
        throw tooLarge(limit);
      }
      int larger = (int) Math.min(2L * bytes.length, limit.mostBytes());
      if (larger > taken) {
        share.take(larger - taken);
        taken = larger;
      }
      bytes = Arrays.copyOf(bytes, larger);
      bytes[length++] = (byte) next;
    }
  }

  /**
   * Reads and drops what the client still has to send, within limits, unless it waits to be told
   * to. For callers who are known.
   */
  public static void drain(Context ctx) {
    if (ctx.header("Expect") != null) {
      return;
    }
    long end = System.nanoTime() + DRAIN_TIME.toNanos();
    byte[] chunk = new byte[CHUNK / 4];
    try {
      InputStream body = ctx.req().getInputStream();
      long left = DRAIN_BYTES;
      for (int n = 0; n >= 0 && left > 0 && System.nanoTime() < end; n = body.read(chunk)) {
        left -= n;
      }
    } catch (IOException e) {
      LOG.debug("A client went away while being turned away", e);
    }
  }

  private static ProblemException tooLarge(BodyLimit limit) {
    return Problem.tooLarge(
            "The body takes at most %d bytes. %s".formatted(limit.mostBytes(), limit.hint()))
        .exception();
  }
}
