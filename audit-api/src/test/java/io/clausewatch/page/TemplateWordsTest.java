package io.clausewatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.words.PageWords;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the pages. */
class TemplateWordsTest {
  private static final Pattern VALUE = Pattern.compile("\\{(\\d)");
  private static final Pattern SAID = Pattern.compile("\\.say\\(\"([^\"]+)\"");

  private static Properties words(String file) throws IOException {
    Properties words = new Properties();
    try (Reader reader = new InputStreamReader(Page.class.getResourceAsStream(file), UTF_8)) {
      words.load(reader);
    }
    return words;
  }

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    Properties english = words("words.properties");
    Properties korean = words("words_ko.properties");
    assertThat(korean.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(values(korean.getProperty(key)))
          .as(key)
          .isSubsetOf(values(english.getProperty(key)));
    }
  }

  private static List<String> values(String sentence) {
    Matcher matcher = VALUE.matcher(sentence);
    return matcher.results().map((MatchResult value) -> value.group(1)).distinct().toList();
  }

  @Test
  void whatTemplatesSayIsThere() throws IOException {
    Path folder = Path.of(Files.isDirectory(Path.of("audit-api")) ? "audit-api" : ".");
    Properties english = words("words.properties");
    try (Stream<Path> templates = Files.walk(folder.resolve("src/main/jte"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        Matcher said = SAID.matcher(Files.readString(template));
        assertThat(said.results().map(word -> word.group(1)).filter(word -> !word.endsWith(".")))
            .as(template.toString())
            .allSatisfy(key -> assertThat(english.stringPropertyNames()).contains(key));
      }
    }
  }

  @Test
  void aCountAndALengthOfTimeAreSaidAsPeopleDo() {
    PageWords english = PageWords.in("en", "io.clausewatch.page.words");
    PageWords korean = PageWords.in("ko", "io.clausewatch.page.words");
    assertThat(english.say("findings.count", 1L)).isEqualTo("1 finding");
    assertThat(english.say("findings.count", 12_345L)).isEqualTo("12,345 findings");
    assertThat(korean.say("findings.count", 12_345L)).isEqualTo("지적 사항 12,345건");
    assertThat(english.duration(Duration.ofHours(49))).isEqualTo("2 days");
    assertThat(english.duration(Duration.ofMinutes(1))).isEqualTo("1 minute");
    assertThat(korean.duration(Duration.ofSeconds(7))).isEqualTo("7초");
  }
}
