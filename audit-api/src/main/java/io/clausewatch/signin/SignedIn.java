package io.clausewatch.signin;

import io.clausewatch.http.Caller;
import io.clausewatch.platform.config.Secret;

/** What comes of an attempt to sign in. */
public sealed interface SignedIn {

  /**
   * The provider vouches for somebody who may do something here.
   *
   * @param caller who it is
   * @param idToken what the provider wants to see when the caller signs out
   */
  record As(Caller caller, Secret idToken) implements SignedIn {}

  /** The provider vouches for somebody who has no role here. */
  record WithoutRole() implements SignedIn {}

  /** The provider did not let the person sign in, or the person thought better of it. */
  record Denied() implements SignedIn {}

  /** What the provider sent does not prove anything; why is in the log. */
  record Unproven() implements SignedIn {}
}
