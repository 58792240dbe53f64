package io.clausewatch.alertsender.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Standard Webhooks: JSON with a signature over its id, the time of the attempt, and itself. */
final class WebhookChannel implements DeliveryChannel {
  private static final String PREFIX = "whsec_";
  private static final String HMAC = "HmacSHA256";

  private final URI url;
  private final ReadSecret secret;
  private final HttpPost http;
  private final WebhookBody body;

  WebhookChannel(URI url, ReadSecret secret, HttpPost http, WebhookBody body) {
    this.url = url;
    this.secret = secret;
    this.http = http;
    this.body = body;
  }

  @Override
  public AttemptOutcome deliver(Sending sending) throws InterruptedException {
    byte[] key;
    try {
      String text = secret.read();
      key =
          Base64.getDecoder()
              .decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    } catch (UnreadableSecretException e) {
      return e.outcome();
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (key.length == 0) {
      return new AttemptOutcome.Refused(AlertReason.NO_SIGNING_KEY.of());
    }
    String id = sending.message().getMessageId();
    String time = Long.toString(http.now().getEpochSecond());
    byte[] json = body.of(sending.message());
    Map<String, String> headers =
        Map.of(
            "webhook-id", id,
            "webhook-timestamp", time,
            "webhook-signature", "v1," + signature(key, id, time, json));
    return http.post(url, headers, json);
  }

  private static String signature(byte[] key, String id, String time, byte[] json) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update((id + "." + time + ".").getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(json));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  @Override
  public int messagesPerSecond() {
    return 200;
  }
}
