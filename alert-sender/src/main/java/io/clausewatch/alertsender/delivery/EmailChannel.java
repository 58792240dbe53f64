package io.clausewatch.alertsender.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.SmtpServer;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertMessage;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * E-mail, as HTML and as text. All about one finding is one conversation: each message refers to
 * the same root, which needs not exist. What the server takes for some addresses and not yet for
 * others is tried again for those others alone.
 */
final class EmailChannel implements DeliveryChannel {
  private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);

  private final AlertReceiver.Email receiver;
  private final SmtpServer server;
  private final Map<String, String> environment;
  private final MessageText text;
  private final Duration limit;
  private final Optional<SSLSocketFactory> sockets;

  EmailChannel(
      AlertReceiver.Email receiver,
      SmtpServer server,
      Map<String, String> environment,
      MessageText text) {
    this(receiver, server, environment, text, HttpPost.TIMEOUT, Optional.empty());
  }

  /**
   * With another limit than the contract's.
   *
   * @param sockets by which a connection is encrypted; empty for those that trust whom Java trusts
   */
  EmailChannel(
      AlertReceiver.Email receiver,
      SmtpServer server,
      Map<String, String> environment,
      MessageText text,
      Duration limit,
      Optional<SSLSocketFactory> sockets) {
    this.receiver = receiver;
    this.server = server;
    this.environment = environment;
    this.text = text;
    this.limit = limit;
    this.sockets = sockets;
  }

  @Override
  public AttemptOutcome deliver(Sending sending) throws InterruptedException {
    // The library's own limits are for one answer each; many slow ones may take for ever. Who
    // interrupts a virtual thread closes its connection.
    FutureTask<AttemptOutcome> attempt = new FutureTask<>(() -> send(sending));
    Thread.ofVirtual().name("mail").start(attempt);
    try {
      return attempt.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new AttemptOutcome.Postponed(
          AlertReason.MAIL_TOO_SLOW.of(limit.toSeconds()), Optional.empty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new IllegalStateException("a mail cannot be made", e.getCause());
    } finally {
      attempt.cancel(true);
    }
  }

  private AttemptOutcome send(Sending sending) {
    Optional<String> password = Optional.empty();
    try {
      if (server.credentials().isPresent()) {
        SmtpServer.Credentials known = server.credentials().get();
        password = Optional.of(new ReadSecret(known.password(), environment).read());
      }
    } catch (UnreadableSecretException e) {
      return e.outcome();
    }
    Session session = Session.getInstance(properties(password.isPresent()));
    try {
      InternetAddress[] all = addresses();
      InternetAddress[] rest =
          Arrays.stream(all)
              .filter(one -> !sending.message().getDeliveredTo().contains(one.getAddress()))
              .toArray(InternetAddress[]::new);
      if (rest.length == 0) {
        return new AttemptOutcome.Delivered(
            AlertReason.STATUS.of(250)); // the file has no others any more
      }
      MimeMessage mail = mail(session, sending.message(), all);
      try (Transport transport = session.getTransport("smtp")) {
        if (password.isPresent()) {
          transport.connect(server.credentials().get().user(), password.get());
        } else {
          transport.connect();
        }
        return handOver(transport, mail, rest);
      }
    } catch (AuthenticationFailedException e) {
      if (e.getMessage() != null && e.getMessage().startsWith("4")) {
        return new AttemptOutcome.Postponed(AlertReason.MAIL_SIGN_IN_AWAY.of(), Optional.empty());
      }
      return new AttemptOutcome.Refused(AlertReason.MAIL_SIGN_IN_REFUSED.of());
    } catch (AddressException e) {
      return new AttemptOutcome.Refused(AlertReason.MAIL_ADDRESS_UNREADABLE.of());
    } catch (MessagingException e) {
      return new AttemptOutcome.Postponed(MailAnswers.reason(e), Optional.empty());
    }
  }

  /** The same mail for all; the server is asked to bring it to some. */
  private AttemptOutcome handOver(Transport transport, MimeMessage mail, InternetAddress[] to)
      throws MessagingException {
    try {
      transport.sendMessage(mail, to);
      return new AttemptOutcome.Delivered(AlertReason.STATUS.of(250));
    } catch (SendFailedException e) {
      MailAnswers answers = new MailAnswers(to, e);
      if (answers.areMixed()) {
        // Which, by its place: an address may be the id of a data subject.
        LOG.warn("A mail was not taken for every address: {}: {}", mail.getMessageID(), answers);
      }
      return answers.outcome();
    }
  }

  private InternetAddress[] addresses() throws AddressException {
    InternetAddress[] all = new InternetAddress[receiver.to().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new InternetAddress(receiver.to().get(i));
    }
    return all;
  }

  private Properties properties(boolean authenticates) {
    String millis = Long.toString(limit.toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.auth", Boolean.toString(authenticates));
    properties.put("mail.smtp.from", server.from());
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    sockets.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
    switch (server.tls()) {
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case NONE -> {
        // For a server on the same machine.
      }
    }
    return properties;
  }

  private MimeMessage mail(Session session, AlertMessage message, InternetAddress[] to)
      throws MessagingException {
    String domain = server.from().substring(server.from().indexOf('@') + 1);
    MimeMessage mail =
        new IdentifiedMail(session, "<%s@%s>".formatted(message.getMessageId(), domain));
    mail.setFrom(from());
    mail.setRecipients(Message.RecipientType.TO, to);
    mail.setSubject(text.subject(message), UTF_8.name());
    mail.setSentDate(Date.from(message.getCreatedAt()));
    mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834
    if (message.getThread() != null) {
      String root = "<%s@%s>".formatted(URLEncoder.encode(message.getThread(), UTF_8), domain);
      mail.setHeader("In-Reply-To", root);
      mail.setHeader("References", root);
    }
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(plain(message), UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(html(message), UTF_8.name(), "html");
    // The last is what a reader prefers.
    mail.setContent(new MimeMultipart("alternative", plain, html));
    mail.saveChanges();
    return mail;
  }

  private InternetAddress from() throws MessagingException {
    try {
      return new InternetAddress(server.from(), "Clausewatch", UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java platform has UTF-8", e);
    }
  }

  private String plain(AlertMessage message) {
    StringBuilder all = new StringBuilder(text.subject(message)).append("\n");
    for (MessageText.Item item : text.items(message)) {
      all.append("\n").append(item.title()).append("\n");
      item.lines().forEach(line -> all.append("  ").append(line).append("\n"));
      all.append("  ").append(item.url()).append("\n");
    }
    return all.append("\n")
        .append(text.more(message))
        .append(": ")
        .append(text.url(message))
        .append("\n")
        .toString();
  }

  private String html(AlertMessage message) {
    StringBuilder all =
        new StringBuilder("<!DOCTYPE html><html lang=\"")
            .append(receiver.language())
            .append("\"><body style=\"font-family:sans-serif\"><h2>")
            .append(escaped(text.subject(message)))
            .append("</h2>");
    for (MessageText.Item item : text.items(message)) {
      all.append("<h3><a href=\"").append(escaped(item.url())).append("\">");
      all.append(escaped(item.title())).append("</a></h3>");
      item.lines().forEach(line -> all.append("<p>").append(escaped(line)).append("</p>"));
    }
    return all.append("<p><a href=\"")
        .append(escaped(text.url(message)))
        .append("\">")
        .append(escaped(text.more(message)))
        .append("</a></p></body></html>")
        .toString();
  }

  private static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public int messagesPerSecond() {
    return 5;
  }

  /** Keeps its id, which the library would make anew. */
  private static final class IdentifiedMail extends MimeMessage {
    private final String id;

    IdentifiedMail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
