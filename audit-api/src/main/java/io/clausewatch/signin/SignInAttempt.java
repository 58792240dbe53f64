package io.clausewatch.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt to sign in with the provider, which begins and ends in the same browser: that one
 * keeps it in a cookie meanwhile, so that the server need not remember anybody who never comes
 * back. Immutable.
 *
 * @param state what the provider has to send back, so that nobody is made to end what another began
 * @param nonce what the ID token has to hold, so that it is of this attempt
 * @param verifier what redeems the code (PKCE), so that it is of no use to a thief
 * @param next where the browser goes once it is signed in
 */
public record SignInAttempt(String state, String nonce, String verifier, String next) {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern FORM =
      Pattern.compile("([\\w-]{43})\\.([\\w-]{43})\\.([\\w-]{43})\\.([\\w-]*)");

  /** A new attempt, of random values of 256 bits. */
  public static SignInAttempt begin(String next) {
    return new SignInAttempt(
        new State(32).getValue(), new Nonce(32).getValue(), new CodeVerifier().getValue(), next);
  }

  /** The attempt that {@link #cookie} wrote; empty when that never wrote the like. */
  public static Optional<SignInAttempt> of(String cookie) {
    Matcher parts = FORM.matcher(cookie == null ? "" : cookie);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      String next = new String(Base64.getUrlDecoder().decode(parts.group(4)), UTF_8);
      return Optional.of(new SignInAttempt(parts.group(1), parts.group(2), parts.group(3), next));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the provider has sent back this attempt's state, which may be null. */
  public boolean hasState(String sent) {
    return sent != null && MessageDigest.isEqual(state.getBytes(UTF_8), sent.getBytes(UTF_8));
  }

  /** As the value of a cookie. */
  public String cookie() {
    return String.join(".", state, nonce, verifier, ENCODER.encodeToString(next.getBytes(UTF_8)));
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "Attempt";
  }
}
