package io.clausewatch.producer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * How a producer works. Made by {@link #http} or {@link #kafka} and changed by the methods {@code
 * with…}, each of which gives a copy; or read from settings by {@link #of}.
 *
 * @param endpoint where events go
 * @param bufferBytes how much the buffer takes, in bytes of encoded events
 * @param maxBlock how long {@code send} waits while the buffer is full
 * @param deliveryTimeout how long an event may take to be delivered before its future fails; not
 *     used with a spool, whose events have all the time there is
 * @param closeTimeout how long {@code close} waits for what was taken
 * @param spool a folder where events are kept until they are acknowledged, of this producer alone;
 *     null for none. They outlive the process, not the loss of the disk
 * @param spoolBytes how much the spool takes; {@code bufferBytes} has no meaning with a spool
 */
public record ProducerSettings(
    ProducerEndpoint endpoint,
    long bufferBytes,
    Duration maxBlock,
    Duration deliveryTimeout,
    Duration closeTimeout,
    Path spool,
    long spoolBytes) {
  private static final String KAFKA_CLIENT = "CLAUSEWATCH_KAFKA_CLIENT_";

  /** By their names: the HTTP transport works without Kafka's classes. */
  private static final Map<String, String> LOGIN_MODULES =
      Map.of(
          "PLAIN",
          "org.apache.kafka.common.security.plain.PlainLoginModule",
          "SCRAM-SHA-256",
          "org.apache.kafka.common.security.scram.ScramLoginModule",
          "SCRAM-SHA-512",
          "org.apache.kafka.common.security.scram.ScramLoginModule");

  /** Longer is for ever, and cannot be counted in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Keeps times that can be counted. */
  public ProducerSettings {
    maxBlock = atMost(maxBlock);
    deliveryTimeout = atMost(deliveryTimeout);
    closeTimeout = atMost(closeTimeout);
  }

  private static Duration atMost(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }

  /**
   * A producer that sends over HTTP.
   *
   * @param url the API's base, such as {@code http://127.0.0.1:8080}
   * @param token a bearer token that may send events
   */
  public static ProducerSettings http(URI url, String token) {
    return of(new ProducerEndpoint.Http(url, () -> token));
  }

  /**
   * A producer that writes to Kafka.
   *
   * @param bootstrapServers the brokers, as {@code host:port} with commas between them
   * @param registry the registry's Confluent-compatible API
   */
  public static ProducerSettings kafka(String bootstrapServers, URI registry) {
    return of(
        new ProducerEndpoint.Kafka(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            "clausewatch.",
            List.of(registry),
            null,
            null,
            true));
  }

  /** A producer that sends to an endpoint, otherwise as usual. */
  public static ProducerSettings of(ProducerEndpoint endpoint) {
    return new ProducerSettings(
        endpoint,
        32L << 20,
        Duration.ofSeconds(5),
        Duration.ofMinutes(2),
        Duration.ofSeconds(30),
        null,
        1L << 30);
  }

  /**
   * Reads settings, under the names that they have as variables of the environment:
   *
   * <ul>
   *   <li>over HTTP {@code CLAUSEWATCH_URL} and {@code CLAUSEWATCH_TOKEN};
   *   <li>by Kafka {@code CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS}, {@code
   *       CLAUSEWATCH_SCHEMA_REGISTRY_URL}, and where needed {@code …_SCHEMA_REGISTRY_USER}, {@code
   *       …_SCHEMA_REGISTRY_PASSWORD}, {@code CLAUSEWATCH_TOPIC_PREFIX}, {@code
   *       CLAUSEWATCH_REGISTER_SCHEMAS} ({@code false}: they are there already), {@code
   *       …_KAFKA_SECURITY_PROTOCOL} with, for SASL, {@code …_KAFKA_SASL_MECHANISM} ({@code PLAIN},
   *       {@code SCRAM-SHA-256}, {@code SCRAM-SHA-512}), {@code …_KAFKA_USER} and {@code
   *       …_KAFKA_PASSWORD}, as the apps have them, and any setting of Kafka's producer, such as
   *       {@code CLAUSEWATCH_KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION};
   *   <li>{@code CLAUSEWATCH_TRANSPORT}, {@code http} or {@code kafka}, where both are given: HTTP
   *       when not said;
   *   <li>{@code CLAUSEWATCH_PRODUCER_BUFFER_BYTES}, {@code …_MAX_BLOCK}, {@code
   *       …_DELIVERY_TIMEOUT}, {@code …_CLOSE_TIMEOUT} (ISO-8601, such as {@code PT5S}), {@code
   *       …_SPOOL}, {@code …_SPOOL_BYTES}.
   * </ul>
   *
   * @throws IllegalArgumentException with every fault, and no value of a secret
   */
  public static ProducerSettings of(Map<String, String> settings) {
    return new Reading(settings).read();
  }

  /** One with another buffer. */
  public ProducerSettings withBufferBytes(long bytes) {
    return new ProducerSettings(
        endpoint, bytes, maxBlock, deliveryTimeout, closeTimeout, spool, spoolBytes);
  }

  /** One whose {@code send} waits for another time. */
  public ProducerSettings withMaxBlock(Duration time) {
    return new ProducerSettings(
        endpoint, bufferBytes, time, deliveryTimeout, closeTimeout, spool, spoolBytes);
  }

  /** One whose events have another time to be delivered. */
  public ProducerSettings withDeliveryTimeout(Duration time) {
    return new ProducerSettings(
        endpoint, bufferBytes, maxBlock, time, closeTimeout, spool, spoolBytes);
  }

  /** One whose {@code close} waits for another time. */
  public ProducerSettings withCloseTimeout(Duration time) {
    return new ProducerSettings(
        endpoint, bufferBytes, maxBlock, deliveryTimeout, time, spool, spoolBytes);
  }

  /** One that keeps its events in a folder until they are acknowledged, so many bytes of them. */
  public ProducerSettings withSpool(Path folder, long bytes) {
    return new ProducerSettings(
        endpoint, bufferBytes, maxBlock, deliveryTimeout, closeTimeout, folder, bytes);
  }

  /** Settings while they are read. */
  private static final class Reading {
    private final Map<String, String> settings;
    private final List<String> faults = new ArrayList<>();

    Reading(Map<String, String> settings) {
      this.settings = settings;
    }

    ProducerSettings read() {
      ProducerEndpoint endpoint = isHttp() ? http() : kafka();
      ProducerSettings usual = ProducerSettings.of(endpoint);
      String spool = text("CLAUSEWATCH_PRODUCER_SPOOL");
      ProducerSettings read =
          new ProducerSettings(
              endpoint,
              bytes("CLAUSEWATCH_PRODUCER_BUFFER_BYTES", usual.bufferBytes()),
              time("CLAUSEWATCH_PRODUCER_MAX_BLOCK", usual.maxBlock()),
              time("CLAUSEWATCH_PRODUCER_DELIVERY_TIMEOUT", usual.deliveryTimeout()),
              time("CLAUSEWATCH_PRODUCER_CLOSE_TIMEOUT", usual.closeTimeout()),
              spool == null ? null : Path.of(spool),
              bytes("CLAUSEWATCH_PRODUCER_SPOOL_BYTES", usual.spoolBytes()));
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(
            "The settings of the producer have faults: " + String.join("; ", faults));
      }
      return read;
    }

    private boolean isHttp() {
      String transport = text("CLAUSEWATCH_TRANSPORT");
      if (transport != null && !transport.equals("http") && !transport.equals("kafka")) {
        faults.add("CLAUSEWATCH_TRANSPORT: expected http or kafka");
      }
      if (transport == null
          && text("CLAUSEWATCH_URL") == null
          && text("CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS") == null) {
        faults.add("expected CLAUSEWATCH_URL or CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS");
      }
      return transport == null ? text("CLAUSEWATCH_URL") != null : transport.equals("http");
    }

    private ProducerEndpoint http() {
      String token = needed("CLAUSEWATCH_TOKEN");
      return new ProducerEndpoint.Http(url("CLAUSEWATCH_URL"), () -> token);
    }

    private ProducerEndpoint kafka() {
      Map<String, Object> client = new HashMap<>(access());
      settings.forEach(
          (name, value) -> {
            if (name.startsWith(KAFKA_CLIENT)) {
              String own =
                  name.substring(KAFKA_CLIENT.length()).toLowerCase(Locale.ROOT).replace('_', '.');
              if (!ProducerConfig.configNames().contains(own)) {
                faults.add(name + ": Kafka's producer has no setting " + own);
              }
              client.put(own, value);
            }
          });
      String servers = needed("CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS");
      if (servers != null) {
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
      }
      String prefix = settings.get("CLAUSEWATCH_TOPIC_PREFIX"); // it may be empty
      return new ProducerEndpoint.Kafka(
          client,
          prefix == null ? "clausewatch." : prefix,
          urls("CLAUSEWATCH_SCHEMA_REGISTRY_URL"),
          text("CLAUSEWATCH_SCHEMA_REGISTRY_USER"),
          text("CLAUSEWATCH_SCHEMA_REGISTRY_PASSWORD"),
          !"false".equals(text("CLAUSEWATCH_REGISTER_SCHEMAS")));
    }

    /** Who the producer is to Kafka; a setting of Kafka's producer that says otherwise wins. */
    private Map<String, Object> access() {
      Map<String, Object> access = new HashMap<>();
      String protocol = text("CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL");
      if (protocol == null) {
        return access;
      }
      access.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
      String mechanism = text("CLAUSEWATCH_KAFKA_SASL_MECHANISM");
      if (mechanism == null || !protocol.startsWith("SASL_")) {
        return access;
      }
      access.put(SaslConfigs.SASL_MECHANISM, mechanism);
      String module = LOGIN_MODULES.get(mechanism);
      if (module == null) {
        faults.add(
            "CLAUSEWATCH_KAFKA_SASL_MECHANISM: expected PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
        return access;
      }
      String user = needed("CLAUSEWATCH_KAFKA_USER");
      String password = needed("CLAUSEWATCH_KAFKA_PASSWORD");
      if (user != null && password != null) {
        access.put(
            SaslConfigs.SASL_JAAS_CONFIG,
            new Password(
                "%s required username=\"%s\" password=\"%s\";"
                    .formatted(module, escaped(user), escaped(password))));
      }
      return access;
    }

    private static String escaped(String option) {
      return option.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private String text(String name) {
      String value = settings.get(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    private String needed(String name) {
      String value = text(name);
      if (value == null) {
        faults.add(name + ": expected a value, found nothing");
      }
      return value;
    }

    private URI url(String name) {
      List<URI> urls = urls(name);
      return urls.isEmpty() ? null : urls.get(0);
    }

    private List<URI> urls(String name) {
      String value = needed(name);
      List<URI> urls = new ArrayList<>();
      for (String part : value == null ? List.<String>of() : Arrays.asList(value.split(","))) {
        try {
          URI url = URI.create(part.strip());
          if (url.getScheme() != null
              && url.getScheme().matches("https?")
              && url.getHost() != null) {
            urls.add(url);
            continue;
          }
        } catch (IllegalArgumentException e) {
          // Told below: its message quotes what may hold a password.
        }
        faults.add(name + ": expected an address that begins with http:// or https://");
      }
      return urls;
    }

    private Duration time(String name, Duration usual) {
      return value(name, usual, Duration::parse, "a time such as PT5S");
    }

    private long bytes(String name, long usual) {
      return value(name, usual, Long::valueOf, "a number of bytes");
    }

    private <T> T value(String name, T usual, Function<String, T> read, String expected) {
      String text = text(name);
      if (text == null) {
        return usual;
      }
      try {
        return read.apply(text);
      } catch (DateTimeParseException | NumberFormatException e) {
        faults.add(name + ": expected " + expected);
        return usual;
      }
    }
  }
}
