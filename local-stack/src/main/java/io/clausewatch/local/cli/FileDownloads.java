package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.RequestQuery;
import io.clausewatch.local.terminal.Progress;
import io.clausewatch.local.terminal.Terminal;
import java.io.IOException;
import java.util.Locale;

/** Writes files of the API to standard output, with progress on standard error. */
final class FileDownloads {
  private static final int MEBIBYTE = 1 << 20;

  private FileDownloads() {}

  /**
   * Writes a file.
   *
   * @param task what is done, for the progress
   * @param name what messages call the file
   * @param path where the API has it
   */
  static void write(
      Terminal terminal, ApiClient api, String task, String name, String path, RequestQuery query)
      throws ApiException, IOException, InterruptedException {
    try (Progress progress = terminal.progress(task, " MiB", MEBIBYTE, -1)) {
      long[] bytes = new long[1];
      api.download(
          name,
          path,
          query,
          terminal.out(),
          done -> {
            bytes[0] = done;
            progress.at(done);
          });
      if (terminal.out().checkError()) {
        throw new IOException("standard output did not take all of it");
      }
      progress.remark(String.format(Locale.ROOT, "%,d bytes, complete", bytes[0]));
    }
  }
}
