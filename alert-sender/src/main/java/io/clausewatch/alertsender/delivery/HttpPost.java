package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Posts JSON, and says what came of it as the contract does: 2xx is delivered; 408, 429, 5xx, a
 * timeout or no connection can be tried again; anything else, redirects among it, cannot. Nothing
 * of what the receiver answers is kept but the status.
 */
final class HttpPost {
  /** The contract's. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  private final HttpClient client;
  private final InstantSource clock;
  private final Duration limit;

  HttpPost(HttpClient client, InstantSource clock) {
    this(client, clock, TIMEOUT);
  }

  /** With another limit than the contract's. */
  HttpPost(HttpClient client, InstantSource clock, Duration limit) {
    this.client = client;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Tries once.
   *
   * @param headers beside the content type
   */
  AttemptOutcome post(URI url, Map<String, String> headers, byte[] json)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(limit)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Clausewatch")
            .POST(BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request.build(), BodyHandlers.discarding());
    try {
      // The client's own limit ends with the headers; a body may trickle for ever.
      return outcome(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return postponed(AlertReason.NO_ANSWER.of(limit.toSeconds()));
    } catch (ExecutionException e) {
      return postponed(reason(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private AttemptOutcome outcome(HttpResponse<Void> response) {
    int status = response.statusCode();
    AlertReason.Said answer = AlertReason.STATUS.of(status);
    if (status / 100 == 2) {
      return new AttemptOutcome.Delivered(answer);
    }
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status / 100 == 5) {
      return new AttemptOutcome.Postponed(
          answer, response.headers().firstValue("Retry-After").flatMap(this::pause));
    }
    return new AttemptOutcome.Refused(status / 100 == 3 ? AlertReason.REDIRECT.of(status) : answer);
  }

  /** Seconds or a date, RFC 9110 10.2.3; empty where it is neither. */
  private Optional<Duration> pause(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration asked =
          text.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      if (asked.isNegative()) {
        return Optional.empty();
      }
      return Optional.of(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
    } catch (NumberFormatException e) {
      return Optional.of(LONGEST_PAUSE);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static AttemptOutcome postponed(AlertReason.Said why) {
    return new AttemptOutcome.Postponed(why, Optional.empty());
  }

  /** By its kind alone: the words of an exception may quote an address with a token in it. */
  private AlertReason.Said reason(Throwable failure) {
    return switch (failure) {
      case HttpConnectTimeoutException e ->
          AlertReason.NO_CONNECTION_WITHIN.of(TIMEOUT.toSeconds());
      case java.net.http.HttpTimeoutException e -> AlertReason.NO_ANSWER.of(limit.toSeconds());
      case ConnectException e -> AlertReason.NO_CONNECTION.of();
      case SSLException e -> AlertReason.NO_TRUST.of();
      case IOException e -> AlertReason.CONNECTION_CUT.of();
      default -> AlertReason.FAILED.of(failure.getClass().getSimpleName());
    };
  }

  /** The clock by which dates are read. */
  Instant now() {
    return clock.instant();
  }
}
