package io.clausewatch.facts;

import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.ConsentNotice;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a clause asks of a consent beyond covering the use. An empty list of a consent names
 * nothing.
 */
@SuppressWarnings("ImmutableEnumChecker") // the predicates are stateless
public enum ConsentRequirement {
  /** It names the recipient of the disclosure. */
  RECIPIENT((consent, use) -> consent.getRecipientId() != null),
  /** It names the purpose. */
  PURPOSE((consent, use) -> consent.getPurposes().contains(use.purpose())),
  /** It names every category of the use. */
  CATEGORIES(
      (consent, use) ->
          !consent.getDataCategories().isEmpty()
              && consent.getDataCategories().containsAll(use.categories())),
  /** A guardian gave it. */
  GUARDIAN((consent, use) -> consent.getGivenBy() == ConsentGiver.GUARDIAN),
  /** It was a statement of its own. */
  EXPLICIT((consent, use) -> Boolean.TRUE.equals(consent.getExplicit())),
  /** It could be given or refused apart from everything else. */
  SEPARATE((consent, use) -> Boolean.TRUE.equals(consent.getSeparate())),
  /** The recipient was named beforehand. */
  NOTICE_OF_RECIPIENT(notice(ConsentNotice::getRecipientNamed)),
  /** The items were named beforehand. */
  NOTICE_OF_ITEMS(notice(ConsentNotice::getItemsNamed)),
  /** The purpose was named beforehand. */
  NOTICE_OF_PURPOSE(notice(ConsentNotice::getPurposeNamed)),
  /** The retention was named beforehand. */
  NOTICE_OF_RETENTION(notice(ConsentNotice::getRetentionNamed));

  private final BiPredicate<Consent, DataUse> met;

  ConsentRequirement(BiPredicate<Consent, DataUse> met) {
    this.met = met;
  }

  boolean isMetBy(Consent consent, DataUse use) {
    return met.test(consent, use);
  }

  private static BiPredicate<Consent, DataUse> notice(Predicate<ConsentNotice> named) {
    return (consent, use) -> consent.getNotice() != null && named.test(consent.getNotice());
  }
}
