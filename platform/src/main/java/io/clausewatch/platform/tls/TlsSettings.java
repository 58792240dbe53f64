package io.clausewatch.platform.tls;

import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * Whom a client trusts, and how it proves who it is, over TLS. Read once at the start from PEM
 * files or keystores, and held as PEM: a file that cannot be used is a fault at once, and a new
 * certificate needs a restart. Immutable; shows no secret. That the server's name is the
 * certificate's is always checked.
 *
 * @param trusted certificates in PEM; empty trusts those that Java does
 * @param client the client's own certificate, if the server asks for one
 */
public record TlsSettings(Optional<String> trusted, Optional<Identity> client) {

  /** Nothing but what Java does by itself. */
  public static final TlsSettings DEFAULT = new TlsSettings(Optional.empty(), Optional.empty());

  private static final String PEM = "PEM";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----[^-]*-----END (ENCRYPTED )?PRIVATE KEY-----");

  /**
   * A client's certificate with its private key.
   *
   * @param subject whose it is, as a distinguished name by RFC 2253
   * @param chain the certificate and those that issued it, in PEM
   * @param key the private key in PEM, PKCS8
   * @param keyPassword decrypts the key, if it is encrypted
   */
  public record Identity(String subject, String chain, Secret key, Optional<Secret> keyPassword) {}

  /**
   * The settings of one server's TLS.
   *
   * @param caFile the trusted certificates
   * @param caPassword opens them
   * @param certificateFile the client's certificate
   * @param keyFile its key
   * @param keyPassword opens the key
   */
  public record Names(
      Setting caFile,
      Setting caPassword,
      Setting certificateFile,
      Setting keyFile,
      Setting keyPassword) {

    /** Each of them, to be refused where TLS is not used. */
    public Setting[] all() {
      return new Setting[] {caFile, caPassword, certificateFile, keyFile, keyPassword};
    }
  }

  /** Reads the files that settings name. */
  public static TlsSettings from(SettingsReader settings, Names names) {
    if (!settings.isSet(names.caFile())) {
      settings.refuse("has no effect without " + names.caFile().variable(), names.caPassword());
    }
    return new TlsSettings(
        trusted(settings, names.caFile(), settings.optionalSecret(names.caPassword())),
        identity(settings, names));
  }

  /**
   * Reads trusted certificates alone, for a server that asks for no certificate.
   *
   * @param settings where to read
   * @param caFile the setting that names the file, PEM
   * @return whom to trust
   */
  public static TlsSettings trusting(SettingsReader settings, Setting caFile) {
    return new TlsSettings(trusted(settings, caFile, Optional.empty()), Optional.empty());
  }

  /**
   * Reads trusted certificates alone.
   *
   * @param caFile the setting that names the file, PEM or a keystore
   * @param password of the keystore; empty where there is none
   * @return the certificates in PEM; empty when no file is named
   */
  public static Optional<String> trusted(
      SettingsReader settings, Setting caFile, Optional<Secret> password) {
    return settings
        .optionalPath(caFile)
        .flatMap(
            file -> {
              try {
                return Optional.of(pem(certificates(file, password)));
              } catch (IOException | GeneralSecurityException e) {
                settings.fault(caFile, unusable("trusted certificates", file, e));
                return Optional.empty();
              }
            });
  }

  private static Optional<Identity> identity(SettingsReader settings, Names names) {
    Optional<Path> file = settings.optionalPath(names.certificateFile());
    if (file.isEmpty()) {
      settings.refuse(
          "has no effect without " + names.certificateFile().variable(),
          names.keyFile(),
          names.keyPassword());
      return Optional.empty();
    }
    Optional<Secret> password = settings.optionalSecret(names.keyPassword());
    try {
      return isPem(file.get())
          ? pemIdentity(settings, names, file.get(), password)
          : Optional.of(storedIdentity(settings, names, file.get(), password));
    } catch (IOException | GeneralSecurityException e) {
      settings.fault(names.certificateFile(), unusable("a client's certificate", file.get(), e));
      return Optional.empty();
    }
  }

  private static Optional<Identity> pemIdentity(
      SettingsReader settings, Names names, Path file, Optional<Secret> password)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = certificates(file, Optional.empty());
    Optional<Path> keyFile = settings.optionalPath(names.keyFile());
    if (keyFile.isEmpty()) {
      settings.fault(
          names.keyFile(),
          "is not set, expected the private key of " + names.certificateFile().variable());
      return Optional.empty();
    }
    try {
      Optional<MatchResult> key = PRIVATE_KEY.matcher(text(keyFile.get())).results().findFirst();
      if (key.isEmpty()) {
        settings.fault(names.keyFile(), "holds no PKCS8 private key in PEM: " + keyFile.get());
        return Optional.empty();
      }
      if (key.get().group(1) != null && password.isEmpty()) {
        settings.fault(
            names.keyPassword(), "is not set, but the key is encrypted: " + keyFile.get());
        return Optional.empty();
      }
      return Optional.of(
          new Identity(subject(chain), pem(chain), Secret.of(key.get().group()), password));
    } catch (IOException e) {
      settings.fault(names.keyFile(), unusable("a private key", keyFile.get(), e));
      return Optional.empty();
    }
  }

  private static Identity storedIdentity(
      SettingsReader settings, Names names, Path file, Optional<Secret> password)
      throws IOException, GeneralSecurityException {
    settings.refuse("has no effect, the keystore holds the key", names.keyFile());
    KeyStore store = open(file, password);
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.isKeyEntry(alias) ? store.getKey(alias, characters(password)) : null;
      if (key != null) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate each : store.getCertificateChain(alias)) {
          chain.add((X509Certificate) each);
        }
        return new Identity(
            subject(chain),
            pem(chain),
            Secret.of(block("PRIVATE KEY", key.getEncoded())),
            Optional.empty());
      }
    }
    throw new GeneralSecurityException("it holds no private key");
  }

  private static List<X509Certificate> certificates(Path file, Optional<Secret> password)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    if (isPem(file)) {
      found.addAll(certificates(text(file)));
    } else {
      KeyStore store = open(file, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)) {
          found.add((X509Certificate) store.getCertificate(alias));
        }
      }
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException("it holds no certificate");
    }
    return found;
  }

  private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (MatchResult block : CERTIFICATE.matcher(pem).results().toList()) {
      byte[] bytes = block.group().getBytes(StandardCharsets.ISO_8859_1);
      found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
    }
    return found;
  }

  /** PKCS12 or JKS, whichever it is. */
  private static KeyStore open(Path file, Optional<Secret> password)
      throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), characters(password));
  }

  /** Null opens a truststore without asking whether somebody has changed it. */
  private static char[] characters(Optional<Secret> password) {
    return password.map(secret -> secret.reveal().toCharArray()).orElse(null);
  }

  private static boolean isPem(Path file) throws IOException {
    return text(file).contains("-----BEGIN ");
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static String subject(List<X509Certificate> chain) {
    return chain.getFirst().getSubjectX500Principal().getName();
  }

  private static String pem(List<X509Certificate> certificates) throws GeneralSecurityException {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate each : certificates) {
      pem.append(block("CERTIFICATE", each.getEncoded()));
    }
    return pem.toString();
  }

  private static String block(String type, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, LINES.encodeToString(bytes), type);
  }

  private static String unusable(String as, Path file, Exception e) {
    // A keystore says so of a wrong password, and of a file that is none.
    String why =
        e instanceof GeneralSecurityException || e.getCause() instanceof GeneralSecurityException
            ? e.getMessage()
            : e.getClass().getSimpleName();
    return "cannot be used as %s: %s (%s)".formatted(as, file, why);
  }

  /**
   * The settings of a client that has Kafka's names for them, as Kafka's own and the registry's.
   *
   * @param prefix of each name, perhaps empty
   * @return the settings; secrets are {@link Password}s, which do not print themselves
   */
  public Map<String, Object> properties(String prefix) {
    Map<String, Object> properties = new HashMap<>();
    // The registry's client checks no name unless it is told to.
    properties.put(prefix + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    trusted.ifPresent(
        certificates -> {
          properties.put(prefix + SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
          properties.put(prefix + SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, certificates);
        });
    client.ifPresent(
        identity -> {
          properties.put(prefix + SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
          properties.put(
              prefix + SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, identity.chain());
          properties.put(
              prefix + SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(identity.key().reveal()));
          identity
              .keyPassword()
              .ifPresent(
                  secret ->
                      properties.put(
                          prefix + SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                          new Password(secret.reveal())));
        });
    return properties;
  }

  /**
   * For a client that takes a context.
   *
   * @return the context; empty when Java's own is the one
   */
  public Optional<SSLContext> context() {
    return trusted.map(
        pem -> {
          try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate each : certificates(pem)) {
              store.setCertificateEntry(Integer.toString(store.size()), each);
            }
            TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
          } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Certificates that could be read cannot be used", e);
          }
        });
  }

  /** Says what there is, and no certificate: the print of a whole chain helps nobody. */
  @Override
  public String toString() {
    return "Tls[trusted=%s, client=%s]"
        .formatted(
            trusted.isPresent() ? "by file" : "by Java",
            client.map(Identity::subject).orElse("none"));
  }
}
