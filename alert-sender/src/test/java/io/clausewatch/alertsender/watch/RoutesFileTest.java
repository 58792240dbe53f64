package io.clausewatch.alertsender.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.clausewatch.alertroutes.AlertRoutesException;
import io.clausewatch.alertsender.delivery.DeliveryChannels;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RoutesFileTest {
  private static final String GOOD =
      """
      receivers:
        ops: { alertmanager: { url: "http://ops:9093" } }
      routes:
        - { match: { severity: [CRITICAL] }, to: [ops] }
      """;

  @TempDir private Path folder;

  private Path file;
  private PolicyCatalog policies;

  @BeforeEach
  void write() throws IOException, PolicyException {
    file = Files.writeString(folder.resolve("alerts.yaml"), GOOD);
    policies = PolicyCatalog.load(Path.of("../policies"));
  }

  private RoutesFile open() throws AlertRoutesException {
    return RoutesFile.open(file, policies, routes -> DeliveryChannels.NONE);
  }

  @Test
  void whatIsFaultyAtTheFirstStartCannotBeOpened() throws IOException {
    Files.writeString(file, GOOD.replace("to: [ops]", "to: [opps]"));
    assertThatThrownBy(this::open)
        .isInstanceOf(AlertRoutesException.class)
        .hasMessageContaining("did you mean 'ops'");
  }

  @Test
  void whatChangesComesIntoForce() throws Exception {
    RoutesFile routes = open();
    RoutesInForce before = routes.inForce();
    routes.look();
    assertThat(routes.inForce()).isSameAs(before);
    Files.writeString(file, GOOD.replace("CRITICAL", "HIGH"));
    routes.look();
    assertThat(routes.inForce().number()).isGreaterThan(before.number());
    assertThat(routes.inForce().routes()).isNotEqualTo(before.routes());
  }

  @Test
  void anAddressThatIsNotEncryptedIsToldOfOnce() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(RoutesFile.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      RoutesFile routes = open();
      for (String severity : List.of("HIGH", "LOW")) {
        Files.writeString(file, GOOD.replace("CRITICAL", severity));
        routes.look();
      }
      Files.writeString(file, GOOD.replace("ops:9093", "others:9093"));
      routes.look();
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(said -> said.contains("unencrypted"))
        .hasSize(2); // two addresses, and not one for each of four states of the file
  }

  @Test
  void whatIsFaultyLeavesTheStateBeforeItInForceUntilItIsMended() throws Exception {
    RoutesFile routes = open();
    RoutesInForce before = routes.inForce();
    Files.writeString(file, GOOD.replace("to: [ops]", "to: [opps]"));
    routes.look();
    assertThat(routes.inForce().routes()).isEqualTo(before.routes());
    assertThat(routes.inForce().faults()).hasSize(1).first().asString().contains("opps");
    Files.delete(file);
    routes.look();
    assertThat(routes.inForce().routes()).isEqualTo(before.routes());
    assertThat(routes.inForce().faults()).isNotEmpty();
    Files.writeString(file, GOOD);
    routes.look();
    assertThat(routes.inForce().faults()).isEmpty();
  }
}
