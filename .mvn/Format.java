import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java source of the project with google-java-format, or checks that nothing is left to format. Run by the build on
 * the toolchain's JDK: Maven itself may run on an older one, whose parser does not know the language level of the sources.
 *
 * <p>Arguments: {@code check} or {@code fix}, then the folders.
 */
final class Format {

  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    List<Path> wrong = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      try (Stream<Path> files = Files.walk(Path.of(args[i]))) {
        for (Path file : files.filter(Format::isSource).toList()) {
          if (differs(file, fix)) {
            wrong.add(file);
          }
        }
      }
    }
    if (!wrong.isEmpty() && !fix) {
      wrong.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run: mvn -N -Pformat process-sources");
      System.exit(1);
    }
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java")
        && (path.contains("/src/main/java/") || path.contains("/src/test/java/"));
  }

  private static boolean differs(Path file, boolean fix) throws IOException {
    String before = Files.readString(file);
    String after;
    try {
      after = new Formatter().formatSourceAndFixImports(before);
    } catch (FormatterException e) {
      System.err.println(file + ": " + e.getMessage());
      return true;
    }
    if (fix && !after.equals(before)) {
      Files.writeString(file, after);
    }
    return !after.equals(before);
  }
}
