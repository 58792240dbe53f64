package io.clausewatch.platform.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest5_client.Rest5ClientOptions;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.HttpAsyncResponseConsumerFactory.BasicAsyncResponseConsumerFactory;
import co.elastic.clients.transport.rest5_client.low_level.RequestOptions;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;

/**
 * A client of one Elasticsearch over HTTP. Opening it sends nothing: the server need not be up yet,
 * and nothing is asked that a minimal distribution lacks (no {@code GET /}). Thread-safe; close it
 * to end its connections and threads.
 */
public final class ElasticsearchConnection implements AutoCloseable {
  private static final Timeout CONNECT_WITHIN = Timeout.ofSeconds(5);
  // Longer than any sound request takes, shorter than Kafka's patience with a consumer that waits
  // for the answer (5 minutes).
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  /** The client's own default. */
  private static final int MAX_ANSWER_BYTES = 100 * 1024 * 1024;

  private final ElasticsearchClient client;

  private ElasticsearchConnection(ElasticsearchClient client) {
    this.client = client;
  }

  /**
   * Opens a connection to an Elasticsearch that asks for nothing.
   *
   * @param url http or https, perhaps with a path
   * @return the connection
   */
  public static ElasticsearchConnection open(URI url) {
    return open(ElasticsearchAccess.open(url));
  }

  /**
   * Opens a connection for work that can wait.
   *
   * @param access where it is, whom to trust, and who we are
   * @return the connection
   */
  public static ElasticsearchConnection open(ElasticsearchAccess access) {
    return open(access, ANSWER_WITHIN, MAX_ANSWER_BYTES);
  }

  /**
   * Opens a connection.
   *
   * @param access where it is, whom to trust, and who we are
   * @param answerWithin how long a request waits for its answer before it fails; a millisecond or
   *     more
   * @param maxAnswerBytes the largest answer that is read; a larger one fails with {@link
   *     org.apache.hc.core5.http.ContentTooLongException}
   * @return the connection
   */
  public static ElasticsearchConnection open(
      ElasticsearchAccess access, Duration answerWithin, int maxAnswerBytes) {
    Rest5ClientBuilder http =
        Rest5Client.builder(access.url())
            .setConnectionConfigCallback(c -> c.setConnectTimeout(CONNECT_WITHIN))
            .setRequestConfigCallback(r -> r.setResponseTimeout(Timeout.of(answerWithin)))
            // Whoever asks knows best whether to ask again; this would wait a second on its own.
            .setHttpClientConfigCallback(h -> h.disableAutomaticRetries());
    SSLContext trust = access.trust().orElseGet(SSLContexts::createSystemDefault);
    // By itself this client checks a certificate and not whose it is.
    TlsStrategy tls =
        new DefaultClientTlsStrategy(
            trust, HostnameVerificationPolicy.BOTH, new DefaultHostnameVerifier());
    http.setConnectionManagerCallback(connections -> connections.setTlsStrategy(tls));
    access
        .authorization()
        .ifPresent(
            value ->
                http.setDefaultHeaders(
                    new Header[] {new BasicHeader("Authorization", value, true)}));
    return new ElasticsearchConnection(
        new ElasticsearchClient(
            new Rest5ClientTransport(
                http.build(),
                new JacksonJsonpMapper(JsonMapper.builder().build()),
                new Rest5ClientOptions(
                    RequestOptions.DEFAULT.toBuilder()
                        .setHttpAsyncResponseConsumerFactory(
                            new BasicAsyncResponseConsumerFactory(maxAnswerBytes))
                        .build(),
                    false),
                NoopInstrumentation.INSTANCE)));
  }

  /**
   * The typed client. A request that does not reach the server throws an {@link IOException}, one
   * that the server refuses an {@code ElasticsearchException} with its status; the words of the
   * latter may quote values and belong in no log.
   *
   * @return the client
   */
  public ElasticsearchClient client() {
    return client;
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
