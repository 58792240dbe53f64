package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesCommandTest {
  @TempDir Path data;
  private final TestWorld world = new TestWorld();

  @Test
  void tellsTheAddressesAsVariables() throws Exception {
    Files.writeString(
        data.resolve("kafka-client.properties"),
        """
        bootstrap.servers=127.0.0.1:20001
        sasl.jaas.config=a.LoginModule required username="client" password="kafka-password";
        """);
    Files.writeString(
        data.resolve("registry.properties"),
        """
        schema.registry.url=http://127.0.0.1:20002/apis/ccompat/v7
        basic.auth.user.info=other:registry-password
        """);

    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.OK);
    assertThat(world.out())
        .isEqualTo(
            """
            CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:20001
            CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT
            CLAUSEWATCH_KAFKA_SASL_MECHANISM=PLAIN
            CLAUSEWATCH_KAFKA_USER=client
            CLAUSEWATCH_KAFKA_PASSWORD=kafka-password
            CLAUSEWATCH_SCHEMA_REGISTRY_URL=http://127.0.0.1:20002/apis/ccompat/v7
            CLAUSEWATCH_SCHEMA_REGISTRY_USER=other
            CLAUSEWATCH_SCHEMA_REGISTRY_PASSWORD=registry-password
            """);
  }

  @Test
  void saysThatTheFilesAreNoGood() throws Exception {
    Files.writeString(data.resolve("kafka-client.properties"), "sasl.jaas.config=secret\n");
    Files.writeString(data.resolve("registry.properties"), "basic.auth.user.info=secret\n");

    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(world.err())
        .contains("do not say how to sign in", "kafka-client.properties")
        .doesNotContain("secret");
  }

  @Test
  void saysThatThereIsNoStack() {
    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(world.err())
        .contains("No local stack of this version was ever started", "./clausewatch up");
  }
}
