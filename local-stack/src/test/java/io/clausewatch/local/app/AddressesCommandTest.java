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
    Files.writeString(data.resolve("ports.properties"), "kafka=20001\nregistry=20002\n");

    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.OK);
    assertThat(world.out())
        .isEqualTo(
            """
            CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:20001
            CLAUSEWATCH_SCHEMA_REGISTRY_URL=http://127.0.0.1:20002/apis/ccompat/v7
            """);
  }

  @Test
  void saysThatThereIsNoStack() {
    assertThat(world.run("addresses", "--data", data.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(world.err()).contains("No local stack was ever started", "./clausewatch up");
  }
}
