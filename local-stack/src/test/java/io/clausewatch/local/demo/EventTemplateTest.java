package io.clausewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTemplateTest {

  private static final Instant TIME = Instant.parse("2026-03-31T10:15:30.123Z");

  private final EventTemplate template =
      new EventTemplate(new Random(1), name -> "<" + name + ">", TIME);

  @ParameterizedTest
  @CsvSource({
    "${time}, 2026-03-31T10:15:30.123Z",
    "${time+P3D}, 2026-04-03T10:15:30.123Z",
    "${time-P1M}, 2026-02-28T10:15:30.123Z",
    "${date-P12Y}, 2014-03-31",
    "${member}, <member>",
    "${member-b}, <member-b>",
    "of ${member} and ${request}, of <member> and <request>",
    "nothing to fill, nothing to fill",
  })
  void fillsTexts(String text, String filled) {
    assertThat(template.fill(text)).isEqualTo(filled);
  }

  @Test
  void choosesOneOf() throws JsonProcessingException {
    JsonNode choice = json("{\"a\": {\"oneOf\": [\"x\", \"y\", \"z\"]}}");
    Set<String> chosen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      chosen.add(template.fill(choice).path("a").asText());
    }
    assertThat(chosen).containsExactlyInAnyOrder("x", "y", "z");
  }

  @Test
  void choosesSomeInTheirOrderAndAtLeastOne() throws JsonProcessingException {
    JsonNode choice = json("{\"someOf\": [\"x\", \"y\", \"z\"]}");
    Set<String> chosen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      chosen.add(template.fill(choice).toString().replace("\"", ""));
    }
    assertThat(chosen)
        .containsExactlyInAnyOrder("[x]", "[y]", "[z]", "[x,y]", "[x,z]", "[y,z]", "[x,y,z]");
  }

  @Test
  void leavesNumbersAndTruthValuesAsTheyAre() throws JsonProcessingException {
    JsonNode data = json("{\"n\": 5, \"b\": true, \"l\": [1, null]}");
    assertThat(template.fill(data)).isEqualTo(data);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
