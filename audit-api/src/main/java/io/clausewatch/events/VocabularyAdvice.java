package io.clausewatch.events;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.ClosestName;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.PersonalValueGuard;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.events.RecipientRegister.Entry;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of ids that nobody declared: a policy that is not known, a purpose or a category that the
 * vocabulary or the policy does not have, a recipient that the register does not have; and of
 * personal values in place of ids. A typo is told to who made it, rather than to an officer as a
 * finding. An event without anything odd costs a look-up for each of its ids.
 */
final class VocabularyAdvice implements EventAdvice {

  /** How many names a request may have compared, for the closest to be found. */
  private static final int MAX_COMPARISONS = 20_000;

  private final PolicyCatalog catalog;
  private final Set<String> policies;
  private final Set<String> purposes;
  private final Set<String> categories = new HashSet<>();
  private final RecipientRegister register;

  /**
   * Advice by a catalog.
   *
   * @param register which recipients are known
   */
  VocabularyAdvice(PolicyCatalog catalog, RecipientRegister register) {
    this.catalog = catalog;
    this.policies = new HashSet<>(catalog.policies().stream().map(Policy::policyId).toList());
    this.purposes = catalog.vocabulary().purposes().keySet();
    catalog.vocabulary().categories().values().forEach(ids -> categories.addAll(ids.keySet()));
    this.register = register;
  }

  @Override
  public List<EventWarning> on(List<ParsedEvent> accepted) {
    OfRequest request = new OfRequest();
    for (ParsedEvent parsed : accepted) {
      if (parsed.reading().event().record() instanceof Register entry) {
        request.registered.add(Entry.of(entry));
      }
    }
    accepted.forEach(request::check);
    return request.warnings();
  }

  /** The warnings of one request while they are gathered. */
  private final class OfRequest {
    private final List<EventWarning> warnings = new ArrayList<>(0);
    private final Set<Entry> registered = new HashSet<>(0);
    private final Map<String, Optional<String>> closest = new HashMap<>(0);
    private int comparisonsLeft = MAX_COMPARISONS;
    private int more;
    private ParsedEvent event;

    private List<EventWarning> warnings() {
      if (more > 0) {
        warnings.add(
            new EventWarning(
                event.index(),
                event.reading().id(),
                "$",
                "at most %,d warnings are named; there are %,d more"
                    .formatted(FaultLimit.MAX, more),
                null));
      }
      return warnings;
    }

    private void warn(String path, String message, String given, Collection<String> known) {
      if (warnings.size() >= FaultLimit.MAX) {
        more++;
        return;
      }
      String near = given == null ? null : closest(given, known);
      warnings.add(new EventWarning(event.index(), event.reading().id(), path, message, near));
    }

    private String closest(String given, Collection<String> known) {
      String key = System.identityHashCode(known) + " " + given;
      Optional<String> found = closest.get(key);
      if (found == null) {
        comparisonsLeft -= known.size();
        found = comparisonsLeft < 0 ? Optional.empty() : ClosestName.near(given, known);
        closest.put(key, found);
      }
      return found.orElse(null);
    }

    private void check(ParsedEvent parsed) {
      event = parsed;
      Event of = parsed.reading().event();
      for (Fault fault : PersonalValueGuard.check(of)) {
        warn(fault.path(), fault.found() + " stands in place of an id", null, Set.of());
      }
      Optional<Policy> policy = catalog.policy(of.policyId());
      if (policy.isEmpty()) {
        warn("$.policy", "no such policy is known", of.policyId(), policies);
      }
      PolicyVersion version = policy.map(known -> known.at(of.occurredAt())).orElse(null);
      switch (of.record()) {
        case Access access -> {
          purpose("$.data.purpose", access.getPurpose(), version);
          categories("$.data.dataCategories", access.getDataCategories(), version);
        }
        case Disclosure disclosure -> {
          purpose("$.data.purpose", disclosure.getPurpose(), version);
          categories("$.data.dataCategories", disclosure.getDataCategories(), version);
          if (version != null) {
            recipient(of.policyId(), disclosure.getRecipient());
          }
        }
        case Consent consent -> {
          purposes(consent.getPurposes(), version);
          categories("$.data.dataCategories", consent.getDataCategories(), version);
        }
        case Register entry -> {
          purposes(entry.getPurposes(), version);
          categories("$.data.dataCategories", entry.getDataCategories(), version);
        }
        default -> {
          // Neither purposes nor categories.
        }
      }
    }

    private void purposes(List<String> ids, PolicyVersion version) {
      for (int i = 0; i < ids.size(); i++) {
        purpose("$.data.purposes", i, ids.get(i), version);
      }
    }

    private void purpose(String path, String id, PolicyVersion version) {
      purpose(path, -1, id, version);
    }

    /** The place is written out for a warning alone. */
    private void purpose(String path, int item, String id, PolicyVersion version) {
      if (!purposes.contains(id)) {
        warn(place(path, item), "no purpose of the vocabulary", id, purposes);
      } else if (version != null && !version.purposes().containsKey(id)) {
        warn(
            place(path, item),
            "a purpose that the policy does not declare",
            id,
            version.purposes().keySet());
      }
    }

    private void categories(String path, List<String> ids, PolicyVersion version) {
      for (int i = 0; i < ids.size(); i++) {
        String id = ids.get(i);
        if (!categories.contains(id)) {
          warn(place(path, i), "no data category of the vocabulary", id, categories);
        } else if (version != null && !version.dataCategories().contains(id)) {
          warn(
              place(path, i),
              "a data category that the policy does not declare",
              id,
              version.dataCategories());
        }
      }
    }

    private void recipient(String policyId, Recipient recipient) {
      RegisterKind kind =
          switch (recipient.getKind()) {
            case PROCESSOR -> RegisterKind.PROCESSOR;
            case AFFILIATE -> RegisterKind.AFFILIATE;
            case PARTNER -> RegisterKind.PARTNER;
            default -> null;
          };
      if (kind == null) {
        return;
      }
      Entry entry = new Entry(policyId, kind, recipient.getId());
      if (!registered.contains(entry) && !register.mayHold(entry)) {
        warn(
            "$.data.recipient.id",
            "no such %s is in the register of the policy"
                .formatted(kind.name().toLowerCase(Locale.ROOT)),
            recipient.getId(),
            register.ids(policyId, kind));
      }
    }

    private static String place(String path, int item) {
      return item < 0 ? path : path + "[" + item + "]";
    }
  }
}
