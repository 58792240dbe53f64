package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be written under {@code deadline}, and how a slip of the pen is told. */
class DeadlineReaderTest {

  private static final String POLICY =
      """
      policyId: corner-shop
      controller: Corner Shop
      jurisdiction: SG
      language: en
      document: shop.txt
      versions:
        - version: "1"
          parameters: {soon: P5D}
          retention:
            P1Y: [name]
            forever: [email]
          clauses:
            - id: SHOP-LEAVE
              title: Kept
              section: "1"
              quote: "we delete it"
              severity: HIGH
              on: [deadline]
              deadline:
                after: [leaving]
                destroy: unretained
                within: soon
              explanation: "{overdue()}"
      """;

  @TempDir Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    write(
        "vocabulary.yaml",
        """
        purposes: {audit: ""}
        dataCategories: {contact: {name: "", email: "", phone: ""}}
        """);
    write(
        "shared.yaml",
        """
        definitions: {}
        exemptions: {}
        clocks:
          leaving: {on: subject, starts: "subject.change == 'CANCELLED'", stoppedBy: [REGISTERED]}
        """);
    write("shop.txt", "When you leave we delete it.");
  }

  @Test
  void readsADeadline() throws Exception {
    write("corner-shop.yaml", POLICY);

    PolicyVersion version =
        PolicyCatalog.load(folder).policy("corner-shop").orElseThrow().versions().getFirst();

    Clause clause = version.clauses().getFirst();
    assertThat(clause.on()).isEmpty();
    assertThat(clause.flags()).isNull();
    assertThat(clause.rule()).isEqualTo("after: leaving\ndestroy: unretained\nwithin: soon");
    assertThat(version.deadlinesOn(EventKind.SUBJECT)).containsExactly(clause);
    assertThat(version.deadlinesOn(EventKind.ACCESS)).isEmpty();
    var task = (Deadline.Destroy) clause.deadline().task();
    assertThat(task.within().apply("phone")).isEqualTo(TimeLimit.parse("P5D").orElseThrow());
    assertThat(task.within().apply("name")).isNull();
    assertThat(task.within().apply("email")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[leaving]      | [leafing]              | there is no clock 'leafing'",
        "within: soon   | within: later          | expected a period such as P5D",
        "within: soon   | within: PT0S           | expected a period such as P5D",
        "unretained     | everything             | expected retained, unretained or collected",
        "P1Y: [name]    | P1Y: [nmae]            | 'nmae' is no category of the vocabulary",
        "P1Y: [name]    | P1Y: [email]           | 'email' is kept for another time too",
        "on: [deadline] | on: [access]           | 'deadline' goes with 'on: [deadline]'",
        "on: [deadline] | on: [deadline, access] | 'flags' is for the kinds of event under 'on'",
        "within: soon   | withn: soon            | 'withn' is not known here"
      })
  void aSlipIsTold(String from, String to, String message) throws IOException {
    assertFault(POLICY.replace(from, to), message);
  }

  @Test
  void whatIsAskedOfDataToBeDestroyedIsAskedNowhereElse() throws IOException {
    String unless = "          within: soon\n          unless: keptByConsent()";
    write("corner-shop.yaml", POLICY.replace("          within: soon", unless));
    assertThatCode(() -> PolicyCatalog.load(folder)).doesNotThrowAnyException();
    assertFault(
        POLICY.replace("          within: soon", unless.replace("unless", "destroyedBy")),
        "can be asked only under a deadline's 'unless'");
  }

  @Test
  void aSuspensionSaysHowMuchTimeIsLeft() throws IOException {
    assertFault(
        POLICY.replace(
            "          within: soon",
            "          within: soon\n          suspendedBy: {DISPUTE_OPENED: DISPUTE_CLOSD}"),
        "expected one of PENDING");
    assertFault(
        POLICY.replace(
            "          within: soon",
            "          within: soon\n          suspendedBy: {DISPUTE_OPENED: DISPUTE_CLOSED}"),
        "'resumesWithin' is missing");
  }

  private void assertFault(String policy, String message) throws IOException {
    write("corner-shop.yaml", policy);
    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
