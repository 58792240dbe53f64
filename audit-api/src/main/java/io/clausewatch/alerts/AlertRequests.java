package io.clausewatch.alerts;

import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.AlertRequest;
import io.clausewatch.contract.AlertRequestKind;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topic;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Problem;
import io.clausewatch.table.KeyedTable;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What people ask of those who send messages, and how the receivers are. It is recorded that
 * somebody asks before anything is asked. For many threads.
 */
public final class AlertRequests {
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  private final KeyedTable<AlertReceiverHealth> receivers;
  private final EventLog log;
  private final Topic<AlertRequest> topic;
  private final ThreadLocal<Serializer<AlertRequest>> serializer;
  private final InstantSource clock;

  /**
   * Requests.
   *
   * @param receivers how they are, by their names
   * @param log takes the requests
   * @param topic where they go
   * @param clock the wall clock
   */
  public AlertRequests(
      KeyedTable<AlertReceiverHealth> receivers,
      EventLog log,
      Topic<AlertRequest> topic,
      AvroSerdes serdes,
      InstantSource clock) {
    this.receivers = receivers;
    this.log = log;
    this.topic = topic;
    this.serializer = ThreadLocal.withInitial(() -> serdes.serializer(topic.valueType()));
    this.clock = clock;
  }

  /** All receivers, by their names. */
  public List<AlertReceiverHealth> receivers() {
    return List.copyOf(receivers.all().values());
  }

  /** A receiver; empty when the routes file has none of the name. */
  public Optional<AlertReceiverHealth> receiver(String name) {
    return Optional.ofNullable(receivers.all().get(name));
  }

  /**
   * Asks for a message once more.
   *
   * @param record puts the act into the trail; nothing is asked when it throws
   */
  public void resend(Caller caller, String receiver, String messageId, Runnable record) {
    ask(caller, AlertRequestKind.RESEND, receiver, messageId, record);
  }

  /**
   * Asks for a message that tells of nothing.
   *
   * @param record puts the act into the trail; nothing is asked when it throws
   * @return its id
   */
  public String test(Caller caller, String receiver, Runnable record) {
    String messageId = "msg_" + UUID.randomUUID().toString().replace("-", "");
    ask(caller, AlertRequestKind.TEST, receiver, messageId, record);
    return messageId;
  }

  private void ask(
      Caller caller, AlertRequestKind kind, String receiver, String messageId, Runnable record) {
    record.run();
    AlertRequest request =
        new AlertRequest(
            UUID.randomUUID().toString(),
            kind,
            receiver,
            messageId,
            caller.name(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    try {
      byte[] value = serializer.get().serialize(topic.name(), request);
      log.append(List.of(new ProducerRecord<>(topic.name(), null, receiver, value, List.of())));
    } catch (UnavailableException e) {
      throw away(e.getMessage());
    } catch (SerializationException e) {
      throw away("the schema registry does not answer");
    }
  }

  private static RuntimeException away(String why) {
    return Problem.unavailable("It may not have been asked for: " + why + ".", TRY_AGAIN_AFTER)
        .exception();
  }
}
