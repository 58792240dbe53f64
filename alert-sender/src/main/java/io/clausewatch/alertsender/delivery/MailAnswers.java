package io.clausewatch.alertsender.delivery;

import static java.util.stream.Collectors.joining;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a mail server answered for each address of a mail that it did not take for all of them. */
final class MailAnswers {
  /** To an address that got it. */
  private static final int TAKEN = 250;

  private final InternetAddress[] addresses;
  private final SendFailedException failure;

  /** By address; 0 where the server did not say. */
  private final List<Integer> codes = new ArrayList<>();

  /**
   * The answers.
   *
   * @param addresses that it was to bring the mail to
   * @param failure what the library made of the answers
   */
  MailAnswers(InternetAddress[] addresses, SendFailedException failure) {
    this.addresses = addresses;
    this.failure = failure;
    Address[] sent = failure.getValidSentAddresses();
    Set<Address> taken = sent == null ? Set.of() : new HashSet<>(Arrays.asList(sent));
    for (InternetAddress address : addresses) {
      codes.add(taken.contains(address) ? TAKEN : code(address));
    }
  }

  /** What it said of the address; of the mail, where it had nothing against the address. */
  private int code(InternetAddress address) {
    int ofMail = 0;
    for (Exception e = failure; e instanceof MessagingException one; e = one.getNextException()) {
      switch (one) {
        case SMTPAddressFailedException refusal -> {
          if (refusal.getAddress().equals(address)) {
            return refusal.getReturnCode();
          }
        }
        case SMTPSendFailedException refusal -> ofMail = worse(ofMail, refusal.getReturnCode());
        case SMTPSenderFailedException refusal -> ofMail = worse(ofMail, refusal.getReturnCode());
        default -> {
          // It only holds others.
        }
      }
    }
    return ofMail;
  }

  private static int worse(int known, int code) {
    return code < 400 ? known : Math.max(known, code);
  }

  /** Whether some addresses got it, and others did not. */
  boolean areMixed() {
    return codes.contains(TAKEN);
  }

  /**
   * What came of the attempt: it is tried again as long as any address may still get it, and dead
   * when none ever will.
   */
  AttemptOutcome outcome() {
    boolean isPostponed = codes.stream().anyMatch(code -> code < 500 && code != TAKEN);
    if (areMixed()) {
      return isPostponed
          ? new AttemptOutcome.PartlyDelivered(AlertReason.MAIL_TO_SOME_YET.of(inCodes()), taken())
          : new AttemptOutcome.Delivered(AlertReason.MAIL_TO_SOME.of(inCodes()));
    }
    AlertReason.Said answer =
        codes.contains(0) ? reason(failure) : AlertReason.MAIL_ANSWERED.of(inCodes());
    return isPostponed
        ? new AttemptOutcome.Postponed(answer, Optional.empty())
        : new AttemptOutcome.Refused(answer);
  }

  private List<String> taken() {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < addresses.length; i++) {
      if (codes.get(i) == TAKEN) {
        taken.add(addresses[i].getAddress());
      }
    }
    return taken;
  }

  private String inCodes() {
    return codes.stream()
        .filter(code -> code != TAKEN)
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(joining(", "));
  }

  /** By its kind alone: what the server said may quote anything. */
  static AlertReason.Said reason(MessagingException failure) {
    Exception cause = failure.getNextException();
    return AlertReason.NO_MAIL_SERVER.of(
        (cause == null ? failure : cause).getClass().getSimpleName());
  }

  /** Which address, by its place among those tried, got which answer; without the addresses. */
  @Override
  public String toString() {
    List<String> each = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      each.add("address " + (i + 1) + " of " + codes.size() + ": " + codes.get(i));
    }
    return String.join(", ", each);
  }
}
