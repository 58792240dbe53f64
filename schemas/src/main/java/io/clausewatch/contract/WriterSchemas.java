package io.clausewatch.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The schemas that records name as their writers', each asked for within a time, and told from one
 * another: a registry that is away is asked again for as long as it takes, since that says nothing
 * of the record; a schema that it does not give, though it answers otherwise, is refused after the
 * second time, and remembered as refused, or one record could stall all that lie behind it.
 *
 * <p>The registry is asked on threads of their own, each with a client of its own: the client holds
 * a lock while it waits, and a slow schema would keep everybody else from theirs. Safe for use by
 * many threads.
 */
final class WriterSchemas implements AutoCloseable {
  private static final int MAX_REFUSED = 10_000;

  /** Of its text, which never changes; and of the registry, which may be mended. */
  private static final Duration FOR_GOOD = Duration.ofDays(365);

  private static final Duration FOR_A_WHILE = Duration.ofMinutes(10);

  /** What tells of who asks, or of how often, and nothing of what was asked for. */
  private static final Set<Integer> NOT_OF_THE_SCHEMA =
      Set.of(
          HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_PROXY_AUTH,
          HttpURLConnection.HTTP_CLIENT_TIMEOUT,
          429);

  private final ThreadLocal<SchemaRegistryClient> client;
  private final Duration patience;
  private final ExecutorService threads = Executors.newCachedThreadPool(WriterSchemas::thread);

  /** The ids that are refused, with the {@link System#nanoTime} until which; the oldest go. */
  private final Map<Integer, Long> refused =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MAX_REFUSED;
        }
      };

  /**
   * Schemas of a registry.
   *
   * @param clients makes a client of the registry; it is left to the collector
   * @param patience how long the registry may take to give one, twice over
   */
  WriterSchemas(Supplier<SchemaRegistryClient> clients, Duration patience) {
    this.client = ThreadLocal.withInitial(clients);
    this.patience = patience;
  }

  /**
   * A schema, asked for anew each time.
   *
   * @param subject under which it should be
   * @param id of the registry
   * @throws SerializationException when there is none, or none that can be used
   * @throws RegistryAwayException when the registry could not be asked
   */
  Schema of(String subject, int id) {
    synchronized (refused) {
      Long until = refused.get(id);
      if (until != null && until - System.nanoTime() > 0) {
        throw new SerializationException("The schema " + id + " was refused before");
      }
    }
    try {
      return ask(subject, id);
    } catch (NotGivenException first) {
      if (!isThere()) {
        throw new RegistryAwayException("The registry does not answer", first);
      }
      try {
        return ask(subject, id);
      } catch (NotGivenException second) {
        refuse(id, FOR_A_WHILE);
        throw new SerializationException(
            "The registry answers, but does not give the schema " + id, second);
      }
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "writer-schemas");
    thread.setDaemon(true);
    return thread;
  }

  private Schema ask(String subject, int id) throws NotGivenException {
    try {
      if (within(() -> client.get().getSchemaBySubjectAndId(subject, id))
          instanceof AvroSchema avro) {
        return avro.rawSchema();
      }
      refuse(id, FOR_GOOD);
      throw new SerializationException("The schema " + id + " is no Avro schema");
    } catch (RestClientException e) {
      if (e.getStatus() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new SerializationException("No schema of the registry has the id " + id, e);
      }
      if (NOT_OF_THE_SCHEMA.contains(e.getStatus())) {
        throw new RegistryAwayException("The registry did not give the schema " + id, e);
      }
      throw new NotGivenException(e);
    } catch (JsonProcessingException | SocketTimeoutException e) {
      throw new NotGivenException(e);
    } catch (IOException e) {
      // The client's word for a schema that is there but is no Avro, or out of bounds; with the
      // whole text of it, so that it is not handed on.
      if (e.getMessage() != null && e.getMessage().startsWith("Invalid schema")) {
        refuse(id, FOR_GOOD);
        throw new SerializationException("The schema " + id + " is none that can be read");
      }
      throw new RegistryAwayException("The registry could not be asked for schema " + id, e);
    } catch (TimeoutException | RuntimeException e) {
      if (e instanceof SerializationException || e instanceof InterruptException) {
        throw (RuntimeException) e;
      }
      // An answer that the client could make nothing of, such as null, is not given either.
      throw new NotGivenException(e);
    }
  }

  /** Whether the registry answers what has nothing to do with any schema. */
  private boolean isThere() {
    try {
      within(() -> client.get().getCompatibility(null));
      return true;
    } catch (RestClientException e) {
      return e.getStatus() < HttpURLConnection.HTTP_INTERNAL_ERROR;
    } catch (IOException | TimeoutException e) {
      return false;
    }
  }

  private <T> T within(Callable<T> question)
      throws IOException, RestClientException, TimeoutException {
    Future<T> answer = threads.submit(question);
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RestClientException rest) {
        throw rest;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException("Interrupted while the registry was asked", e);
    } finally {
      // One that comes too late is of no use to anybody, and its thread ends with the client's own
      // patience.
      answer.cancel(true);
    }
  }

  private void refuse(int id, Duration howLong) {
    synchronized (refused) {
      refused.put(id, System.nanoTime() + howLong.toNanos());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** The registry did not give a schema, perhaps because of the schema. */
  private static final class NotGivenException extends Exception {
    private static final long serialVersionUID = 1L;

    NotGivenException(Throwable cause) {
      super(cause);
    }
  }
}
