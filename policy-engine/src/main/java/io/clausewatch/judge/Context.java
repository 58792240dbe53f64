package io.clausewatch.judge;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Operation;
import io.clausewatch.policy.Policy;

/** Which events decide about other events, and must be remembered as long as they can. */
public final class Context {

  private Context() {}

  /**
   * Whether an event about one data subject can change what is said of that subject's other events.
   */
  public static boolean isContext(Policy policy, Event event) {
    return switch (event.kind()) {
      case CONSENT, SUBJECT, REQUEST, NOTICE -> true;
      case ACCESS -> isRememberedContact(policy, event.access());
      case DISCLOSURE, REGISTER -> false;
    };
  }

  private static boolean isRememberedContact(Policy policy, Access access) {
    return access.getOperation() == Operation.CONTACT
        && access.getMessage() != null
        && access.getMessage().getRequestId() != null
        && policy.rememberedContacts().contains(access.getPurpose());
  }
}
