package io.clausewatch.events;

import io.clausewatch.contract.IdText;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import java.util.Set;

/** Which recipients the organisation keeps in its register. Safe for use by many threads. */
interface RecipientRegister {

  /** One that nothing is known of, so that it may hold anybody. */
  RecipientRegister UNKNOWN =
      new RecipientRegister() {
        @Override
        public boolean mayHold(Entry entry) {
          return true;
        }

        @Override
        public Set<String> ids(String policyId, RegisterKind kind) {
          return Set.of();
        }

        @Override
        public void note(Register event) {
          // Nothing is kept.
        }
      };

  /**
   * Somebody who was ever registered.
   *
   * @param policyId under which policy
   * @param kind as what
   * @param id the id that events use, in Unicode NFC
   */
  record Entry(String policyId, RegisterKind kind, String id) {
    /** Brings the ids into Unicode NFC, in which they are compared. */
    public Entry {
      policyId = IdText.normalise(policyId);
      id = IdText.normalise(id);
    }

    /** The entry that a register event tells of. */
    static Entry of(Register event) {
      return new Entry(event.getPolicyId(), event.getKind(), event.getEntryId());
    }
  }

  /**
   * Whether an entry is there, or may be there because the register cannot be read now. Whether it
   * is valid at an instant is for the judge to say.
   */
  boolean mayHold(Entry entry);

  /** The ids of all entries of a kind, as far as they are known. */
  Set<String> ids(String policyId, RegisterKind kind);

  /** Notes an entry that has just been accepted: it is in the trail a moment later. */
  void note(Register event);
}
