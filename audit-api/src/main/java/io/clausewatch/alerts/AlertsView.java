package io.clausewatch.alerts;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.AlertType;
import io.clausewatch.page.FilterForm;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.readmodel.ContractSymbols;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who was told of what, and who is not told of what.
 *
 * @param total how many messages there are
 * @param rows those shown
 * @param filters what they are narrowed by
 * @param nextUrl where the next ones are; empty when there are none
 * @param receivers to whom messages go; empty where nobody is told of anything
 * @param fileFaults what is wrong with the routes file, of which an older state is in force
 * @param silences those that are in force
 * @param fields what a silence can be about
 * @param mayDecide whether who looks may change something
 * @param faults what was wrong with the form of a silence
 * @param form what that form was filled in with
 * @param done what was just done, as the word for it; empty when nothing was
 */
public record AlertsView(
    long total,
    List<Row> rows,
    FilterForm filters,
    Optional<String> nextUrl,
    List<AlertReceiverHealth> receivers,
    List<String> fileFaults,
    List<SilenceRow> silences,
    List<String> fields,
    boolean mayDecide,
    List<String> faults,
    Map<String, String> form,
    Optional<String> done) {
  /** Where it is. */
  public static final String PATH = "/alerts";

  /** The parameters that have a control. */
  static final List<String> CONTROLS =
      List.of("receiver", "type", "state", "findingId", "from", "to");

  /** What is said of a finding about which there is no message. */
  static final String NOBODY_TOLD =
      "no route of the routes file leads from it to a receiver, or it was over before it had"
          + " settled";

  /** Copies its lists. */
  public AlertsView {
    rows = List.copyOf(rows);
    receivers = List.copyOf(receivers);
    fileFaults = List.copyOf(fileFaults);
    silences = List.copyOf(silences);
    fields = List.copyOf(fields);
    faults = List.copyOf(faults);
    form = Map.copyOf(form);
  }

  /** The receivers to choose from: those of the file, and one that is looked at and is no more. */
  public List<String> receiverNames() {
    String chosen = filters.value("receiver");
    return Stream.concat(
            receivers.stream().map(AlertReceiverHealth::getReceiver),
            Stream.of(chosen).filter(name -> !name.isEmpty()))
        .distinct()
        .toList();
  }

  /** What messages can tell. */
  public List<String> types() {
    return AlertType.ids();
  }

  /** How far messages can have come. */
  public List<String> states() {
    return ContractSymbols.ALERT_STATES;
  }

  /** What a field of the form was filled in with. */
  public String filled(String field) {
    return form.getOrDefault(field, "");
  }

  /**
   * A message.
   *
   * @param messageId its id
   * @param at when it was made
   * @param type what it tells, a symbol of the contract
   * @param receiver to whom
   * @param state how far it has come, a symbol of the contract
   * @param count how many findings it tells of
   * @param about what it tells of, in words
   * @param findingId the finding, where it is one
   * @param toldAt when it was delivered
   * @param why what keeps it back, or why it is dead
   * @param answer what came of the last attempt
   */
  public record Row(
      String messageId,
      Instant at,
      String type,
      String receiver,
      String state,
      int count,
      String about,
      Optional<String> findingId,
      Optional<Instant> toldAt,
      Optional<String> why,
      Optional<String> answer) {

    /** The row of a message. */
    public static Row of(AlertDocument document) {
      AlertMessage message = document.message();
      String about =
          document.title() == null
              ? Optional.ofNullable(message.getAbout()).orElse("—")
              : document.title();
      return new Row(
          message.getMessageId(),
          message.getCreatedAt(),
          message.getType(),
          message.getReceiver(),
          message.getState().name(),
          message.getCount(),
          about,
          document.findingIds().size() == 1 && message.getCount() == 1
              ? Optional.of(document.findingIds().getFirst())
              : Optional.empty(),
          Optional.ofNullable(message.getToldAt()),
          Optional.ofNullable(message.getKeptBackBy()),
          message.getAttempts().isEmpty()
              ? Optional.empty()
              : Optional.of(message.getAttempts().getLast().getAnswer()));
    }

    /** Whether it can be sent once more. */
    public boolean canBeResent() {
      return state.equals("DEAD") || state.equals("RETRYING");
    }
  }

  /**
   * A silence.
   *
   * @param silenceId its id
   * @param match what it is about, in one line
   * @param until when it ends
   * @param reason why
   * @param by who asked for it
   */
  public record SilenceRow(
      String silenceId, String match, Instant until, String reason, String by) {
    static SilenceRow of(AlertSilence silence) {
      return new SilenceRow(
          silence.getSilenceId(),
          silence.getMatch().entrySet().stream()
              .map(one -> one.getKey() + " " + String.join(", ", one.getValue()))
              .sorted()
              .collect(Collectors.joining("; ")),
          silence.getUntil(),
          silence.getReason(),
          silence.getBy());
    }
  }
}
