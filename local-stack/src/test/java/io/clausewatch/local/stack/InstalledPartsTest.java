package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledPartsTest {

  @TempDir Path home;

  @Test
  void whatIsNotBuiltIsNamed() throws Exception {
    assertThatThrownBy(() -> InstalledParts.at(home))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("Not built yet: ");

    layOut();
    InstalledParts installation = InstalledParts.at(home);

    assertThatThrownBy(() -> installation.appJar("audit-api"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("audit-api-….jar is missing");
  }

  @Test
  void theNewestJarCounts() throws Exception {
    layOut();
    touch("audit-api/target/audit-api-0.1.0.jar", 1_000);
    touch("audit-api/target/audit-api-0.2.0.jar", 2_000);
    touch("audit-api/target/audit-api-0.2.0-sources.jar", 3_000);

    assertThat(InstalledParts.at(home).appJar("audit-api"))
        .isEqualTo(home.resolve("audit-api/target/audit-api-0.2.0.jar"));
  }

  @Test
  void versionsAreReadOffTheFiles() throws Exception {
    layOut();
    assertThat(InstalledParts.at(home).versions())
        .containsEntry("kafka", "4.3.1")
        .containsEntry("registry", "3.3.3")
        .containsEntry("elasticsearch", "9.5.3");
  }

  private void layOut() throws Exception {
    touch("local-stack/servers/target/kafka/libs/kafka_2.13-4.3.1.jar", 0);
    touch("local-stack/servers/target/registry/quarkus-run.jar", 0);
    touch("local-stack/servers/target/registry/app/apicurio-registry-app-3.3.3.jar", 0);
    touch("local-stack/servers/target/elasticsearch/elasticsearch-9.5.3/bin/elasticsearch", 0);
  }

  private void touch(String name, long millis) throws Exception {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    assertThat(file.toFile().setLastModified(millis)).isTrue();
  }
}
