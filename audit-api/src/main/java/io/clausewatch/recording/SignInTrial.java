package io.clausewatch.recording;

/**
 * What came of somebody's trial to sign in, or that they signed out. Its id begins the id of the
 * event that is recorded of it: an access event has no other place for it.
 */
public enum SignInTrial {
  /** A session was started. */
  SIGNED_IN("sign-in"),
  /** It was refused. */
  REFUSED("sign-in-refused"),
  /** It was refused, and came sooner after others than it may. */
  THROTTLED("sign-in-throttled"),
  /** The session was ended by whoever had it. */
  SIGNED_OUT("sign-out");

  private final String id;

  SignInTrial(String id) {
    this.id = id;
  }

  /** As it stands in event ids and in the log. */
  public String id() {
    return id;
  }
}
