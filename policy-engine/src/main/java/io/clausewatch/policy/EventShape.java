package io.clausewatch.policy;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What sorts events before any rule is evaluated: most clauses are about accesses of one operation
 * or disclosures to a few kinds of recipient.
 *
 * @param kind the kind of event
 * @param symbol the operation of an access, the recipient's kind of a disclosure; of other events
 *     the kind once more
 */
public record EventShape(EventKind kind, Enum<?> symbol) {

  /** The variables whose values a shape can tell. */
  static final List<String> FIELDS = List.of("kind", "operation", "recipient.kind");

  /** Every shape. */
  static List<EventShape> all() {
    List<EventShape> all = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      Enum<?>[] symbols =
          switch (kind) {
            case ACCESS -> Operation.values();
            case DISCLOSURE -> RecipientKind.values();
            default -> new EventKind[] {kind};
          };
      for (Enum<?> symbol : symbols) {
        all.add(new EventShape(kind, symbol));
      }
    }
    return all;
  }

  /** The symbol of an event's shape, which tells the whole shape. */
  static Enum<?> symbolOf(Event event) {
    return switch (event.record()) {
      case Access access -> access.getOperation();
      case Disclosure disclosure -> disclosure.getRecipient().getKind();
      default -> event.kind();
    };
  }

  /**
   * The value that a variable has in every event of this shape; null where that is not known.
   *
   * @param variable one that events of this kind can have
   */
  String value(String variable) {
    return switch (variable) {
      case "kind" -> kind.id();
      // Of a symbol that this version does not know the rule itself must say that it is undecided.
      case "operation", "recipient.kind" -> symbol.name().equals("UNKNOWN") ? null : symbol.name();
      default -> null;
    };
  }
}
