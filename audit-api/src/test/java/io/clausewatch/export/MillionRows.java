package io.clausewatch.export;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakePages;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/** Exports a million documents over HTTP and counts their lines, in a process of its own. */
final class MillionRows {
  private static final int ROWS = 1_000_000;
  private static final int PAGE = 500;

  private MillionRows() {}

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    FakePages<TrailDocument> pages =
        new FakePages<>(
            ROWS,
            page ->
                page < ROWS / PAGE
                    ? IntStream.range(page * PAGE, (page + 1) * PAGE)
                        .mapToObj(MillionRows::entry)
                        .toList()
                    : List.of());
    try (TestServer server =
            new TestServer(
                new ExportRoutes(
                    FakePages.scroll(criteria -> pages),
                    TestActivity.lookups(id -> id),
                    InstantSource.system(),
                    new TestActivity().recorder()));
        HttpClient client = HttpClient.newHttpClient();
        InputStream in =
            client
                .send(
                    server.request("/v1/trail/export?reason=test", Role.OFFICER).build(),
                    BodyHandlers.ofInputStream())
                .body()) {
      System.out.println("lines " + lines(in));
    }
    System.exit(0);
  }

  private static TrailDocument entry(int number) {
    Disclosure disclosure = Samples.disclosure();
    disclosure.getRecipient().setId("=" + number);
    disclosure.setPurpose("a purpose of a hundred characters ".repeat(3));
    return TrailDocument.of(Samples.entry("entry-" + number, 1, disclosure));
  }

  private static long lines(InputStream in) throws Exception {
    byte[] buffer = new byte[64 * 1024];
    long lines = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
    }
    return lines;
  }
}
