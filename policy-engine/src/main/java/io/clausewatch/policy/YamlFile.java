package io.clausewatch.policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML 1.2 files as nodes that know where they stand. */
public final class YamlFile {

  /** Many times what the longest policy has. */
  private static final long MAX_BYTES = 4_000_000;

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @param faults where it is noted that the file is missing, empty or no YAML; line and column are
   *     0 where the whole file is meant
   * @return empty when something was noted
   */
  public static Optional<Node> compose(Path file, YamlMap.Faults faults) {
    String text = "";
    try {
      if (Files.isDirectory(file)) {
        faults.add(0, 0, "expected a file, found a folder");
        return Optional.empty();
      }
      if (Files.size(file) > MAX_BYTES) {
        faults.add(0, 0, "the file has more than " + MAX_BYTES + " bytes");
        return Optional.empty();
      }
      text = Files.readString(file);
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file.toString())
              .setAllowNonScalarKeys(true)
              .setBufferSize(text.length() + 1) // every mark holds the whole file: see ScalarPlace
              .build();
      Optional<Node> node = new Compose(settings).composeString(text);
      if (node.isEmpty()) {
        faults.add(0, 0, "the file is empty");
      }
      return node;
    } catch (NoSuchFileException e) {
      faults.add(0, 0, "there is no such file in " + file.toAbsolutePath().getParent());
    } catch (CharacterCodingException e) {
      faults.add(0, 0, "the file is not UTF-8");
    } catch (IOException e) {
      faults.add(0, 0, "the file cannot be read: " + e.getClass().getSimpleName());
    } catch (MarkedYamlEngineException e) {
      YamlProblem problem = YamlProblem.of(e, text);
      faults.add(problem.line(), problem.column(), "no YAML: " + problem.message());
    } catch (YamlEngineException e) {
      faults.add(0, 0, "no YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      faults.add(0, 0, "no YAML of ours: it is nested too deeply");
    }
    return Optional.empty();
  }
}
