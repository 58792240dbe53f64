package io.clausewatch.judge;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Evidence;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Subject;
import java.util.List;
import java.util.Locale;

/** Puts an event into words for the evidence of a finding. */
public final class EvidenceText {

  private EvidenceText() {}

  static Evidence evidence(Event event) {
    return Evidence.newBuilder()
        .setEventId(event.eventId())
        .setEventKind(event.kind().id())
        .setOccurredAt(event.occurredAt())
        .setSays(words(event))
        .build();
  }

  /** What an event says, in English; no subject id. */
  public static String words(Event event) {
    return switch (event.record()) {
      case Consent consent -> consent(consent);
      case Subject change -> subject(change);
      case Request request ->
          "request "
              + request.getRequestId()
              + " for "
              + low(request.getRight())
              + " was "
              + low(request.getStage());
      case Notice notice ->
          "notice of "
              + low(notice.getKind())
              + (notice.getRelatesTo() == null ? "" : " about " + notice.getRelatesTo());
      case Register entry ->
          low(entry.getKind())
              + " "
              + entry.getEntryId()
              + " was registered for "
              + list(entry.getPurposes(), "every purpose")
              + ", valid from "
              + entry.getValidFrom()
              + (entry.getValidUntil() == null ? "" : " until " + entry.getValidUntil());
      case Access access ->
          low(access.getOperation())
              + " for "
              + access.getPurpose()
              + " of "
              + list(access.getDataCategories(), "no category");
      case Disclosure disclosure ->
          "disclosure to "
              + low(disclosure.getRecipient().getKind())
              + " for "
              + disclosure.getPurpose();
      case FollowUp followUp -> low(followUp.getKind()) + " of " + followUp.getRelatesTo();
      default -> event.kind().id();
    };
  }

  private static String consent(Consent consent) {
    return "consent "
        + low(consent.getAction())
        + " for "
        + list(consent.getPurposes(), "every purpose")
        + (consent.getRecipientId() == null ? "" : " to share with " + consent.getRecipientId())
        + (consent.getDataCategories().isEmpty()
            ? ""
            : ", data " + String.join(", ", consent.getDataCategories()))
        + (consent.getChannels().isEmpty()
            ? ""
            : ", by " + list(consent.getChannels().stream().map(EvidenceText::low).toList(), ""))
        + (consent.getGivenBy() == ConsentGiver.GUARDIAN ? ", by a guardian" : "")
        + (consent.getValidUntil() == null ? "" : ", valid until " + consent.getValidUntil());
  }

  private static String subject(Subject change) {
    return "the data subject became "
        + low(change.getChange())
        + (change.getBirthDate() == null ? "" : ", birth date told")
        + (change.getAttributes().isEmpty() ? "" : ", " + change.getAttributes().keySet());
  }

  private static String list(List<String> words, String none) {
    return words.isEmpty() ? none : String.join(", ", words);
  }

  private static String low(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
