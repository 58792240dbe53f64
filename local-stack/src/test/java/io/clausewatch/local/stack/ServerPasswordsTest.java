package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPasswordsTest {

  @TempDir Path data;

  @Test
  void madeOnceAndKept() throws Exception {
    ServerPasswords made = ServerPasswords.openOrMake(data);

    assertThat(all(made))
        .doesNotHaveDuplicates()
        .allMatch(password -> password.matches("[0-9a-f]{64}"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("passwords.properties"))))
        .isEqualTo("rw-------");
    assertThat(all(ServerPasswords.openOrMake(data))).isEqualTo(all(made));
    assertThat(all(ServerPasswords.read(data))).isEqualTo(all(made));
    assertThat(made.toString() + made.of(ServerUser.KAFKA_CLIENT))
        .doesNotContain(all(made).toArray(String[]::new));
  }

  @Test
  void theUserOfANewVersionGetsOneAndTheOthersKeepTheirs() throws Exception {
    ServerPasswords made = ServerPasswords.openOrMake(data);
    Path file = data.resolve("passwords.properties");
    Files.writeString(
        file, Files.readString(file).replaceAll("(?m)^elasticsearch\\.owner=.*\\n", ""));

    assertThatThrownBy(() -> ServerPasswords.read(data))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("no password for elasticsearch.owner yet");
    ServerPasswords grown = ServerPasswords.openOrMake(data);
    assertThat(all(grown)).doesNotHaveDuplicates().containsAll(all(made).subList(0, 9));
    assertThat(grown.of(ServerUser.ELASTICSEARCH_OWNER))
        .isNotEqualTo(made.of(ServerUser.ELASTICSEARCH_OWNER));
  }

  @Test
  void oneThatAServersFileWouldReadOtherwiseIsAnError() throws Exception {
    Files.writeString(data.resolve("passwords.properties"), "kafka.broker=\"; not this one\n");

    assertThatThrownBy(() -> ServerPasswords.openOrMake(data))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("passwords.properties", "kafka.broker")
        .hasMessageNotContaining("not this one");
  }

  private static List<String> all(ServerPasswords passwords) {
    return Arrays.stream(ServerUser.values()).map(user -> passwords.of(user).password()).toList();
  }
}
