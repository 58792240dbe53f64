package io.clausewatch.http;

import io.javalin.config.Key;
import io.javalin.http.Context;

/**
 * How many files are made at once: some of each caller, since a file takes as much work as many
 * pages; and fewer PDFs of all callers together, since each holds its fonts, some ten megabytes, as
 * long as it is being read. Safe for use by many threads.
 */
public final class DownloadLimit {
  static final Key<DownloadLimit> LIMIT = new Key<>("what files may be made at once");

  private static final int OF_A_CALLER = 6;
  private static final int PDFS = 4;
  private static final String PDF = "application/pdf";

  private final RequestsAtOnce ofCaller =
      new RequestsAtOnce(
          caller -> OF_A_CALLER, "You have %d files that are still being made, which is the most.");
  private final WorkLimit pdfs = new WorkLimit(PDFS);

  DownloadLimit() {}

  /**
   * Takes a place for a file until the request has been answered. To be called once, when nothing
   * else can be refused any more, and before the act is recorded.
   *
   * @param mediaType what kind of file it is
   * @throws ProblemException 429 when the caller makes too many already; 503 when there is no place
   *     for a PDF for some seconds
   */
  public static void enter(Context ctx, String mediaType) {
    DownloadLimit limit = ctx.appData(LIMIT);
    limit.ofCaller.enter(ctx, AccessControl.found(ctx));
    if (mediaType.equals(PDF)) {
      limit.pdfs.enter(ctx);
    }
  }
}
