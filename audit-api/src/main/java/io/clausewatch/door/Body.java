package io.clausewatch.door;

import io.clausewatch.api.Problem;
import io.clausewatch.api.ProblemException;
import io.clausewatch.door.Budget.ExhaustedException;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the body of a request, never more of it than is allowed. */
final class Body {

  /** The most bytes of a body, unpacked. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final int CHUNK = 64 * 1024;

  private Body() {}

  /**
   * The whole body, unpacked.
   *
   * @throws ProblemException 413 when it is longer than {@link #MAX_BYTES}, 415 for an encoding
   *     other than gzip, 400 when it is no gzip though it says so
   * @throws ExhaustedException when the budget does not hold it
   * @throws IOException when the client goes away
   */
  static byte[] read(Context ctx, Budget.Share share) throws IOException, ExhaustedException {
    long announced = Math.max(0, ctx.req().getContentLengthLong());
    if (announced > MAX_BYTES) {
      throw tooLarge();
    }
    // At once, so that a crowd does not fill the budget with halves of bodies.
    share.take(announced);
    String encoding = ctx.header("Content-Encoding");
    InputStream body = ctx.req().getInputStream();
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> read(body, announced, share);
      case "gzip", "x-gzip" -> unpack(body, announced, share);
      default ->
          throw Problem.unsupportedMediaType("The Content-Encoding can be gzip or none.")
              .withHeader("Accept-Encoding", "gzip")
              .exception();
    };
  }

  private static byte[] unpack(InputStream body, long taken, Budget.Share share)
      throws IOException, ExhaustedException {
    try (InputStream unpacked = new GZIPInputStream(body, CHUNK)) {
      return read(unpacked, taken, share);
    } catch (ZipException | EOFException e) {
      throw Problem.of(
              400, "Bad Request", "The body is not the gzip that its Content-Encoding says.")
          .exception();
    }
  }

  private static byte[] read(InputStream body, long taken, Budget.Share share)
      throws IOException, ExhaustedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
      if (bytes.size() + n > MAX_BYTES) {
        throw tooLarge();
      }
      bytes.write(chunk, 0, n);
      if (bytes.size() > taken) {
        share.take(bytes.size() - taken);
        taken = bytes.size();
      }
    }
    return bytes.toByteArray();
  }

  private static ProblemException tooLarge() {
    return Problem.tooLarge(
            "A request takes at most %d bytes and %d events: send more of them, smaller."
                .formatted(MAX_BYTES, CloudEventsRequest.MAX_EVENTS))
        .exception();
  }
}
