package io.clausewatch.producer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events in a folder until they are acknowledged: files to whose end they are written, each of
 * which is deleted when none of its events is left. One is a length, a checksum and its bytes. What
 * was written when the process ends is found by the next; what is found was perhaps acknowledged,
 * and counts once all the same. Each event is handed to the operating system before it is taken,
 * and forced to the disk with its file's end. Safe for use by many threads.
 */
final class EventSpool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventSpool.class);
  private static final String SUFFIX = ".events";
  private static final int MAX_FILE_BYTES = 4 << 20;
  private static final int HEADER = 2 * Integer.BYTES;

  private final Path folder;
  private final FileChannel lockFile;
  private final List<SpooledEvent> found = new ArrayList<>();

  /** Those of which something is kept, and that which is written to. */
  private final Set<SpoolFile> files = new HashSet<>();

  private SpoolFile current;
  private long nextNumber;

  /** An event that is kept. */
  final class SpooledEvent {
    private final SpoolFile file;
    private final long position;
    private final int length;

    private SpooledEvent(SpoolFile file, long position, int length) {
      this.file = file;
      this.position = position;
      this.length = length;
    }

    int length() {
      return length;
    }

    /** Its bytes. */
    byte[] read() throws IOException {
      return file.read(position, length);
    }

    /** It is acknowledged, or refused, and need not be kept any longer. */
    void release() {
      EventSpool.this.release(file);
    }
  }

  /**
   * A file; guarded by the spool, but for reading. No channel, which the interrupt of any thread
   * that uses it closes for all.
   */
  private static final class SpoolFile {
    private final Path path;
    private final RandomAccessFile file;
    private int live;
    private boolean full;
    private boolean damaged;

    SpoolFile(Path path) throws IOException {
      this.path = path;
      this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    synchronized byte[] read(long position, int length) throws IOException {
      byte[] bytes = new byte[length];
      file.seek(position);
      file.readFully(bytes);
      return bytes;
    }

    synchronized void write(long position, byte[] bytes) throws IOException {
      file.seek(position);
      file.write(bytes);
    }

    synchronized void truncate(long size) throws IOException {
      file.setLength(size);
    }
  }

  /**
   * Opens a spool, and finds what is in it.
   *
   * @throws IllegalStateException when another producer has it
   * @throws UncheckedIOException when the folder cannot be used
   */
  static EventSpool open(Path folder) {
    try {
      Files.createDirectories(folder);
      return new EventSpool(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The spool in " + folder + " cannot be used", e);
    }
  }

  private EventSpool(Path folder) throws IOException {
    this.folder = folder;
    this.lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lockFile)) {
      lockFile.close();
      throw new IllegalStateException("Another producer uses the spool in " + folder);
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      nextNumber = Long.parseLong(name.substring(0, name.length() - SUFFIX.length())) + 1;
      find(new SpoolFile(file));
    }
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this very process
    }
  }

  private void find(SpoolFile file) throws IOException {
    long size = file.file.length();
    long position = 0;
    while (position + HEADER <= size) {
      ByteBuffer header = ByteBuffer.wrap(file.read(position, HEADER));
      int length = header.getInt();
      int checksum = header.getInt();
      if (length <= 0 || position + HEADER + length > size) {
        break;
      }
      SpooledEvent event = new SpooledEvent(file, position + HEADER, length);
      if (checksum(event.read()) != checksum) {
        break;
      }
      file.live++;
      found.add(event);
      position += HEADER + length;
    }
    if (position < size) {
      // The end of what was being written when the process ended: its sender was told nothing yet.
      // Kept all the same, since a disk that fails leaves the like of it.
      file.damaged = true;
      LOG.warn("{} bytes at the end of {} are no event", size - position, file.path.getFileName());
    }
    file.full = true;
    files.add(file);
    if (file.live == 0) {
      remove(file);
    }
  }

  /** What was in it when it was opened, oldest first; once. */
  synchronized List<SpooledEvent> takeFound() {
    List<SpooledEvent> all = List.copyOf(found);
    found.clear();
    return all;
  }

  /** Keeps an event. */
  synchronized SpooledEvent append(byte[] bytes) throws IOException {
    if (current == null) {
      current = new SpoolFile(folder.resolve("%019d".formatted(nextNumber++) + SUFFIX));
      files.add(current);
    }
    SpoolFile file = current;
    long position = file.file.length();
    ByteBuffer record = ByteBuffer.allocate(HEADER + bytes.length);
    record.putInt(bytes.length).putInt(checksum(bytes)).put(bytes);
    try {
      file.write(position, record.array());
    } catch (IOException e) {
      file.truncate(position); // so that what follows is found again
      throw e;
    }
    file.live++;
    if (position + HEADER + bytes.length >= MAX_FILE_BYTES) {
      file.file.getFD().sync();
      file.full = true;
      current = null;
    }
    return new SpooledEvent(file, position + HEADER, bytes.length);
  }

  private synchronized void release(SpoolFile file) {
    if (--file.live > 0) {
      return;
    }
    try {
      if (file.full) {
        remove(file);
      } else {
        file.truncate(0);
      }
    } catch (IOException e) {
      LOG.warn("A file of the spool stays, and its events are sent again after a restart", e);
    }
  }

  private void remove(SpoolFile file) throws IOException {
    files.remove(file);
    file.file.close();
    if (file.damaged) {
      Path kept = file.path.resolveSibling(file.path.getFileName() + ".damaged");
      Files.move(file.path, kept, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(file.path);
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  /** What is still kept stays where it is. */
  @Override
  public synchronized void close() {
    try (lockFile) {
      if (current != null) {
        current.file.getFD().sync();
        if (current.live == 0) {
          remove(current);
        }
      }
      for (SpoolFile file : files) {
        file.file.close();
      }
    } catch (IOException e) {
      LOG.warn("The spool could not be closed", e);
    }
  }
}
