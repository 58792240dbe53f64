package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildLogTest {

  @TempDir Path folder;

  @Test
  void appendsToWhatIsThere() throws Exception {
    Path file = folder.resolve("x.log");
    new ChildLog(file, 1_000).follow(stream("one\n")).join();
    new ChildLog(file, 1_000).follow(stream("two\nand an unfinished line")).join();

    assertThat(file).hasContent("one\ntwo\nand an unfinished line\n");
  }

  @Test
  void staysWithinItsSize() throws Exception {
    Path file = folder.resolve("x.log");
    String lines =
        IntStream.range(0, 1_000)
            .mapToObj("line %03d"::formatted)
            .collect(Collectors.joining("\n"));

    ChildLog log = new ChildLog(file, 1_000);
    log.follow(stream(lines)).join();

    assertThat(Files.size(file)).isLessThanOrEqualTo(1_000 + 10);
    assertThat(Files.size(folder.resolve("x.log.1"))).isLessThanOrEqualTo(1_000 + 10);
    assertThat(Files.readString(file)).endsWith("line 999\n");
    assertThat(folder).isDirectoryNotContaining("glob:**/x.log.2");
    assertThat(log.tail()).hasSize(200).endsWith("line 999");
  }

  @Test
  void readsOnWhenTheFileCannotBeWritten() throws Exception {
    ChildLog log = new ChildLog(folder.resolve("not").resolve("there.log"), 1_000);
    log.follow(stream("one\ntwo\nthree\n")).join();

    assertThat(log.tail())
        .anyMatch(line -> line.contains("cannot be written"))
        .endsWith("two", "three");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
