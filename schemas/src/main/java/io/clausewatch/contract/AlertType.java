package io.clausewatch.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a message to a receiver tells. */
public enum AlertType {
  /** A finding stands. */
  FINDING_RAISED("finding.raised", Part.BEGINNING),
  /** It still stands, and its severity or its explanation is another, or somebody else's is it. */
  FINDING_CHANGED("finding.changed", Part.MIDDLE),
  /** The engine took it back. */
  FINDING_RETRACTED("finding.retracted", Part.END),
  /** An officer resolved or dismissed it. */
  FINDING_CLOSED("finding.closed", Part.END),
  /** Nobody has acknowledged it yet. */
  FINDING_REMINDER("finding.reminder", Part.MIDDLE),
  /** Nobody has acknowledged it for so long that others are told too. */
  FINDING_ESCALATED("finding.escalated", Part.BEGINNING),
  /** An officer takes care of it: for receivers alone that keep a state of their own. */
  FINDING_ACKNOWLEDGED("finding.acknowledged", Part.MIDDLE),
  /** Something was not done in time. */
  DEADLINE_MISSED("deadline.missed", Part.BEGINNING),
  /** A service sends no events. */
  SERVICE_SILENT("service.silent", Part.BEGINNING),
  /** It sends events again. */
  SERVICE_BACK("service.back", Part.END),
  /** The pipeline does not see or tell all. */
  PIPELINE_TROUBLE("pipeline.trouble", Part.BEGINNING),
  /** It does again. */
  PIPELINE_RECOVERED("pipeline.recovered", Part.END),
  /** Nothing: somebody tries whether messages arrive. */
  TEST("test", Part.MIDDLE);

  private enum Part {
    BEGINNING,
    MIDDLE,
    END
  }

  private final String id;
  private final Part part;

  AlertType(String id, Part part) {
    this.id = id;
    this.part = part;
  }

  /** Its name in the contract. */
  public String id() {
    return id;
  }

  /** Whether it tells of something that its receiver has to be told the end of. */
  public boolean isBeginning() {
    return part == Part.BEGINNING;
  }

  /** Whether it tells that something is over. */
  public boolean isEnd() {
    return part == Part.END;
  }

  /** The type of a name; empty when there is none. */
  public static Optional<AlertType> of(String id) {
    return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
  }

  /** The names of all, in their order. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(AlertType::id).toList();
  }
}
