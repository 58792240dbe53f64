package io.clausewatch.local.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where the command writes: results to {@code out}, what it is doing to {@code err}; both in UTF-8,
 * whatever the locale.
 *
 * @param out for results
 * @param err for progress and errors
 * @param live whether {@code err} is a terminal, so that a progress bar makes sense
 * @param width the columns to fit tables into
 */
public record Terminal(PrintStream out, PrintStream err, boolean live, int width) {

  private static final int WIDTH_UNKNOWN = 120;
  private static final Path CONTROLLING = Path.of("/dev/tty");

  /**
   * The terminal of this process. Its width is COLUMNS where that is set, else what the terminal
   * says, else 120.
   *
   * @param environment the environment variables
   */
  public static Terminal system(Map<String, String> environment) {
    return new Terminal(
        stream(FileDescriptor.out), stream(FileDescriptor.err), isTerminal(2), width(environment));
  }

  /** A progress of {@code max} steps, or of an unknown number where {@code max} is negative. */
  public Progress progress(String task, String unit, long unitSize, long max) {
    return live
        ? new ProgressOnBar(this, task, unit, unitSize, max)
        : new ProgressInWords(out, err, task);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9][0-9]{1,3}")) {
      return Integer.parseInt(columns);
    }
    return isTerminal(1) ? widthOfTerminal() : WIDTH_UNKNOWN;
  }

  /**
   * Java tells this of standard input and output together only; the shell's own test tells it of
   * each.
   */
  private static boolean isTerminal(int descriptor) {
    return answer(new ProcessBuilder("sh", "-c", "test -t " + descriptor).inheritIO()) != null;
  }

  private static int widthOfTerminal() {
    if (!Files.isReadable(CONTROLLING)) {
      return WIDTH_UNKNOWN;
    }
    String size =
        answer(
            new ProcessBuilder("stty", "size")
                .redirectInput(CONTROLLING.toFile())
                .redirectError(Redirect.DISCARD));
    return size != null && size.matches("\\d+ [1-9]\\d*")
        ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
        : WIDTH_UNKNOWN;
  }

  /**
   * What the command printed (at most a line), or null when it failed, is missing or does not end.
   */
  private static String answer(ProcessBuilder command) {
    try {
      Process process = command.start();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroy();
        return null;
      }
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.exitValue() == 0 ? printed.strip() : null;
    } catch (IOException e) {
      // A machine without a shell or stty: the same as no terminal.
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
