package io.clausewatch.platform.tls;

import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.ExceptionCauses;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a failed handshake means. */
public final class TlsDiagnosis {
  private TlsDiagnosis() {}

  /**
   * Reads a failure.
   *
   * @param failure what was thrown
   * @param server as it is called in sentences
   * @param ca the setting that names whom to trust
   * @param certificate the setting that names the client's certificate
   * @return the trouble; empty when it was no handshake that failed
   */
  public static Optional<Diagnosis> of(
      Throwable failure, String server, Setting ca, Optional<Setting> certificate) {
    Optional<SSLException> handshake = ExceptionCauses.find(failure, SSLException.class);
    if (handshake.isEmpty()) {
      return Optional.empty();
    }
    if (ExceptionCauses.find(failure, CertificateExpiredException.class).isPresent()) {
      return lasting("%s shows a certificate that has expired: renew it there".formatted(server));
    }
    if (ExceptionCauses.find(failure, SSLPeerUnverifiedException.class).isPresent()
        || says(failure, "No subject alternative")
        || says(failure, "No name matching")) {
      return lasting(
          ("%s shows a certificate for another host name: address it by a name in its certificate,"
                  + " or have one issued for this name")
              .formatted(server));
    }
    if (says(failure, "PKIX")
        || ExceptionCauses.find(failure, CertificateException.class).isPresent()) {
      return lasting(
          "%s shows a certificate that is not trusted: name the CA that issued it by %s"
              .formatted(server, ca.variable()));
    }
    if (says(failure, "plaintext connection") || says(failure, "Unsupported or unrecognized SSL")) {
      return lasting("%s speaks no TLS at this address".formatted(server));
    }
    if (certificate.isPresent() && says(failure, "fatal alert")) {
      return lasting(
          ("%s ends the handshake: it asks for a certificate of the client, or for another one than"
                  + " %s names")
              .formatted(server, certificate.get().variable()));
    }
    return Optional.empty();
  }

  private static boolean says(Throwable failure, String words) {
    return ExceptionCauses.of(failure)
        .anyMatch(cause -> cause.getMessage() != null && cause.getMessage().contains(words));
  }

  private static Optional<Diagnosis> lasting(String sentence) {
    return Optional.of(Diagnosis.lasting(sentence));
  }
}
