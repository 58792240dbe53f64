package io.clausewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.page.EventSheet.Line;
import io.clausewatch.page.EventSheet.Part;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventSheetTest {

  @Test
  void anEventIsReadFromTopToBottom() throws Exception {
    EventSheet sheet =
        EventSheet.of(
            new ObjectMapper()
                .readTree(
                    """
                    {"eventId":"E_1","occurredAt":"2026-01-02T03:04:05Z","dataCategories":["name","email"],
                     "operation":"EXPORT","instrument":null,"message":null,"aggregated":false,"justification":"",
                     "recipient":{"id":"KPMG","kind":"LAW_ENFORCEMENT","country":"US"}}
                    """),
            new DataSubjects(TestPages::hashed),
            PageWords.in("en", "io.clausewatch.page.words"));
    assertThat(sheet.lines())
        .containsExactly(
            new Line("Event id", List.of("E_1"), Optional.empty()),
            new Line(
                "Occurred at",
                List.of("2026-01-02T03:04:05Z"),
                Optional.of(Instant.parse("2026-01-02T03:04:05Z"))),
            new Line("Data categories", List.of("name", "email"), Optional.empty()),
            new Line("Operation", List.of("Export"), Optional.empty()),
            new Line("Instrument", List.of(), Optional.empty()),
            new Line("Aggregated", List.of("no"), Optional.empty()),
            new Line("Justification", List.of(), Optional.empty()));
    assertThat(sheet.parts())
        .containsExactly(
            new Part(
                "Recipient",
                List.of(
                    new Line("Id", List.of("KPMG"), Optional.empty()),
                    new Line("Kind", List.of("Law enforcement"), Optional.empty()),
                    new Line("Country", List.of("US"), Optional.empty()))));
  }
}
