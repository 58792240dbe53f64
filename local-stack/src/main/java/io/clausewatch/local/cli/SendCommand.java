package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.EventFile;
import io.clausewatch.local.client.EventSender;
import io.clausewatch.local.client.EventSource;
import io.clausewatch.local.terminal.CommandException;
import io.clausewatch.local.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clausewatch send FILE}. */
@Command(
    name = "send",
    description = {
      "Send events from a file.",
      "",
      "The file holds CloudEvents, JSON objects one after another (each on a line, or spread over"
          + " several) or one JSON array, of any length. Each event that is refused is named with"
          + " its line, its id and every fault; the others are taken, and what is odd about them,"
          + " such as a policy that is not known, is told. An event sent twice is one event, so a"
          + " file may be sent again.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every event was accepted",
      "1:some were refused, or the file holds none",
      "2:wrong usage, or the file can't be read",
      "3:the server can't be reached, or did not do its part"
    },
    footer = {
      "",
      "Examples:",
      "  ./clausewatch send events.ndjson",
      "  zcat events.ndjson.gz | ./clausewatch send -",
      "  CLAUSEWATCH_TOKEN=… ./clausewatch send --url https://privacy.example.org events.json"
    })
final class SendCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";
  private static final int MEBIBYTE = 1 << 20;

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Mixin private ConnectionArguments connection;

  @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
  private String file;

  SendCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    long size = file.equals(STANDARD_INPUT) ? -1 : sizeOf(Path.of(file));
    try (ApiClient api = connection.client(context, ApiRole.PRODUCER);
        EventSource source = open();
        Progress progress = context.terminal().progress("Sending", " MiB", MEBIBYTE, size)) {
      EventSender sender =
          new EventSender(api, context.pause(), EventSender.MAX_EVENTS, new Reporter(progress));
      EventSender.Totals totals;
      try {
        totals = sender.send(source);
      } catch (ApiException e) {
        progress.print(
            counts(sender.totals())
                + " before it failed. The file may be sent again: nothing counts twice.");
        throw e;
      }
      if (totals.equals(EventSender.Totals.NONE)) {
        progress.print("Nothing was sent: the file '" + file + "' holds no event.");
        return ExitCode.FAULTY;
      }
      progress.print(counts(totals) + ".");
      return totals.refused() == 0 ? ExitCode.OK : ExitCode.FAULTY;
    }
  }

  private long sizeOf(Path path) throws IOException {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new ParameterException(spec.commandLine(), "The file '" + path + "' can't be read.");
    }
    // A pipe says 0, and how much it holds is not known.
    return Files.isRegularFile(path) ? Files.size(path) : -1;
  }

  private EventSource open() throws IOException {
    InputStream in =
        file.equals(STANDARD_INPUT) ? context.in() : Files.newInputStream(Path.of(file));
    return EventFile.open(in);
  }

  private static String counts(EventSender.Totals totals) {
    return String.format(
        Locale.ROOT, "%,d accepted, %,d refused", totals.accepted(), totals.refused());
  }

  /** Shows what was refused, what is odd about the rest, and how far it is. */
  private record Reporter(Progress progress) implements EventSender.Listener {

    @Override
    public void refused(EventSender.Refusal refusal) {
      String id = refusal.id() == null ? "" : ", id " + refusal.id();
      progress.print("line " + refusal.line() + id + ": refused");
      refusal.errors().forEach(error -> progress.print("    " + error));
    }

    @Override
    public void warned(long line, String id, String warning) {
      progress.print("line " + line + ", id " + id + ": taken, with a warning");
      progress.print("    " + warning);
    }

    @Override
    public void progress(EventSender.Totals totals, long position) {
      progress.at(position);
      progress.remark("");
    }

    @Override
    public void waiting(Duration pause) {
      progress.remark("the server is busy, again in " + pause.toSeconds() + " s");
    }
  }
}
