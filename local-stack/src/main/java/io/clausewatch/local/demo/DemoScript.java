package io.clausewatch.local.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the demo plays.
 *
 * @param story the request that is made under every policy
 * @param scenarios one a policy
 */
record DemoScript(Story story, List<Scenario> scenarios) {

  /**
   * One and the same event, sent under every policy.
   *
   * @param title what happens, a sentence
   * @param step the event
   */
  record Story(String title, Step step) {}

  /**
   * What happens under one policy. The {@code cast} of its file only holds what the rest of it
   * refers to by YAML aliases.
   *
   * @param policyId the policy
   * @param storyClause the clause of it that the story puts to the test
   * @param journeys what happens every day; all of it lawful
   * @param mistakes what should not happen
   */
  @JsonIgnoreProperties("cast")
  record Scenario(
      String policyId, String storyClause, List<Journey> journeys, List<Journey> mistakes) {}

  /**
   * A chain of events about one data subject that nobody else's events touch.
   *
   * @param name what happens, in words
   * @param weight how often it happens, compared with the others; 1 where the file does not say
   * @param steps the events, in the order of their time
   */
  record Journey(String name, int weight, List<Step> steps) {

    Journey {
      weight = Math.max(1, weight);
    }

    /** How many of its events break a clause. */
    int unlawful() {
      return (int) steps.stream().filter(step -> !step.breaks().isEmpty()).count();
    }
  }

  /**
   * An event.
   *
   * @param kind of event
   * @param service that sends it
   * @param after the shortest and the longest time since the step before, as ISO-8601
   * @param data the event's {@code data}: a {@link EventTemplate}
   * @param breaks the clauses that it breaks; empty where it is lawful
   */
  record Step(String kind, String service, List<String> after, JsonNode data, Set<String> breaks) {

    private static final List<String> SOON = List.of("PT2S", "PT15M");

    Step {
      after = after == null ? SOON : List.copyOf(after);
      breaks = breaks == null ? Set.of() : Set.copyOf(breaks);
    }

    Duration shortest() {
      return Duration.parse(after.getFirst());
    }

    Duration longest() {
      return Duration.parse(after.getLast());
    }
  }

  /** The file that names the others. */
  private record Index(Story story, List<String> scenarios) {}

  private static final String FOLDER = "/demo/";

  /**
   * Reads the script that comes with this program.
   *
   * @throws UncheckedIOException when it is broken, which only a broken build can cause
   */
  static DemoScript load() {
    Index index = read("demo.yaml", Index.class);
    List<Scenario> scenarios = new ArrayList<>();
    for (String file : index.scenarios()) {
      scenarios.add(read(file, Scenario.class));
    }
    return new DemoScript(index.story(), List.copyOf(scenarios));
  }

  private static <T> T read(String name, Class<T> type) {
    ObjectMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();
    try (InputStream in = DemoScript.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException("The demo's file " + name + " is missing.");
      }
      return mapper.convertValue(new Load(settings).loadFromInputStream(in), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
