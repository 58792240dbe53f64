package io.clausewatch.local.stack;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says in words what went wrong: of an exception of the platform, or of the last lines that a
 * server logged.
 */
final class FailureCauses {

  private static final int MAX = 300;

  /** Faults with one plain name, whichever server meets them; the first that fits is told. */
  private static final List<KnownFailure> KNOWN =
      List.of(
          new KnownFailure("No space left on device|Disk quota exceeded", "the disk is full"),
          new KnownFailure(
              "Address already in use|BindException",
              "a port it needs was taken by another program"),
          new KnownFailure(
              "java\\.lang\\.OutOfMemoryError|Cannot allocate memory|insufficient memory for the"
                  + " Java Runtime",
              "it ran out of memory"),
          new KnownFailure(
              "Too many open files", "too many files are open (raise the limit: ulimit -n)"),
          new KnownFailure(
              "cannot downgrade a node|is not compatible with the current version",
              "its data was written by an incompatible version"));

  /**
   * What a line must hold to be worth telling: a logged error, or an exception's headline, but no
   * stack frame.
   */
  private static final Pattern TELLING =
      Pattern.compile(
          "\\b(ERROR|FATAL|SEVERE)\\b|^(Exception|Caused by|fatal)\\b|^Error\\b|Exception: ");

  private record KnownFailure(Pattern pattern, String meaning) {
    KnownFailure(String regex, String meaning) {
      this(Pattern.compile(regex), meaning);
    }
  }

  private FailureCauses() {}

  /**
   * A few words for that exception, without its class's name where the platform's own message is
   * enough.
   */
  static String of(Exception e) {
    String message = e.getMessage();
    return switch (e) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case NoSuchFileException missing -> missing.getFile() + " is not there";
      case NotDirectoryException file -> file.getFile() + " is not a folder";
      case FileAlreadyExistsException file ->
          file.getFile() + " is there already and is not a folder";
      default -> {
        if (message == null) {
          yield e.getClass().getSimpleName();
        }
        yield known(message).orElse(message);
      }
    };
  }

  /**
   * What the last lines of a log tell of the end of their program; empty when none of them tells
   * anything.
   */
  static Optional<String> of(List<String> lines) {
    Optional<String> known = known(String.join("\n", lines));
    if (known.isPresent()) {
      return known;
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (TELLING.matcher(lines.get(i)).find()) {
        return Optional.of(shortened(withItsList(lines.subList(i, lines.size()))));
      }
    }
    return Optional.empty();
  }

  /** A line that ends with a colon says nothing without those below it. */
  private static String withItsList(List<String> lines) {
    String first = lines.getFirst().strip();
    return first.endsWith(":")
        ? lines.stream()
            .skip(1)
            .takeWhile(line -> line.startsWith(" ") && !line.strip().startsWith("at "))
            .map(String::strip)
            .collect(Collectors.joining("; ", first + " ", ""))
        : first;
  }

  private static Optional<String> known(String text) {
    return KNOWN.stream()
        .filter(fault -> fault.pattern.matcher(text).find())
        .map(KnownFailure::meaning)
        .findFirst();
  }

  private static String shortened(String line) {
    String stripped = line.strip();
    return stripped.length() <= MAX ? stripped : stripped.substring(0, MAX) + "…";
  }
}
