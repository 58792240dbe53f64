package io.clausewatch.testkit;

import io.clausewatch.contract.ClosestName;
import io.clausewatch.judge.Judge;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyVersion;
import io.clausewatch.scenario.ScenarioRunner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The policies of a folder, compiled once in the life of the process. Immutable. */
final class PolicyFolder {

  /** Where the policies are, where no test says it by its annotation. */
  static final String PROPERTY = "clausewatch.policies";

  private static final Map<Path, PolicyFolder> COMPILED = new ConcurrentHashMap<>();

  /** That of the test that a thread runs. */
  private static final ThreadLocal<Path> CURRENT = new ThreadLocal<>();

  private final Path path;
  private final PolicyCatalog catalog;
  private final Judge judge;

  private PolicyFolder(Path path, PolicyCatalog catalog) {
    this.path = path;
    this.catalog = catalog;
    this.judge = new Judge(catalog.vocabulary());
  }

  /** Says for this thread which it is; null for the usual one. */
  static void use(Path folder) {
    if (folder == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(folder);
    }
  }

  /**
   * The one that the test or the system property names, {@code policies} where neither does.
   *
   * @throws IllegalStateException with every fault of every file, when it does not compile
   */
  static PolicyFolder current() {
    Path named = CURRENT.get();
    Path folder = named == null ? Path.of(System.getProperty(PROPERTY, "policies")) : named;
    return COMPILED.computeIfAbsent(folder.toAbsolutePath().normalize(), PolicyFolder::compile);
  }

  private static PolicyFolder compile(Path folder) {
    try {
      return new PolicyFolder(folder, PolicyCatalog.load(folder));
    } catch (PolicyException e) {
      throw new IllegalStateException("The policies have faults: " + e.getMessage(), e);
    }
  }

  /**
   * What judges the events of a policy.
   *
   * @throws AssertionError when there is no such policy
   */
  ScenarioRunner runner(String policyId) {
    return new ScenarioRunner(policy(policyId), judge);
  }

  private Policy policy(String policyId) {
    return catalog
        .policy(policyId)
        .orElseThrow(
            () ->
                new AssertionError(
                    "There is no policy '%s' in %s%s"
                        .formatted(
                            policyId,
                            path,
                            closest(
                                policyId,
                                catalog.policies().stream()
                                    .map(Policy::policyId)
                                    .collect(Collectors.toSet())))));
  }

  /** Fails when no version of any policy has this clause: a test would wait for it for ever. */
  void requireClause(String clauseId) {
    Set<String> known =
        catalog.policies().stream()
            .flatMap(policy -> policy.versions().stream())
            .map(PolicyVersion::clauses)
            .flatMap(clauses -> clauses.stream().map(clause -> clause.id()))
            .collect(Collectors.toSet());
    if (!known.contains(clauseId)) {
      throw new AssertionError(
          "There is no clause '%s' in %s%s".formatted(clauseId, path, closest(clauseId, known)));
    }
  }

  private static String closest(String given, Set<String> known) {
    return ClosestName.to(given, known).map(name -> "; the closest is '" + name + "'").orElse("");
  }
}
