package io.clausewatch.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;

/** Small files that only their owner may read, written whole or not at all. */
final class PrivateFiles {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFiles() {}

  /**
   * Writes the file beside its place and moves it there, so that a crash leaves the old one or the
   * new one.
   */
  static void write(Path file, String content) throws StackException {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(draft);
      try (FileChannel channel =
          FileChannel.open(
              draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
        ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StackException("Cannot write " + file + ": " + FailureCauses.of(e) + ".", e);
    }
  }

  /** A properties file; a damaged one is an error that names it. */
  static Properties readProperties(Path file) throws StackException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new StackException("Cannot read " + file + ": " + FailureCauses.of(e) + ".", e);
    }
  }

  /** A text file without its surrounding white space. */
  static String readText(Path file) throws StackException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StackException("Cannot read " + file + ": " + FailureCauses.of(e) + ".", e);
    }
  }
}
