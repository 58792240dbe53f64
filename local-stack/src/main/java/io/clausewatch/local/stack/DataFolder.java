package io.clausewatch.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder that holds everything a local stack keeps, opened by at most one stack at a time.
 *
 * <p>Its top may be passed through by other users of the machine (Elasticsearch may run as one),
 * its parts may not: Kafka's log holds raw subject ids.
 */
final class DataFolder implements AutoCloseable {

  /** The arrangement of this folder; raised when an older one can no longer be read. */
  private static final String LAYOUT = "1";

  private static final long SMALLEST_SPACE_MIB = 512;
  private static final long MIB = 1L << 20;

  private static final Set<PosixFilePermission> PASS_THROUGH =
      PosixFilePermissions.fromString("rwx--x--x");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** What an interrupted first start may have left before the folder was marked as ours. */
  private static final Set<String> BEFORE_THE_MARK =
      Set.of("lock", "tokens.properties", "subject.key", "ports.properties", "pids", "logs");

  /** The folders open in this process: the system's locks keep only other processes out. */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path root;

  /** Holds the lock on the file as long as it is open. */
  private final FileChannel lockFile;

  private DataFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if need be, takes it for this process and checks that it can be used.
   *
   * @param versions the servers' names and versions that are about to run on it
   * @throws StackException when it is in use, cannot be written, has no space left, is some other
   *     folder, or was written by a newer version
   */
  static DataFolder open(Path root, Map<String, String> versions) throws StackException {
    makeFolder(root, PASS_THROUGH);
    DataFolder folder = lock(root);
    try {
      folder.checkSpace();
      folder.checkMark(versions);
      folder.subjectKey();
      folder.mark(versions);
      return folder;
    } catch (StackException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Whether a stack runs on the folder, of this process or of another. */
  static boolean isInUse(Path root) throws StackException {
    Path file = root.resolve("lock");
    if (OPEN.contains(root) || !Files.exists(file)) {
      return OPEN.contains(root);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (IOException e) {
      throw new StackException(
          "The data folder " + root + " cannot be used: " + FailureCauses.of(e) + ".", e);
    }
  }

  private static DataFolder lock(Path root) throws StackException {
    Path file = root.resolve("lock");
    if (!OPEN.add(root)) {
      throw new StackException(
          "This program already runs a stack on the data folder " + root + ".");
    }
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new StackException(
            "Another Clausewatch (process "
                + Files.readString(file).strip()
                + ") is running on the data folder "
                + root
                + ": stop it, or choose another with --data.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new DataFolder(root, channel);
    } catch (StackException e) {
      OPEN.remove(root);
      throw e;
    } catch (IOException e) {
      OPEN.remove(root);
      throw new StackException(
          "The data folder " + root + " cannot be used: " + FailureCauses.of(e) + ".", e);
    }
  }

  /** A part of the folder, made if need be, for its owner alone. */
  Path part(String name) throws StackException {
    Path part = root;
    for (Path step : Path.of(name)) {
      part = part.resolve(step);
      makeFolder(part, OWNER_ONLY);
    }
    return part;
  }

  /** A file directly in the folder. */
  Path file(String name) {
    return root.resolve(name);
  }

  /** The folder itself. */
  Path root() {
    return root;
  }

  /**
   * The secret that subject ids are hashed with: made on the first start, and never again, for
   * other hashes would be other people.
   */
  String subjectKey() throws StackException {
    Path file = file("subject.key");
    if (!Files.exists(file)) {
      if (Files.exists(markFile())) {
        throw new StackException(
            "The file "
                + file
                + " is missing: without it the data in this folder belongs to nobody; put it back,"
                + " or choose another folder with --data.");
      }
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      PrivateFiles.write(file, HexFormat.of().formatHex(key) + "\n");
    }
    String key = PrivateFiles.readText(file);
    if (key.length() < 32) {
      throw new StackException(
          "The file "
              + file
              + " is damaged: put back the one this data was written with, or choose another folder"
              + " with --data.");
    }
    return key;
  }

  /** Whether the disk has run full: what a server that died of it may not have been able to log. */
  boolean full() {
    return root.toFile().getUsableSpace() < 16 * MIB;
  }

  private void checkSpace() throws StackException {
    long mib = root.toFile().getUsableSpace() / MIB;
    if (mib < SMALLEST_SPACE_MIB) {
      throw new StackException(
          "The disk is full: "
              + mib
              + " MiB are left for the data folder "
              + root
              + ", at least "
              + SMALLEST_SPACE_MIB
              + " are needed.");
    }
  }

  private Path markFile() {
    return file("clausewatch.properties");
  }

  private void checkMark(Map<String, String> versions) throws StackException {
    if (!Files.exists(markFile())) {
      checkNothingElseIsHere();
      return;
    }
    Properties mark = PrivateFiles.readProperties(markFile());
    if (!LAYOUT.equals(mark.getProperty("layout"))) {
      throw incompatible(
          "another version of Clausewatch (layout "
              + mark.getProperty("layout")
              + ", this one reads "
              + LAYOUT
              + ")");
    }
    for (Map.Entry<String, String> server : versions.entrySet()) {
      String written = mark.getProperty(server.getKey(), server.getValue());
      if (newer(written, server.getValue())) {
        throw incompatible(
            server.getKey()
                + " "
                + written
                + ", newer than the "
                + server.getValue()
                + " of this Clausewatch");
      }
    }
  }

  private StackException incompatible(String writer) {
    return new StackException(
        "The data folder "
            + root
            + " was written by "
            + writer
            + ": use the version that wrote it, or choose another folder with --data.");
  }

  private void checkNothingElseIsHere() throws StackException {
    try (Stream<Path> entries = Files.list(root)) {
      boolean foreign =
          entries
              .map(entry -> entry.getFileName().toString())
              .anyMatch(name -> !BEFORE_THE_MARK.contains(name) && !name.endsWith(".tmp"));
      if (foreign) {
        throw new StackException(
            "The folder "
                + root
                + " holds other files and is no data folder of Clausewatch: choose an empty or a"
                + " new one with --data.");
      }
    } catch (IOException e) {
      throw new StackException(
          "The data folder " + root + " cannot be read: " + FailureCauses.of(e) + ".", e);
    }
  }

  private void mark(Map<String, String> versions) throws StackException {
    StringBuilder text =
        new StringBuilder(
            "# Marks a data folder of Clausewatch, with the versions that wrote it.\nlayout="
                + LAYOUT
                + "\n");
    new TreeMap<>(versions)
        .forEach((server, version) -> text.append(server).append('=').append(version).append('\n'));
    PrivateFiles.write(markFile(), text.toString());
  }

  /** Whether one dotted version comes after another; what is no number counts as 0. */
  static boolean newer(String version, String other) {
    return Arrays.compare(numbers(version), numbers(other)) > 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .mapToInt(part -> part.matches("\\d{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }

  private static void makeFolder(Path folder, Set<PosixFilePermission> permissions)
      throws StackException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, permissions);
      }
      if (!Files.isWritable(folder)) {
        throw new StackException(
            "The data folder "
                + folder
                + " cannot be written by "
                + System.getProperty("user.name")
                + ": choose another with --data.");
      }
    } catch (IOException e) {
      throw new StackException(
          "The data folder " + folder + " cannot be made: " + FailureCauses.of(e) + ".", e);
    }
  }

  /** Lets another stack open the folder. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The lock of the data folder " + root + " cannot be given up", e);
    } finally {
      OPEN.remove(root);
    }
  }
}
