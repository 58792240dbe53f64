package io.clausewatch.signin;

import io.clausewatch.http.Role;
import io.clausewatch.platform.config.HostAddresses;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.tls.TlsSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How one signs in with the organisation's OpenID Connect provider. Immutable; shows no secret.
 *
 * @param issuer the provider's issuer identifier, as its discovery document spells it
 * @param name what people call the provider
 * @param publicUrl where browsers reach this server, without a path
 * @param clientId the id that the provider knows this server by
 * @param clientSecret the secret that goes with it; empty for a public client
 * @param tls whom to trust as the provider
 * @param scopes what is asked for at sign-in, {@code openid} among them
 * @param claims how tokens name a person and their roles
 * @param audience what access tokens for the API are made out to; empty when none are taken
 */
public record OidcSettings(
    URI issuer,
    String name,
    URI publicUrl,
    String clientId,
    Optional<Secret> clientSecret,
    TlsSettings tls,
    List<String> scopes,
    CallerClaims claims,
    Optional<String> audience) {

  /** The path at this server to which the provider sends browsers back. */
  public static final String CALLBACK = "/sign-in/callback";

  private static final Pattern CLAIMS = Pattern.compile("[^\\s,]+(\\s*,\\s*[^\\s,]+)*");

  /** Never goes back: what stands before the first {@code openid} is another scope. */
  private static final Pattern SCOPES =
      Pattern.compile("\\s*+((?!openid(?!\\S))\\S++\\s++)*+openid(\\s.*)?");

  /**
   * Reads the settings; without an issuer there is no provider, and no other of them may be set.
   *
   * @param settings where to read, and where faults are noted
   */
  public static Optional<OidcSettings> from(SettingsReader settings) {
    if (!settings.isSet(Setting.OIDC_ISSUER)) {
      settings.refuse(
          "has no effect without " + Setting.OIDC_ISSUER.variable(),
          Setting.OIDC_NAME,
          Setting.OIDC_CLIENT_ID,
          Setting.OIDC_CLIENT_SECRET,
          Setting.OIDC_CA_FILE,
          Setting.OIDC_SCOPES,
          Setting.OIDC_ROLES_CLAIM,
          Setting.OIDC_ROLES,
          Setting.OIDC_NAME_CLAIMS,
          Setting.OIDC_SERVICES_CLAIM,
          Setting.OIDC_POLICIES_CLAIM,
          Setting.OIDC_AUDIENCE);
      return Optional.empty();
    }
    URI issuer = settings.requiredUrl(Setting.OIDC_ISSUER);
    if (!HostAddresses.isHttps(issuer)) {
      settings.refuse("has no effect, the issuer is not https", Setting.OIDC_CA_FILE);
    }
    String clientId = settings.required(Setting.OIDC_CLIENT_ID);
    Optional<String> audience = settings.optional(Setting.OIDC_AUDIENCE);
    if (audience.filter(clientId::equals).isPresent()) {
      settings.fault(
          Setting.OIDC_AUDIENCE,
          "is the client id: then the ID tokens of people would open the API; have the provider"
              + " make access tokens out to another name");
    }
    return Optional.of(
        new OidcSettings(
            issuer,
            settings.string(Setting.OIDC_NAME),
            settings.requiredUrl(Setting.PUBLIC_URL),
            clientId,
            settings.optionalSecret(Setting.OIDC_CLIENT_SECRET),
            TlsSettings.trusting(settings, Setting.OIDC_CA_FILE),
            List.of(
                settings
                    .string(Setting.OIDC_SCOPES, SCOPES, "scopes with `openid` among them")
                    .split("\\s+")),
            new CallerClaims(
                settings.string(Setting.OIDC_ROLES_CLAIM),
                roles(settings),
                Stream.of(
                        settings
                            .string(
                                Setting.OIDC_NAME_CLAIMS, CLAIMS, "claims with commas between them")
                            .split(",", -1))
                    .map(String::strip)
                    .toList(),
                settings.optional(Setting.OIDC_SERVICES_CLAIM),
                settings.optional(Setting.OIDC_POLICIES_CLAIM)),
            audience));
  }

  private static Map<String, Role> roles(SettingsReader settings) {
    Map<String, Role> roles = new LinkedHashMap<>();
    if (!settings.isSet(Setting.OIDC_ROLES)) {
      Arrays.stream(Role.values()).forEach(role -> roles.put(role.id(), role));
      return roles;
    }
    for (String pair : settings.string(Setting.OIDC_ROLES).split(",", -1)) {
      int equals = pair.lastIndexOf('='); // groups may be distinguished names
      String value = equals < 0 ? "" : pair.substring(0, equals).strip();
      Optional<Role> role = Role.of(pair.substring(equals + 1).strip());
      if (value.isEmpty() || role.isEmpty()) {
        settings.fault(
            Setting.OIDC_ROLES,
            "'%s' is not <value of the claim>=<producer, officer, auditor or admin>"
                .formatted(pair.strip()));
      } else if (roles.put(value, role.get()) != null) {
        settings.fault(Setting.OIDC_ROLES, "names '%s' twice".formatted(value));
      }
    }
    return roles;
  }

  /** Where the provider sends browsers back to. */
  URI redirectUri() {
    return publicUrl.resolve(CALLBACK);
  }
}
