package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.examples.OrderOutbox;
import io.clausewatch.examples.SendEvents;
import io.clausewatch.outbox.OutboxRelay;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.ProducerSettings;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The examples of the Java client on the running system, by Kafka and over HTTP. */
@EndToEnd
class JavaProducerIT {

  private static ClausewatchProducer byKafka(RunningSystem running) {
    return ClausewatchProducer.create(ProducerSettings.of(running.variables()));
  }

  private static ClausewatchProducer overHttp(RunningSystem running) {
    return ClausewatchProducer.create(
        ProducerSettings.of(
            Map.of(
                "CLAUSEWATCH_URL", running.door().base().toString(),
                "CLAUSEWATCH_TOKEN", running.door().tokens().producer())));
  }

  @Test
  void whatIsSentEitherWayIsJudged(RunningSystem running) {
    String member = "java-" + UUID.randomUUID();
    try (ClausewatchProducer kafka = byKafka(running);
        ClausewatchProducer http = overHttp(running)) {
      SendEvents.send(kafka, member + "-kafka", member);
      SendEvents.send(http, member + "-http", member);
    }
    running.door().settle();
    assertThat(running.door().open(member, "loen-partner-center"))
        .containsExactly("LPC-LE " + member + "-http", "LPC-LE " + member + "-kafka");
  }

  @Test
  void whatAnOutboxRelaysIsInTheTrailOnce(RunningSystem running) throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    OrderOutbox shop = new OrderOutbox(database);
    String order = UUID.randomUUID().toString();
    String member = "java-" + order;
    try (ClausewatchProducer producer = byKafka(running);
        OutboxRelay first = OutboxRelay.start(database, producer);
        OutboxRelay second = OutboxRelay.start(database, producer)) {
      shop.order(order, member);
      Awaitility.await().until(() -> first.metrics().waiting() + second.metrics().waiting() == 0);
    }
    running.door().settle();
    List<JsonNode> entries = running.door().all("/v1/trail", "subjectId", member);
    assertThat(entries)
        .extracting(e -> e.path("eventId").asText())
        .containsExactly("order-" + order);
  }
}
