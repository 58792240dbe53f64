package io.clausewatch.policy;

import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Sha256Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The policies of a folder, compiled: {@code vocabulary.yaml}, {@code shared.yaml}, one file a
 * policy, and the published documents under {@code documents/}. Immutable.
 */
public final class PolicyCatalog {

  private static final String VOCABULARY = "vocabulary.yaml";
  private static final String SHARED = "shared.yaml";
  private static final int DIGEST_BYTES = 16;

  private final Vocabulary vocabulary;
  private final Map<String, Policy> policies;

  private final List<PolicyFault> warnings;

  private PolicyCatalog(
      Vocabulary vocabulary, Map<String, Policy> policies, List<PolicyFault> warnings) {
    this.vocabulary = vocabulary;
    this.policies = policies;
    this.warnings = warnings;
  }

  /**
   * Loads and compiles a folder.
   *
   * @throws PolicyException with every fault of every file
   */
  public static PolicyCatalog load(Path folder) throws PolicyException {
    return load(folder, BranchObserver.NONE);
  }

  /**
   * Loads and compiles a folder for somebody who watches its rules at work; their answers stay the
   * same.
   *
   * @param watch is told every branch of every clause, in the order of the files
   * @throws PolicyException with every fault of every file
   */
  public static PolicyCatalog load(Path folder, BranchObserver watch) throws PolicyException {
    return new Loading(folder, watch).load();
  }

  /** A policy by its id. */
  public Optional<Policy> policy(String policyId) {
    return Optional.ofNullable(policies.get(policyId));
  }

  /** Every policy, by id. */
  public List<Policy> policies() {
    return List.copyOf(policies.values());
  }

  /**
   * The policy under which what is done through Clausewatch itself is recorded: the one whose file
   * says {@code ownActs: true}; empty where none does.
   */
  public Optional<Policy> ownActs() {
    return policies.values().stream().filter(Policy::ownActs).findFirst();
  }

  /** What no event may call itself that comes from a service. */
  public ReservedNames reserved() {
    return new ReservedNames(
        ownActs().stream().map(Policy::policyId).collect(Collectors.toUnmodifiableSet()));
  }

  /** What can be meant so, but probably is not, in the order of files and lines. */
  public List<PolicyFault> warnings() {
    return warnings;
  }

  /** The ids that events and policies share. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** One loading of one folder; collects faults over all files. */
  private static final class Loading {

    private final Path folder;
    private final BranchObserver watch;
    private final List<PolicyFault> faults = new ArrayList<>();
    private final Map<String, Optional<Node>> nodes = new HashMap<>();

    Loading(Path folder, BranchObserver watch) {
      this.folder = folder;
      this.watch = watch;
    }

    PolicyCatalog load() throws PolicyException {
      if (!Files.isDirectory(folder)) {
        throw new PolicyException(
            List.of(new PolicyFault(folder.toString(), 0, 0, null, "there is no such folder")));
      }
      Vocabulary vocabulary = vocabulary();
      SharedRules shared = shared(vocabulary);
      Map<String, Policy> policies = new LinkedHashMap<>();
      Map<String, String> clauseFiles = new HashMap<>();
      for (Path file : policyFiles()) {
        String name = file.getFileName().toString();
        Policy policy = policy(name, shared, vocabulary);
        if (policy == null) {
          continue;
        }
        if (policies.put(policy.policyId(), policy) != null) {
          fault(name, "another file holds the policy '" + policy.policyId() + "' too");
        }
        policy.versions().stream()
            .flatMap(version -> version.clauses().stream())
            .map(Clause::id)
            .distinct()
            .forEach(
                clause -> {
                  String other = clauseFiles.put(clause, name);
                  if (other != null) {
                    fault(name, "the clause '" + clause + "' stands in " + other + " too");
                  }
                });
      }
      List<String> own =
          policies.values().stream()
              .filter(Policy::ownActs)
              .map(Policy::policyId)
              .sorted()
              .toList();
      if (own.size() > 1) {
        fault(folder.toString(), "only one policy can have ownActs: true, not " + own);
      }
      if (policies.isEmpty() && faults.isEmpty()) {
        fault(folder.toString(), "there is no policy file here");
      }
      if (own.isEmpty() && faults.isEmpty()) {
        warn(
            "no policy here says 'ownActs: true', so that nothing records what is done through"
                + " Clausewatch, and audit-api does not start on this folder: write 'ownActs: true'"
                + " into the one under which that is to be recorded, as clausewatch.yaml does");
      }
      // What is wrong with a shared rule shows once, not once a policy.
      List<PolicyFault> found =
          faults.stream()
              .distinct()
              .sorted(
                  Comparator.comparing(PolicyFault::file)
                      .thenComparingInt(PolicyFault::line)
                      .thenComparingInt(PolicyFault::column))
              .toList();
      if (found.stream().anyMatch(fault -> !fault.warning())) {
        throw new PolicyException(found);
      }
      List<Policy> sorted = new ArrayList<>(policies.values());
      sorted.sort(Comparator.comparing(Policy::policyId));
      Map<String, Policy> byId = new LinkedHashMap<>();
      sorted.forEach(policy -> byId.put(policy.policyId(), policy));
      return new PolicyCatalog(vocabulary, byId, found);
    }

    private List<Path> policyFiles() {
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> file.getFileName().toString().matches("[^.]+\\.yaml"))
            .filter(file -> !file.endsWith(VOCABULARY) && !file.endsWith(SHARED))
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Vocabulary vocabulary() {
      YamlMap file = open(VOCABULARY);
      if (file == null) {
        return new Vocabulary(Map.of(), Map.of());
      }
      Map<String, String> purposes = texts(file.map("purposes"));
      Map<String, Map<String, String>> categories = new LinkedHashMap<>();
      YamlMap groups = file.map("dataCategories");
      Map<String, String> groupOf = new HashMap<>();
      for (String group : groups.names()) {
        YamlMap ids = groups.map(group);
        categories.put(group, texts(ids));
        for (String id : ids.names()) {
          String other = groupOf.put(id, group);
          if (other != null) {
            ids.faultAtName(
                id, "'" + id + "' stands under '" + other + "' too: take one of them away");
          }
        }
      }
      file.nothingElse();
      return new Vocabulary(purposes, categories);
    }

    private SharedRules shared(Vocabulary vocabulary) {
      YamlMap file = open(SHARED);
      if (file == null) {
        return new SharedRules(Map.of(), Map.of(), Map.of());
      }
      Map<String, YamlMap> clocks = new LinkedHashMap<>();
      YamlMap clocksByName = file.map("clocks");
      clocksByName.names().forEach(name -> clocks.put(name, clocksByName.map(name)));
      YamlMap definitions = file.map("definitions");
      YamlMap exemptions = file.map("exemptions");
      file.nothingElse();
      Map<String, String> defined = texts(definitions);
      Map<String, Object> names = names(vocabulary);
      SharedRulesCheck check = new SharedRulesCheck(vocabulary, names, defined);
      SharedRules sound =
          new SharedRules(
              check.sound(definitions, defined),
              check.sound(exemptions, texts(exemptions)),
              clocks);
      DeadlineReader.checkClocks(sound, vocabulary, names);
      return sound;
    }

    /** The lists and parameters of every version of every policy. */
    private Map<String, Object> names(Vocabulary vocabulary) {
      YamlMap.Faults toldWhenTheyAreRead = (line, column, message) -> {};
      Map<String, Object> names = new LinkedHashMap<>();
      for (Path file : policyFiles()) {
        node(file.getFileName().toString())
            .map(node -> new YamlMap(node, toldWhenTheyAreRead))
            .ifPresent(
                policy ->
                    policy
                        .maps("versions")
                        .forEach(version -> names.putAll(PolicyReader.names(version, vocabulary))));
      }
      return names;
    }

    private Policy policy(String name, SharedRules shared, Vocabulary vocabulary) {
      int before = faults.size();
      PolicyReader reader =
          new PolicyReader(
              shared,
              vocabulary,
              this::document,
              watch,
              (line, column, clause, message) ->
                  faults.add(new PolicyFault(name, line, column, clause, message)));
      YamlMap file = open(name, reader::note);
      Policy policy = file == null ? null : reader.read(file, digest(name));
      if (policy != null && !name.equals(policy.policyId() + ".yaml")) {
        file.faultAt(
            "policyId",
            "the file is called "
                + name
                + ", and this is the policy '"
                + policy.policyId()
                + "': write policyId: "
                + name.replaceFirst("\\.yaml$", "")
                + ", or call the file "
                + policy.policyId()
                + ".yaml");
      }
      return faults.size() == before ? policy : null;
    }

    private String digest(String policyFile) {
      try {
        MessageDigest digest = Sha256Digest.create();
        for (String name : List.of(VOCABULARY, SHARED, policyFile)) {
          digest.update(Files.readAllBytes(folder.resolve(name)));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
      } catch (NoSuchFileException e) {
        return ""; // that it is missing was noted
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Optional<String> document(String name) {
      Path file = folder.resolve(name).normalize();
      if (name.isEmpty() || !file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Map<String, String> texts(YamlMap map) {
      Map<String, String> found = new LinkedHashMap<>();
      map.names().forEach(name -> found.put(name, map.text(name)));
      return found;
    }

    private YamlMap open(String name) {
      return open(
          name,
          (line, column, message) ->
              faults.add(new PolicyFault(name, line, column, null, message)));
    }

    private YamlMap open(String name, YamlMap.Faults noted) {
      return node(name).map(node -> new YamlMap(node, noted)).orElse(null);
    }

    private Optional<Node> node(String name) {
      return nodes.computeIfAbsent(
          name,
          file ->
              YamlFile.compose(
                  folder.resolve(file),
                  (line, column, message) ->
                      faults.add(new PolicyFault(file, line, column, null, message))));
    }

    private void warn(String message) {
      faults.add(new PolicyFault(folder.toString(), 0, 0, null, message, true));
    }

    private void fault(String file, String message) {
      faults.add(new PolicyFault(file, 0, 0, null, message));
    }
  }
}
