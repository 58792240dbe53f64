package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.kafka.KafkaSetup;
import io.clausewatch.platform.kafka.KafkaTools;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes everything anew from Kafka, with progress on standard output, while the system runs or
 * while it does not: what {@code ./clausewatch reindex} runs, and what is run in production from
 * the stream processor's jar with the same {@code CLAUSEWATCH_…} settings:
 *
 * <pre>java -cp stream-processor.jar io.clausewatch.indexing.ReindexMain</pre>
 *
 * <p>Exit status 0 when it is done, 2 when a setting is wrong, 1 when it could not be done; the old
 * indices are as they were then, as they are when it is interrupted.
 */
public final class ReindexMain {
  private static final Logger LOG = LoggerFactory.getLogger(ReindexMain.class);

  /** A process that is asked to end may take about so long. */
  private static final Duration CLEAR_UP_WITHIN = Duration.ofSeconds(20);

  private ReindexMain() {}

  /**
   * Runs with the settings of the environment.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.exit(run(System.getenv()));
  }

  private static int run(Map<String, String> environment) {
    Thread running = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(running, ended), "shutdown"));
    try {
      ConnectionSettings settings = SettingsReader.read(environment, ConnectionSettings::from);
      try (ElasticsearchConnection elasticsearch =
              ElasticsearchConnection.open(settings.elasticsearch());
          Admin admin = admin(settings)) {
        new KafkaSetup(
                settings.topics(),
                KafkaRights.ofStreamProcessor(settings.topics(), settings.groups()),
                new KafkaTools(settings.kafka()),
                LOG::warn)
            .ensureTopics(admin);
        new Reindex(settings, elasticsearch.client(), admin, ReindexMain::tell).run();
      }
      return 0;
    } catch (SettingsException e) {
      LOG.error("{}", e.getMessage());
      return 2;
    } catch (ReindexException | MisconfiguredException | IllegalStateException e) {
      LOG.error("{}", e.getMessage());
    } catch (IOException | KafkaException | ElasticsearchException e) {
      LOG.error("Not everything could be indexed: {}", TransientFailures.describe(e));
    } catch (InterruptedException e) {
      LOG.error("Stopped; the indices are as they were");
    } finally {
      ended.countDown();
    }
    return 1;
  }

  /** Lets the work clear up after itself before the process ends. */
  private static void interrupt(Thread running, CountDownLatch ended) {
    if (ended.getCount() > 0) {
      running.interrupt();
      try {
        if (!ended.await(CLEAR_UP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
          LOG.warn("The next run clears up what this one leaves");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void tell(String line) {
    System.out.println(line);
  }

  private static Admin admin(ConnectionSettings settings) {
    return Admin.create(settings.kafka().admin(settings.groups().reindex(), Map.of()));
  }
}
