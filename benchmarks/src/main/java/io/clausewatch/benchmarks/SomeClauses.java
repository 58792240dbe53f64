package io.clausewatch.benchmarks;

import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A shipped policy with some of its clauses only, compiled as any other. */
final class SomeClauses {

  private SomeClauses() {}

  /**
   * Compiles some clauses of a policy.
   *
   * @param folder the policies
   * @param clauses the ids of those to keep
   */
  static Policy of(Path folder, String policyId, Collection<String> clauses)
      throws IOException, PolicyException {
    Path some = Files.createTempDirectory("clausewatch-benchmark");
    try {
      for (String shared : List.of("vocabulary.yaml", "shared.yaml")) {
        Files.copy(folder.resolve(shared), some.resolve(shared));
      }
      Object whole = load(folder.resolve(policyId + ".yaml"));
      Path document = Path.of((String) map(whole).get("document"));
      Files.createDirectories(some.resolve(document).getParent());
      Files.copy(folder.resolve(document), some.resolve(document));
      for (Object version : (List<?>) map(whole).get("versions")) {
        ((List<?>) map(version).get("clauses"))
            .removeIf(clause -> !clauses.contains(map(clause).get("id")));
      }
      Files.writeString(
          some.resolve(policyId + ".yaml"),
          new Dump(DumpSettings.builder().build()).dumpToString(whole));
      return PolicyCatalog.load(some).policy(policyId).orElseThrow();
    } finally {
      delete(some);
    }
  }

  private static Object load(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static Map<?, ?> map(Object node) {
    return (Map<?, ?>) node;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> innermostFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : innermostFirst) {
      Files.delete(file);
    }
  }
}
