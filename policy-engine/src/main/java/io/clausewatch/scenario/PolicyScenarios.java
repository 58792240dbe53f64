package io.clausewatch.scenario;

import io.clausewatch.contract.Event;
import io.clausewatch.judge.Gap;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Violation;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.KnownNames;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyFault;
import io.clausewatch.policy.Vocabulary;
import io.clausewatch.policy.YamlFile;
import io.clausewatch.policy.YamlMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The scenarios of one policy, ready to run. Thread-safe.
 *
 * <p>The policy is here twice: scenarios run through the one that judges real events, and once more
 * through one whose branches are watched, which only tells what they cover.
 */
public final class PolicyScenarios {

  private static final String FOLDER = "scenarios";
  private static final long SHUFFLE = 7;

  private final Policy policy;
  private final List<Scenario> scenarios;
  private final ScenarioRunner stage;
  private final ScenarioRunner watchedStage;
  private final RuleCoverage coverage;

  private PolicyScenarios(
      Policy policy, Policy watched, List<Scenario> scenarios, Judge judge, RuleCoverage coverage) {
    this.policy = policy;
    this.scenarios = scenarios;
    this.stage = new ScenarioRunner(policy, judge);
    this.watchedStage = new ScenarioRunner(watched, judge);
    this.coverage = coverage;
  }

  /**
   * Loads the policies of a folder, and of each the scenarios in {@code scenarios/<policyId>.yaml};
   * a policy without such a file has none.
   *
   * @return one for each policy, by policy id
   * @throws PolicyException with every fault of every file
   */
  public static List<PolicyScenarios> load(Path folder) throws PolicyException {
    return load(folder, warning -> {});
  }

  /**
   * As {@link #load(Path)}.
   *
   * @param warned is told what can be meant so, but probably is not
   */
  public static List<PolicyScenarios> load(Path folder, Consumer<PolicyFault> warned)
      throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(folder);
    catalog.warnings().forEach(warned);
    RuleCoverage coverage = new RuleCoverage();
    PolicyCatalog watched = PolicyCatalog.load(folder, coverage);
    Judge judge = new Judge(catalog.vocabulary());
    Path files = folder.resolve(FOLDER);
    List<PolicyFault> faults = new ArrayList<>();
    List<PolicyScenarios> all = new ArrayList<>();
    for (Policy policy : catalog.policies()) {
      Path file = files.resolve(policy.policyId() + ".yaml");
      List<Scenario> scenarios = List.of();
      if (Files.exists(file)) {
        scenarios = read(policy, file, catalog.vocabulary(), faults);
      } else {
        String missing = "there is no such file, so that nothing shows what the policy finds";
        warned.accept(
            new PolicyFault(FOLDER + "/" + file.getFileName(), 0, 0, null, missing, true));
      }
      Policy twin = watched.policy(policy.policyId()).orElseThrow();
      all.add(new PolicyScenarios(policy, twin, List.copyOf(scenarios), judge, coverage));
    }
    for (String name : namesIn(files)) {
      if (catalog.policy(name.replaceFirst("\\.yaml$", "")).isEmpty()) {
        List<String> known = catalog.policies().stream().map(Policy::policyId).toList();
        String policyId = name.replaceFirst("\\.yaml$", "");
        faults.add(
            new PolicyFault(
                FOLDER + "/" + name,
                0,
                0,
                null,
                "there is no policy '" + policyId + "'" + KnownNames.closestTo(policyId, known)));
      }
    }
    if (!faults.isEmpty()) {
      throw new PolicyException(faults);
    }
    return all;
  }

  /** The policy's id. */
  public String policyId() {
    return policy.policyId();
  }

  /** The scenarios, in the order of the file. */
  public List<Scenario> scenarios() {
    return scenarios;
  }

  /** Runs one scenario, in three orders of arrival. */
  public ScenarioOutcome run(Scenario scenario) {
    Map<ScenarioRunner.About, Judgement> judged = stage.judge(scenario.events(), scenario.until());
    List<String> differences = new ArrayList<>(differences(scenario, judged));
    List<Event> shuffled = new ArrayList<>(scenario.events());
    Collections.shuffle(shuffled, new Random(SHUFFLE));
    for (List<Event> order : List.of(scenario.events().reversed(), shuffled)) {
      if (!stage.judge(order, scenario.until()).equals(judged)) {
        differences.add(
            "judged otherwise when the events arrive as "
                + String.join(", ", order.stream().map(Event::eventId).toList()));
      }
    }
    return new ScenarioOutcome(scenario, List.copyOf(differences));
  }

  /** Runs every scenario. */
  public PolicyReport report() {
    scenarios.forEach(scenario -> watchedStage.judge(scenario.events(), scenario.until()));
    return new PolicyReport(
        policyId(),
        scenarios.stream().map(this::run).toList(),
        clausesWithout(Scenario::breaksItsClause),
        clausesWithout(scenario -> !scenario.breaksItsClause()),
        coverage.of(policyId()));
  }

  private List<String> clausesWithout(Predicate<Scenario> wanted) {
    Set<String> missing = clauseIds(policy);
    scenarios.stream().filter(wanted).map(Scenario::clauseId).forEach(missing::remove);
    return List.copyOf(missing);
  }

  private static List<String> differences(
      Scenario scenario, Map<ScenarioRunner.About, Judgement> judgements) {
    Map<ScenarioVerdict, String> found = new TreeMap<>();
    Map<ScenarioVerdict, String> undecided = new TreeMap<>();
    judgements.forEach(
        (about, judgement) -> {
          for (Violation violation : judgement.violations()) {
            found.put(verdict(about, violation.clause().id()), violation.explanation());
          }
          for (Gap gap : judgement.gaps()) {
            String clause = gap.clauseId() == null ? ScenarioReader.VOCABULARY : gap.clauseId();
            undecided.put(verdict(about, clause), gap.reason());
          }
        });
    List<String> differences = new ArrayList<>();
    compare("finding", scenario.finds(), found, differences);
    compare("gap", scenario.gaps(), undecided, differences);
    String says = scenario.says();
    if (says != null && found.values().stream().noneMatch(text -> text.contains(says))) {
      differences.add("expected an explanation that says '" + says + "', found " + found.values());
    }
    return differences;
  }

  private static ScenarioVerdict verdict(ScenarioRunner.About about, String clauseId) {
    return new ScenarioVerdict(about.eventId(), about.subjectId(), clauseId);
  }

  private static void compare(
      String what,
      Set<ScenarioVerdict> expected,
      Map<ScenarioVerdict, String> found,
      List<String> differences) {
    Set<ScenarioVerdict> all = new TreeSet<>(expected);
    all.addAll(found.keySet());
    for (ScenarioVerdict verdict : all) {
      if (!found.containsKey(verdict)) {
        differences.add(
            "expected   "
                + what
                + " "
                + verdict
                + ": not there"
                + elsewhere(verdict, expected, found));
      } else if (!expected.contains(verdict)) {
        differences.add("unexpected " + what + " " + verdict + ": " + found.get(verdict));
      }
    }
  }

  /** Where an earlier event has it that nobody expected there: a list is about the last event. */
  private static String elsewhere(
      ScenarioVerdict verdict, Set<ScenarioVerdict> expected, Map<ScenarioVerdict, String> found) {
    return found.keySet().stream()
        .filter(other -> other.clauseId().equals(verdict.clauseId()) && !expected.contains(other))
        .findFirst()
        .map(
            other ->
                " (a list is about the last event: of another write {"
                    + other.eventId()
                    + ": ["
                    + other.clauseId()
                    + "]})")
        .orElse("");
  }

  private static List<Scenario> read(
      Policy policy, Path file, Vocabulary vocabulary, List<PolicyFault> faults) {
    String name = FOLDER + "/" + file.getFileName();
    ScenarioReader reader =
        new ScenarioReader(policy.policyId(), clauseIds(policy), vocabulary, name, faults);
    return YamlFile.compose(file, reader::note)
        .map(node -> reader.read(new YamlMap(node, reader::note)))
        .orElse(List.of());
  }

  private static Set<String> clauseIds(Policy policy) {
    Set<String> ids = new LinkedHashSet<>();
    policy.versions().stream()
        .flatMap(version -> version.clauses().stream())
        .map(Clause::id)
        .forEach(ids::add);
    return ids;
  }

  private static List<String> namesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
