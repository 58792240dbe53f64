package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the apps are made of: {@code docs/dependencies.md} is what their SBOMs say, and nothing is
 * among it under a licence that nobody looked at. An integration test since the SBOMs are made with
 * the jars.
 */
class DependencyListIT {
  private static final List<String> APPS = List.of("stream-processor", "audit-api", "alert-sender");
  private static final Path ROOT = Path.of("..");
  private static final Path REPACKED =
      ROOT.resolve("confluent-client/target/classes/META-INF/maven/io.confluent");

  /** Those that let us ship the library as it is. Of several, one is enough: the choice is ours. */
  private static final Set<String> FIT =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "Go License", // that of BSD-3-Clause, under another name
          "LGPL-2.1-only",
          "MIT",
          "MPL-2.0",
          "Mozilla Public License Version 2.0",
          "Unicode-3.0");

  private static final Map<String, Library> LIBRARIES = new TreeMap<>();

  private record Library(Set<String> licences, Set<String> apps) {}

  @BeforeAll
  static void read() throws IOException {
    for (String app : APPS) {
      Path sbom = ROOT.resolve(app).resolve("target/classes/META-INF/sbom/clausewatch.cdx.json");
      for (JsonNode component : new ObjectMapper().readTree(sbom.toFile()).path("components")) {
        String name = component.path("name").asText();
        if (!component.path("group").asText().equals("io.clausewatch")) {
          add(
              component.path("group").asText() + ":" + name,
              component.path("version").asText(),
              licences(component),
              app);
        } else if (name.equals("confluent-client")) {
          addRepacked(app);
        }
      }
    }
  }

  private static void add(String library, String version, Set<String> licences, String app) {
    LIBRARIES
        .computeIfAbsent(library + " " + version, id -> new Library(licences, new TreeSet<>()))
        .apps()
        .add(app);
  }

  /** An SBOM knows the module that holds them, and not what it was made of. */
  private static void addRepacked(String app) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(REPACKED)) {
      for (Path folder : folders) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("pom.properties"))) {
          properties.load(reader);
        }
        String library =
            properties.getProperty("groupId") + ":" + properties.getProperty("artifactId");
        add(library, properties.getProperty("version"), Set.of("Apache-2.0"), app);
      }
    }
  }

  private static Set<String> licences(JsonNode component) {
    Set<String> licences = new TreeSet<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      String expression = choice.path("expression").asText();
      licences.add(
          expression.isEmpty()
              ? licence.path("id").asText(licence.path("name").asText())
              : expression);
    }
    return licences;
  }

  private static String list() {
    List<String> lines = new ArrayList<>();
    lines.add("# What the apps are made of");
    lines.add("");
    lines.add(
        "The libraries in each app's image and `lib` folder, with their licences, as the SBOM in"
            + " its jar says (`META-INF/sbom/clausewatch.cdx.json`, CycloneDX); those of Confluent"
            + " are re-packed in our `confluent-client`, and stand in the SBOM as that alone."
            + " `DependencyListIT` holds this file to what is built, and leaves the right one in"
            + " `local-stack/target/dependencies.md`.");
    lines.add("");
    lines.add("| library | version | licence | in |");
    lines.add("|---|---|---|---|");
    LIBRARIES.forEach(
        (id, library) -> {
          String[] parts = id.split(" ", 2);
          String apps =
              library.apps().size() == APPS.size() ? "all" : String.join(", ", library.apps());
          lines.add(
              "| `%s` | %s | %s | %s |"
                  .formatted(parts[0], parts[1], String.join(" or ", library.licences()), apps));
        });
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void theListIsWhatTheSbomsSay() throws IOException {
    String list = list();
    Files.writeString(Path.of("target/dependencies.md"), list);
    assertThat(Files.readString(ROOT.resolve("docs/dependencies.md"))).isEqualTo(list);
  }

  @Test
  void eachLibraryIsUnderALicenceThatFits() {
    assertThat(LIBRARIES).isNotEmpty();
    LIBRARIES.forEach(
        (id, library) -> assertThat(library.licences()).as(id).containsAnyElementsOf(FIT));
  }
}
