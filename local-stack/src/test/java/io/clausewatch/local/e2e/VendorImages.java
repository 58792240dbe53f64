package io.clausewatch.local.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.testcontainers.utility.DockerImageName;

/** The vendors' images, those that {@code docker-compose.yml} names. */
final class VendorImages {

  private VendorImages() {}

  /** The image of a service of the compose file. */
  static DockerImageName of(String service) throws IOException {
    String compose = Files.readString(Folders.home().resolve("docker-compose.yml"));
    Object root = new Load(LoadSettings.builder().build()).loadFromString(compose);
    if (root instanceof Map<?, ?> file
        && file.get("services") instanceof Map<?, ?> services
        && services.get(service) instanceof Map<?, ?> settings
        && settings.get("image") instanceof String image) {
      return DockerImageName.parse(image);
    }
    throw new IllegalStateException("docker-compose.yml has no image for " + service);
  }
}
