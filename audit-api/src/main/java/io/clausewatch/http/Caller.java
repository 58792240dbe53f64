package io.clausewatch.http;

import io.clausewatch.contract.IdText;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who makes a request. Immutable.
 *
 * @param name the name of the API key, or the role's for a local token, or the person's at the
 *     organisation's provider: safe to log and to record
 * @param role what it may do
 * @param services whose events it may send and whose deliveries it sees, each the {@code source} of
 *     a CloudEvent; empty when it is bound to none and may send for all
 * @param policies the ids of the policies under which it may send; empty when it is bound to none
 */
public record Caller(
    String name, Role role, Optional<Set<String>> services, Optional<Set<String>> policies) {

  /** Brings the names into Unicode NFC, in which ids are compared. */
  public Caller {
    name = IdText.normalise(name);
    services = services.map(Caller::normalised);
    policies = policies.map(Caller::normalised);
  }

  /** A caller who is bound to no services or policies. */
  public Caller(String name, Role role) {
    this(name, role, Optional.empty(), Optional.empty());
  }

  /** Whether this caller may send events of {@code service}, an id in Unicode NFC. */
  public boolean maySendFor(String service) {
    return services.map(bound -> bound.contains(service)).orElse(true);
  }

  /** Whether this caller may send events under the policy {@code policyId}, in Unicode NFC. */
  public boolean maySendUnder(String policyId) {
    return policies.map(bound -> bound.contains(policyId)).orElse(true);
  }

  /** Whether this caller may make a call that is open to {@code wanted}. */
  boolean is(Role wanted) {
    return role == wanted || role == Role.ADMIN;
  }

  private static Set<String> normalised(Set<String> ids) {
    return ids.stream().map(IdText::normalise).collect(Collectors.toUnmodifiableSet());
  }
}
