package io.clausewatch.local.stack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps what a child prints: in a file of bounded size, with its predecessor beside it as {@code
 * .1}, and the last lines at hand for when the child dies.
 */
final class ChildLog {

  private static final int TAIL = 200;

  private final Path file;
  private final long limit;
  private final Deque<String> tail = new ArrayDeque<>();

  /**
   * @param file where the lines go, after those it already holds
   * @param limit the size in bytes at which a new file is begun
   */
  ChildLog(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /** Reads the stream to its end in a thread of its own, which ends with the stream. */
  Thread follow(InputStream output) {
    return Thread.ofPlatform().daemon().name("log-" + file.getFileName()).start(() -> copy(output));
  }

  Path file() {
    return file;
  }

  /** The last lines, oldest first. */
  List<String> tail() {
    synchronized (tail) {
      return List.copyOf(tail);
    }
  }

  /** Forgets the last lines: what follows is another process. */
  void forgetTail() {
    synchronized (tail) {
      tail.clear();
    }
  }

  private void copy(InputStream output) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      writeAll(lines);
    } catch (IOException e) {
      remember("The log " + file + " cannot be kept: " + FailureCauses.of(e));
    }
  }

  private void writeAll(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null) {
      try (BufferedWriter writer =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        long size = Files.size(file);
        while (line != null && size < limit) {
          remember(line);
          writer.write(line);
          writer.newLine();
          size += line.length() + 1L;
          if (!lines.ready()) {
            writer.flush();
          }
          line = lines.readLine();
        }
      } catch (IOException e) {
        // The child must not hang on a full pipe because its log can't be written (a full disk,
        // mostly): go on without the file.
        remember("The log " + file + " cannot be written: " + FailureCauses.of(e));
        while ((line = lines.readLine()) != null) {
          remember(line);
        }
        return;
      }
      if (line != null) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void remember(String line) {
    synchronized (tail) {
      if (tail.size() == TAIL) {
        tail.removeFirst();
      }
      tail.addLast(line);
    }
  }
}
