package io.clausewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Disclosure;
import io.clausewatch.page.EventSheet.Line;
import io.clausewatch.page.EventSheet.Part;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.words.PageWords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventSheetTest {

  @Test
  void anEventIsReadFromTopToBottom() {
    Disclosure disclosure = Samples.disclosure();
    disclosure.setEventId("E_1");
    disclosure.setJustification("");
    disclosure.getRecipient().setName(null);
    EventSheet sheet =
        EventSheet.of(
            disclosure,
            new DataSubjects(TestPages::hashed),
            PageWords.in("en", "io.clausewatch.page.words"));
    assertThat(sheet.lines())
        .contains(
            new Line("Event id", List.of("E_1"), Optional.empty(), Optional.of("/trail?q=E_1")),
            new Line(
                "Occurred at",
                List.of("2026-11-24T09:00:00.123Z"),
                Optional.of(Samples.NOVEMBER),
                Optional.empty()),
            new Line("Data categories", List.of("email"), Optional.empty(), Optional.empty()),
            new Line("Instrument", List.of(), Optional.empty(), Optional.empty()),
            new Line("Aggregated", List.of("no"), Optional.empty(), Optional.empty()),
            new Line("Justification", List.of(), Optional.empty(), Optional.empty()));
    assertThat(sheet.parts())
        .contains(
            new Part(
                "Recipient",
                List.of(
                    new Line("Id", List.of("partner-7"), Optional.empty(), Optional.empty()),
                    new Line("Kind", List.of("Partner"), Optional.empty(), Optional.empty()),
                    new Line("Name", List.of(), Optional.empty(), Optional.empty()),
                    new Line("Country", List.of("US"), Optional.empty(), Optional.empty()))));
  }

  @Test
  void aFollowUpLeadsToTheEventThatItFollows() {
    assertThat(
            EventSheet.of(
                    Samples.followUp(),
                    new DataSubjects(TestPages::hashed),
                    PageWords.in("en", "io.clausewatch.page.words"))
                .lines())
        .contains(
            new Line(
                "Relates to",
                List.of("e-access"),
                Optional.empty(),
                Optional.of("/trail?q=e-access")));
  }

  @Test
  void whatBelongsToAnotherOperationIsNotMissed() {
    EventSheet sheet =
        EventSheet.of(
            Samples.access(),
            new DataSubjects(TestPages::hashed),
            PageWords.in("en", "io.clausewatch.page.words"));
    assertThat(sheet.lines())
        .extracting(Line::label)
        .contains("Operation")
        .doesNotContain("Message", "Collection");
    assertThat(sheet.parts()).extracting(Part::label).contains("Export");
  }
}
