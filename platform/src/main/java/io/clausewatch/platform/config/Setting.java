package io.clausewatch.platform.config;

import io.clausewatch.contract.ClosestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting that any part of Clausewatch knows, with its default and its meaning: the one place
 * that both the apps and {@code docs/settings.md} take them from. Each is an environment variable,
 * {@code CLAUSEWATCH_} and the constant's name; a file of settings spells it the same. One list for
 * all parts, so that one environment can serve them all while a misspelt name is still caught.
 */
public enum Setting {
  /** The file of settings. */
  CONFIG_FILE(
      Part.SOURCES,
      "",
      "A properties file with further settings, each by its variable's name. The environment"
          + " wins."),

  /** Kafka's brokers. */
  KAFKA_BOOTSTRAP_SERVERS(
      Part.KAFKA, "127.0.0.1:9092", "The brokers, as `host:port` with commas between them."),
  /** How Kafka is spoken to. */
  KAFKA_SECURITY_PROTOCOL(
      Part.KAFKA,
      "PLAINTEXT",
      "`PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`, as the brokers' listener."),
  /** Who is trusted as a broker. */
  KAFKA_CA_FILE(
      Part.KAFKA,
      "",
      "Whose certificates are trusted: PEM, or a PKCS12 or JKS truststore. Without it those that"
          + " Java trusts. With `SSL` and `SASL_SSL`."),
  /** Opens the truststore. */
  KAFKA_CA_PASSWORD(Part.KAFKA, Kind.SECRET, "The password of a truststore."),
  /** The client's certificate. */
  KAFKA_CERTIFICATE_FILE(
      Part.KAFKA,
      "",
      "The client's certificate and its chain, PEM; or a PKCS12 or JKS keystore with certificate"
          + " and key. With `SSL` and `SASL_SSL`."),
  /** The client's private key. */
  KAFKA_KEY_FILE(Part.KAFKA, "", "The private key of a PEM certificate, PKCS8 in PEM."),
  /** Opens the key or keystore. */
  KAFKA_KEY_PASSWORD(Part.KAFKA, Kind.SECRET, "The password of the key or of the keystore."),
  /** How the client says who it is. */
  KAFKA_SASL_MECHANISM(
      Part.KAFKA,
      "",
      "`PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512` or `OAUTHBEARER`. Needed with `SASL_PLAINTEXT` and"
          + " `SASL_SSL`."),
  /** Kafka's name for the client. */
  KAFKA_USER(Part.KAFKA, "", "The user name of `PLAIN` and `SCRAM`."),
  /** The user's password. */
  KAFKA_PASSWORD(Part.KAFKA, Kind.SECRET, "The password of `PLAIN` and `SCRAM`."),
  /** Who issues tokens. */
  KAFKA_OAUTH_TOKEN_URL(
      Part.KAFKA, "", "Where `OAUTHBEARER` gets its tokens (client credentials grant)."),
  /** The client's id there. */
  KAFKA_OAUTH_CLIENT_ID(Part.KAFKA, "", "The client id of `OAUTHBEARER`."),
  /** The client's secret there. */
  KAFKA_OAUTH_CLIENT_SECRET(Part.KAFKA, Kind.SECRET, "The client secret of `OAUTHBEARER`."),
  /** What a token is for. */
  KAFKA_OAUTH_SCOPE(Part.KAFKA, "", "The scope to ask a token for; optional."),
  /** Who is trusted as the issuer of tokens. */
  KAFKA_OAUTH_CA_FILE(
      Part.KAFKA,
      "",
      "Whose certificates are trusted at the token URL: PEM. Without it those that Java trusts."),
  /** What else an operator sets of Kafka's clients. */
  KAFKA_CLIENT(
      Part.KAFKA,
      Kind.FAMILY,
      "A setting of Kafka's own clients, by its name in capitals with underscores: `"
          + "CLAUSEWATCH_KAFKA_CLIENT_RECONNECT_BACKOFF_MAX_MS` is `reconnect.backoff.max.ms`."
          + " See below."),

  /** The registry. */
  SCHEMA_REGISTRY_URL(
      Part.REGISTRY, "http://127.0.0.1:8081", "The Confluent-compatible API of the registry."),
  /** The registry's name for the client. */
  SCHEMA_REGISTRY_USER(Part.REGISTRY, "", "The user name of basic authentication."),
  /** The user's password. */
  SCHEMA_REGISTRY_PASSWORD(Part.REGISTRY, Kind.SECRET, "The password of basic authentication."),
  /** Who is trusted as the registry. */
  SCHEMA_REGISTRY_CA_FILE(
      Part.REGISTRY,
      "",
      "Whose certificates are trusted: PEM, or a PKCS12 or JKS truststore. Without it those that"
          + " Java trusts. With https."),
  /** Opens the truststore. */
  SCHEMA_REGISTRY_CA_PASSWORD(Part.REGISTRY, Kind.SECRET, "The password of a truststore."),
  /** The client's certificate. */
  SCHEMA_REGISTRY_CERTIFICATE_FILE(
      Part.REGISTRY,
      "",
      "The client's certificate and its chain, PEM; or a PKCS12 or JKS keystore with certificate"
          + " and key. With https."),
  /** The client's private key. */
  SCHEMA_REGISTRY_KEY_FILE(
      Part.REGISTRY, "", "The private key of a PEM certificate, PKCS8 in PEM."),
  /** Opens the key or keystore. */
  SCHEMA_REGISTRY_KEY_PASSWORD(
      Part.REGISTRY, Kind.SECRET, "The password of the key or of the keystore."),

  /** Elasticsearch. */
  ELASTICSEARCH_URL(Part.ELASTICSEARCH, "http://127.0.0.1:9200", "Elasticsearch's HTTP address."),
  /** Who is trusted as Elasticsearch. */
  ELASTICSEARCH_CA_FILE(
      Part.ELASTICSEARCH,
      "",
      "Whose certificates are trusted: PEM, or a PKCS12 or JKS truststore. Without it those that"
          + " Java trusts. With https."),
  /** Opens the truststore. */
  ELASTICSEARCH_CA_PASSWORD(Part.ELASTICSEARCH, Kind.SECRET, "The password of a truststore."),
  /** The fingerprint of who is trusted. */
  ELASTICSEARCH_CA_FINGERPRINT(
      Part.ELASTICSEARCH,
      "",
      "Instead of the CA file: the SHA-256 fingerprint of the CA, 64 hex digits, as Elasticsearch"
          + " prints it at its first start."),
  /** The client's API key. */
  ELASTICSEARCH_API_KEY(
      Part.ELASTICSEARCH,
      Kind.SECRET,
      "An API key in its encoded form; instead of user and password."),
  /** Elasticsearch's name for the client. */
  ELASTICSEARCH_USER(Part.ELASTICSEARCH, "", "The user name of basic authentication."),
  /** The user's password. */
  ELASTICSEARCH_PASSWORD(Part.ELASTICSEARCH, Kind.SECRET, "The password of basic authentication."),

  /** What every topic's name starts with. */
  TOPIC_PREFIX(
      Part.NAMES,
      "clausewatch.",
      "What every topic's name starts with. Consumer groups, transactions and internal topics are"
          + " named after it too, a last dot as a dash: `clausewatch-stream-processor`."),
  /** Partitions of each topic. */
  PARTITIONS(Part.NAMES, "6", "Partitions of each topic, 1 to 1000; cannot be changed later."),
  /** Replication factor of each topic. */
  REPLICATION(Part.NAMES, "1", "Copies of each topic, 1 to 100; 3 where there are three brokers."),
  /** How long events, facts and alerts are kept. */
  EVENTS_RETENTION(
      Part.NAMES,
      "P14D",
      "How long Kafka keeps events, facts, alerts and alert decisions, from P1D: as long as the"
          + " stream processor may be away."),
  /** How long the trail is kept. */
  TRAIL_RETENTION(
      Part.NAMES,
      "P730D",
      "How long Kafka keeps the trail, from P7D and not shorter than the events: as far back as the"
          + " index can be rebuilt; and how long the ledger of alerts what is over."),
  /** How long dead letters are kept. */
  DEAD_LETTERS_RETENTION(Part.NAMES, "P90D", "How long Kafka keeps dead letters, from P1D."),
  /** What every index's name starts with. */
  INDEX_PREFIX(Part.NAMES, "clausewatch-", "What every index's name starts with."),
  /** Replicas of each index beside its primary. */
  INDEX_REPLICAS(
      Part.NAMES,
      "0",
      "Replicas of each index beside its primary, 0 to 100; 1 where there are two nodes."),

  /** The key of the pseudonyms. */
  SUBJECT_KEY(
      Part.BOTH,
      Kind.SECRET,
      "The key of the pseudonyms, at least 32 characters, not all alike. Must be set, the same for"
          + " both apps, and never change."),
  /** The directory of the policy files. */
  POLICIES(Part.BOTH, "policies", "The folder of the policy files."),
  /** What becomes of an event with a personal value in place of an id. */
  PERSONAL_VALUES(
      Part.BOTH,
      "WARN",
      "What becomes of an event of a service in which what looks like an e-mail address, a"
          + " telephone number or a Korean resident registration number stands in place of an id:"
          + " `WARN` accepts it, over HTTP with a warning in the receipt; `REJECT` rejects it,"
          + " where it came by Kafka as a dead letter."),
  /** How much the apps log of themselves; read by the logging configuration. */
  LOG_LEVEL(
      Part.BOTH,
      Kind.ENVIRONMENT,
      "INFO",
      "How much the apps log of themselves: `ERROR`, `WARN`, `INFO` or `DEBUG`."),

  /** The settling time of deadlines. */
  SETTLE(Part.PROCESSOR, "PT5M", "How long a missed deadline waits for news that is under way."),
  /** The settling time of findings before somebody is told. */
  ALERT_SETTLE(
      Part.PROCESSOR,
      "PT1S",
      "How long a new finding has to stand before it becomes an alert decision, up to P1D: what"
          + " retracts it meanwhile spares everybody the alert."),
  /** Where the stream processor keeps its local state. */
  STATE_DIR(
      Part.PROCESSOR,
      "data/state",
      "Where local state is kept; it can be rebuilt from Kafka, but a start without it takes"
          + " longer."),
  /** How many threads the stream processor judges with. */
  STREAM_THREADS(Part.PROCESSOR, "1", "Threads that take in and judge, 1 to 64."),
  /** How many other instances keep a copy of each task's state. */
  STANDBY_REPLICAS(
      Part.PROCESSOR,
      "0",
      "On how many other instances the state of each partition is kept beside, 0 to 4, so that one"
          + " of them goes on at once when an instance is lost. Each takes as much disk again; it"
          + " needs one instance more than that."),
  /** How long after its arrival an act can still be judged again. */
  REJUDGE_HORIZON(
      Part.PROCESSOR,
      "P90D",
      "How long after its arrival an event can still be judged again, and its id is remembered;"
          + " from PT1H."),
  /** The address of the stream processor's metrics. */
  PROCESSOR_METRICS_BIND(
      Part.PROCESSOR,
      "127.0.0.1",
      "The address that metrics and health listen on. They ask for no token and hold no personal"
          + " data; `0.0.0.0` in a container."),
  /** The port of the stream processor's metrics. */
  PROCESSOR_METRICS_PORT(
      Part.PROCESSOR, "9464", "The port that metrics and health listen on; 0 takes a free one."),

  /** Who is told of which finding. */
  ALERTS_FILE(
      Part.SENDER,
      "",
      "The routes file, which says who is told of which finding. Without it nobody is. It is read"
          + " again when it changes."),
  /** How long a trouble of the pipeline has to last. */
  ALERT_TROUBLE_AFTER(
      Part.SENDER,
      "PT30S",
      "How long something has to be wrong with the pipeline, from PT1S up to PT1H, before those are"
          + " told whom the routes file names for that: a restart passes by itself."),
  /** The address of the alert sender's metrics. */
  SENDER_METRICS_BIND(
      Part.SENDER,
      "127.0.0.1",
      "The address that metrics and health listen on, as the stream processor's."),
  /** The port of the alert sender's metrics. */
  SENDER_METRICS_PORT(
      Part.SENDER, "9465", "The port that metrics and health listen on; 0 takes a free one."),

  /** The address on which the HTTP API listens. */
  BIND(Part.API, "127.0.0.1", "The address that API and page listen on."),
  /** The port on which the HTTP API listens. */
  PORT(Part.API, "8080", "The port that API and page listen on; 0 takes a free one."),
  /** Where browsers reach the page. */
  PUBLIC_URL(
      Part.API,
      "",
      "Where browsers reach API and page, also for links in alerts:"
          + " `https://clausewatch.example.org`, without a path. With https, cookies go over https"
          + " alone. Needed with `CLAUSEWATCH_OIDC_ISSUER`."),
  /** Further names of the server. */
  HOSTS(
      Part.API,
      "",
      "Further names, commas between them, under which API and page are reached, as `Host` has them"
          + " without the port. IP addresses, `localhost` and the host of `CLAUSEWATCH_PUBLIC_URL`"
          + " are always known; requests to any other name are refused (421), but for health and"
          + " metrics."),
  /** The proxies in front. */
  TRUSTED_PROXIES(
      Part.API,
      "",
      "The addresses of the proxies in front, commas between them: `192.0.2.7`, `10.0.0.0/8`,"
          + " `2001:db8::/32`. Where a request comes from is then what they say in `Forwarded` or"
          + " `X-Forwarded-For`; that of anybody else counts for nothing."),
  /** A properties file with one token a role. */
  TOKENS_FILE(
      Part.API,
      "",
      "A properties file with one token a role, each at least 32 characters, not all alike. This,"
          + " the API keys or a provider must be set."),
  /** API keys. */
  API_KEYS(
      Part.API,
      Kind.SECRET,
      "API keys, `name:role:sha256[:until=DATE][:services=a+b][:policies=a+b]` with commas between"
          + " them: the SHA-256 of the key in 64 hex digits; the last day on which it counts, in"
          + " UTC; the services (`source`) and the policies whose events it may send. Without"
          + " those it may send all."),

  /** When the organisation works. */
  WORKING_HOURS(
      Part.API,
      "Mon-Fri 09:00-18:00 Asia/Seoul",
      "When the organisation works, for the review of access records: days, hours and time zone,"
          + " which says when a month begins too. For a policy with other hours, after a `;`:"
          + " `sony-music-us=Mon-Fri 09:00-17:00 America/New_York`. Public holidays are not"
          + " known."),
  /** The office's time zone. */
  TIME_ZONE(
      Part.API,
      "",
      "The time zone of the office, such as `Asia/Seoul`: pages and reports tell times, and mean"
          + " days, by its clock. Without it that of the working hours that hold for every policy."
          + " Reviews keep the zone of their policy's working hours, and the API is in UTC."),
  /** How many people a caller may look up in a minute. */
  LOOKUPS_PER_MINUTE(
      Part.API,
      "600",
      "How many ids of people a caller may look up in a minute, on each server, from 1: as a"
          + " data subject, an actor or a recipient, each that a request names once, and each text"
          + " in which ids are sought. Beyond it requests are refused (429), and the policy of the"
          + " audit trail flags it as an enumeration."),
  /** From how many records on an export is a bulk export. */
  BULK_EXPORT(
      Part.API,
      "100",
      "From how many records on an export is a bulk export to the review, from 1."),
  /** How many accesses to one person's data are many. */
  FREQUENT_ACCESS(
      Part.API,
      "20",
      "How many accesses in a month by one person to the data of one person the review lists, from"
          + " 2."),

  /** The provider. */
  OIDC_ISSUER(
      Part.OIDC,
      "",
      "The issuer of the provider, exactly as its discovery document spells it. Turns this sign-in"
          + " on."),
  /** The provider's name for people. */
  OIDC_NAME(
      Part.OIDC, "your organisation", "What stands on the button after the words “Sign in with”."),
  /** Clausewatch's id at the provider. */
  OIDC_CLIENT_ID(Part.OIDC, "", "The id that the provider knows Clausewatch by. Must be set."),
  /** Clausewatch's secret at the provider. */
  OIDC_CLIENT_SECRET(Part.OIDC, Kind.SECRET, "The secret of the client; none for a public client."),
  /** Who is trusted as the provider. */
  OIDC_CA_FILE(
      Part.OIDC,
      "",
      "Whose certificates are trusted at the provider: PEM. Without it those that Java trusts."),
  /** What is asked for at sign-in. */
  OIDC_SCOPES(
      Part.OIDC,
      "openid profile email",
      "The scopes to ask for, blanks between them; `openid` too."),
  /** Where the roles stand. */
  OIDC_ROLES_CLAIM(
      Part.OIDC,
      "roles",
      "The claim with a person's roles or groups, a text or a list; dots lead into objects, as in"
          + " `realm_access.roles`."),
  /** What the roles mean. */
  OIDC_ROLES(
      Part.OIDC,
      "",
      "What the values of that claim mean: `privacy-office=officer, internal-audit=auditor`."
          + " Without it they are `producer`, `officer`, `auditor` and `admin` themselves."),
  /** Where the name stands. */
  OIDC_NAME_CLAIMS(
      Part.OIDC,
      "preferred_username,email,sub",
      "The claims to take a person's name from, commas between them: the first that is there. It"
          + " stands in the trail of what people did."),
  /** Where the services stand for which a token may send. */
  OIDC_SERVICES_CLAIM(
      Part.OIDC,
      "",
      "The claim with the services (`source`) whose events a token may send, a text or a list, as"
          + " `services=` of an API key. A token without the claim may send for all."),
  /** Where the policies stand under which a token may send. */
  OIDC_POLICIES_CLAIM(
      Part.OIDC,
      "",
      "The claim with the policies under which a token may send events, as `policies=` of an API"
          + " key. A token without the claim may send under all."),
  /** What a token for the API is made out to. */
  OIDC_AUDIENCE(
      Part.OIDC,
      "",
      "What access tokens of the provider are made out to (`aud`) when they are for this API."
          + " Without it the API takes none of them. Not the client id."),

  /** Where the embedded stack keeps its data; read by the command line. */
  DATA(Part.COMMAND, Kind.ENVIRONMENT, "data", "Where the local stack keeps everything."),
  /** The HTTP API that the command line talks to. */
  URL(
      Part.COMMAND,
      Kind.ENVIRONMENT,
      "http://127.0.0.1:8080",
      "Where the API is that the command talks to."),
  /** The token that the command line shows to the HTTP API. */
  TOKEN(
      Part.COMMAND,
      Kind.ENVIRONMENT,
      "",
      "The token that the command shows; without it the local stack's."),
  /** Options for the JVM that runs the command line. */
  JAVA_OPTS(Part.COMMAND, Kind.ENVIRONMENT, "", "Options for the Java that runs the command.");

  /** What the name of every environment variable of Clausewatch starts with. */
  public static final String PREFIX = "CLAUSEWATCH_";

  private static final String FILE = "_FILE";

  /** Who reads a setting, and its chapter in the reference. */
  enum Part {
    /** Where settings come from. */
    SOURCES("Where settings come from"),
    /** The way to Kafka. */
    KAFKA("Kafka"),
    /** The way to the registry. */
    REGISTRY("Schema registry"),
    /** The way to Elasticsearch. */
    ELASTICSEARCH("Elasticsearch"),
    /** What both apps must agree on. */
    NAMES("Names and shapes of topics and indices"),
    /** What else both apps read. */
    BOTH("Both apps"),
    /** The stream processor. */
    PROCESSOR("Stream processor"),
    /** The alert sender. */
    SENDER("Alert sender"),
    /** The audit API. */
    API("Audit API"),
    /** Sign-in with the organisation's own provider. */
    OIDC("Sign-in with your own provider"),
    /** The command line. */
    COMMAND("The command `./clausewatch`");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** How a setting may be given. */
  enum Kind {
    /** In the environment or the file. */
    PLAIN,
    /** The same, or in a file of its own; never printed. */
    SECRET,
    /** In the environment alone, since it is read before the file, or not by the apps. */
    ENVIRONMENT,
    /** Many, each by a name of its own behind that of the setting; as a plain one. */
    FAMILY
  }

  private final Part part;
  private final Kind kind;
  private final String ifUnset;
  private final String meaning;

  Setting(Part part, String ifUnset, String meaning) {
    this(part, Kind.PLAIN, ifUnset, meaning);
  }

  Setting(Part part, Kind kind, String meaning) {
    this(part, kind, "", meaning);
  }

  Setting(Part part, Kind kind, String ifUnset, String meaning) {
    this.part = part;
    this.kind = kind;
    this.ifUnset = ifUnset;
    this.meaning = meaning;
  }

  /**
   * The environment variable.
   *
   * @return its name, such as {@code CLAUSEWATCH_PORT}
   */
  public String variable() {
    return PREFIX + name();
  }

  /** The variable that names a file with a secret in it. */
  String fileVariable() {
    return variable() + FILE;
  }

  /** The value that counts when it is not set; empty when there is none. */
  String ifUnset() {
    return ifUnset;
  }

  Part part() {
    return part;
  }

  Kind kind() {
    return kind;
  }

  /** What it is, as a sentence in Markdown. */
  String meaning() {
    return meaning;
  }

  /**
   * The variables that give it: its own and, of a secret, that of its file; of a family, how all of
   * them are spelt.
   */
  List<String> variables() {
    return switch (kind) {
      case SECRET -> List.of(variable(), fileVariable());
      case FAMILY -> List.of(variable() + "_<NAME>");
      case PLAIN, ENVIRONMENT -> List.of(variable());
    };
  }

  /**
   * The member of this family that a variable gives.
   *
   * @param variable a variable's name
   * @return what stands behind the family's name, such as {@code LINGER_MS}; empty when it is none
   *     of this family
   */
  Optional<String> member(String variable) {
    String start = variable() + "_";
    return kind == Kind.FAMILY && variable.startsWith(start) && variable.length() > start.length()
        ? Optional.of(variable.substring(start.length()))
        : Optional.empty();
  }

  /**
   * The setting that an environment variable gives.
   *
   * @param variable a variable's name
   * @return the setting, or empty when there is none of that name
   */
  static Optional<Setting> of(String variable) {
    return Arrays.stream(values())
        .filter(s -> s.variables().contains(variable) || s.member(variable).isPresent())
        .findFirst();
  }

  /**
   * The variable that takes the fewest edits to reach from a misspelt one.
   *
   * @param variable a name that is no setting's, perhaps spelt as properties are: {@code
   *     kafka.user}
   * @return the nearest that is
   */
  static String nearest(String variable) {
    String constant = variable.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    String asVariable = constant.startsWith(PREFIX) ? constant : PREFIX + constant;
    return ClosestName.to(
            asVariable,
            Arrays.stream(values()).flatMap(setting -> setting.variables().stream()).toList())
        .orElseThrow();
  }
}
