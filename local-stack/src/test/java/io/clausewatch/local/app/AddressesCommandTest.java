package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesCommandTest {
  private static final List<String> USERS =
      List.of(
          "kafka.broker",
          "kafka.apps",
          "kafka.client",
          "registry.apps",
          "registry.client",
          "elasticsearch.supervisor",
          "elasticsearch.stream-processor",
          "elasticsearch.audit-api",
          "elasticsearch.alert-sender",
          "elasticsearch.owner");

  @TempDir Path data;
  private final TestWorld world = new TestWorld();

  @Test
  void tellsTheAddressesAsVariables() throws Exception {
    Files.writeString(data.resolve("ports.properties"), "kafka=20001\nregistry=20002\n");
    StringBuilder passwords = new StringBuilder();
    for (String user : USERS) {
      passwords.append(user).append('=').append(password(user)).append('\n');
    }
    Files.writeString(data.resolve("passwords.properties"), passwords);

    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.OK);
    assertThat(world.out())
        .isEqualTo(
            """
            CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:20001
            CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT
            CLAUSEWATCH_KAFKA_SASL_MECHANISM=PLAIN
            CLAUSEWATCH_KAFKA_USER=client
            CLAUSEWATCH_KAFKA_PASSWORD=%s
            CLAUSEWATCH_SCHEMA_REGISTRY_URL=http://127.0.0.1:20002/apis/ccompat/v7
            CLAUSEWATCH_SCHEMA_REGISTRY_USER=client
            CLAUSEWATCH_SCHEMA_REGISTRY_PASSWORD=%s
            """
                .formatted(password("kafka.client"), password("registry.client")));
  }

  private static String password(String user) {
    return user.replaceAll("[^a-z]", "") + "0".repeat(32);
  }

  @Test
  void saysThatAStackOfAnOlderVersionHasNoPasswordsYet() throws Exception {
    Files.writeString(data.resolve("ports.properties"), "kafka=20001\nregistry=20002\n");

    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(world.err()).contains("no password for kafka.", "start its stack once");
  }

  @Test
  void saysThatThereIsNoStack() {
    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(world.err()).contains("No local stack was ever started", "./clausewatch up");
  }
}
