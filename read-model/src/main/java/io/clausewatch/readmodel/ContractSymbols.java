package io.clausewatch.readmodel;

import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.DeadlineStatus;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
import java.util.List;
import java.util.stream.Stream;

/** The symbols that fields of documents hold, in the order in which they are shown. */
public final class ContractSymbols {
  /** How grave a finding or a deadline is, gravest first. */
  public static final List<String> SEVERITIES = of(Severity.values());

  /** The status of a finding that is in force: the engine's, or the one that an officer gave. */
  public static final List<String> FINDING_STATUSES =
      List.of("OPEN", "RETRACTED", "ACKNOWLEDGED", "RESOLVED", "DISMISSED");

  /** The statuses that an officer can give a finding. */
  public static final List<String> TRIAGE_STATUSES = of(TriageStatus.values());

  /** Why findings are resolved or dismissed. */
  public static final List<String> TRIAGE_REASONS = of(TriageReason.values());

  /** What came of judging an event. */
  public static final List<String> VERDICTS = List.of("LAWFUL", "VIOLATED", "UNDECIDED");

  /** How far a message to a receiver has come. */
  public static final List<String> ALERT_STATES = of(AlertState.values());

  /** Why a record could not be processed. */
  public static final List<String> DEAD_LETTER_REASONS = of(DeadLetterReason.values());

  /** What became of a clock. */
  public static final List<String> DEADLINE_STATUSES = of(DeadlineStatus.values());

  /** The kinds of event, as the contract writes them. */
  public static final List<String> EVENT_KINDS =
      Stream.of(EventKind.values()).map(EventKind::id).toList();

  /** The kinds of recipient. */
  public static final List<String> RECIPIENT_KINDS = of(RecipientKind.values());

  private ContractSymbols() {}

  /** The symbols of an enum but for UNKNOWN, which only readers of the future need. */
  static List<String> of(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).filter(name -> !name.equals("UNKNOWN")).toList();
  }
}
