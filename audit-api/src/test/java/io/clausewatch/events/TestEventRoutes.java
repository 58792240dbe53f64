package io.clausewatch.events;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.ReservedNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A door for tests of what is in front of it. */
public final class TestEventRoutes {

  private TestEventRoutes() {}

  /** A door with nothing behind it. */
  public static EventRoutes routes() {
    return routes(
        event -> {
          throw new AssertionError("nothing is to be let in");
        });
  }

  /** A door that lets in whatever is right, and hands it over. */
  public static EventRoutes routes(Consumer<Event> inside) {
    return new EventRoutes(
        new AdmissionRules(new ReservedNames(Set.of("the-trail")), PersonalValues.WARN),
        EventAdvice.NONE,
        RecipientRegister.UNKNOWN,
        ReceiptObserver.NONE,
        event -> {
          inside.accept(event);
          return new ProducerRecord<>("events", new byte[0]);
        },
        records -> {},
        1,
        100,
        new SimpleMeterRegistry(),
        InstantSource.system());
  }
}
