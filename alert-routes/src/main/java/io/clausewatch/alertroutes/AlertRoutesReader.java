package io.clausewatch.alertroutes;

import static java.util.Comparator.comparingInt;

import io.clausewatch.alertroutes.AlertRoute.Escalation;
import io.clausewatch.contract.ClosestName;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.IdText;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Severity;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyFault;
import io.clausewatch.policy.YamlFile;
import io.clausewatch.policy.YamlMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a routes file, and notes whatever is wrong in it. For one file, once. */
final class AlertRoutesReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s\\p{Cntrl}<>,;]+@[^@\\s\\p{Cntrl}<>,;]+");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]");
  private static final Duration MAX = Duration.ofDays(30);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<String> LANGUAGES = List.of("en", "ko");

  /** What of a match says which clauses are meant. */
  private static final Set<AlertField> CLAUSES =
      EnumSet.of(AlertField.POLICY_ID, AlertField.CLAUSE_ID, AlertField.SEVERITY);

  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(
              Collectors.toMap(
                  day -> day.name().substring(0, 3),
                  Function.identity(),
                  (one, other) -> one,
                  LinkedHashMap::new));

  private final Path file;
  private final PolicyCatalog policies;
  private final List<PolicyFault> faults = new ArrayList<>();
  private final Map<String, AlertReceiver> receivers = new LinkedHashMap<>();

  /** Those with a fault of their own too. */
  private final Set<String> receiverNames = new LinkedHashSet<>();

  AlertRoutesReader(Path file, PolicyCatalog policies) {
    this.file = file;
    this.policies = policies;
  }

  AlertRoutes read() throws AlertRoutesException {
    Optional<Node> root = YamlFile.compose(file, this::fault);
    AlertRoutes routes =
        root.map(node -> routes(new YamlMap(node, this::fault))).orElse(AlertRoutes.NONE);
    if (!faults.isEmpty()) {
      faults.sort(comparingInt(PolicyFault::line).thenComparingInt(PolicyFault::column));
      throw new AlertRoutesException(faults);
    }
    return routes;
  }

  private String name() {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  private void fault(int line, int column, String message) {
    faults.add(new PolicyFault(name(), line, column, null, message));
  }

  private AlertRoutes routes(YamlMap yaml) {
    Optional<URI> publicUrl = yaml.has("publicUrl") ? url(yaml, "publicUrl") : Optional.empty();
    YamlMap named = yaml.map("receivers");
    for (String name : named.names()) {
      if (!NAME.matcher(name).matches()) {
        named.faultAt(
            name,
            "'" + name + "' is no name of a receiver: expected letters, digits, dashes, dots");
      }
      receiverNames.add(name);
      receiver(named.map(name)).ifPresent(receiver -> receivers.put(name, receiver));
    }
    Optional<SmtpServer> smtp = yaml.has("smtp") ? smtp(yaml.map("smtp")) : Optional.empty();
    if (smtp.isEmpty()
        && !yaml.has("smtp")
        && receivers.values().stream().anyMatch(AlertReceiver.Email.class::isInstance)) {
      yaml.faultAt("receivers", "e-mail needs a server: 'smtp' is missing");
    }
    List<AlertRoute> routes = new ArrayList<>();
    for (YamlMap route : yaml.maps("routes")) {
      routes.add(route(routes.size(), route));
    }
    if (faults.isEmpty()) {
      reachable(yaml, routes);
    }
    Optional<QuietHours> quiet =
        yaml.has("quietHours") ? quietHours(yaml.map("quietHours")) : Optional.empty();
    List<ServiceHeartbeat> heartbeats =
        yaml.maps("heartbeats").stream().map(this::heartbeat).toList();
    List<String> pipeline = List.of();
    if (yaml.has("pipeline")) {
      YamlMap own = yaml.map("pipeline");
      pipeline = to(own);
      own.nothingElse();
    }
    Map<String, List<String>> people = people(yaml.map("people"));
    yaml.nothingElse();
    return new AlertRoutes(publicUrl, receivers, smtp, routes, quiet, heartbeats, pipeline, people);
  }

  private Map<String, List<String>> people(YamlMap yaml) {
    Map<String, List<String>> people = new LinkedHashMap<>();
    for (String name : yaml.names()) {
      people.put(name, known(yaml, name, oneOrMore(yaml, name)));
    }
    return people;
  }

  // --- Receivers ---------------------------------------------------------------------------------

  private Optional<AlertReceiver> receiver(YamlMap yaml) {
    Map<String, Function<YamlMap, Optional<AlertReceiver>>> kinds = new LinkedHashMap<>();
    kinds.put("webhook", this::webhook);
    kinds.put("slack", this::slack);
    kinds.put("email", this::email);
    kinds.put("pagerduty", this::pagerDuty);
    kinds.put("alertmanager", this::alertmanager);
    List<String> given = kinds.keySet().stream().filter(yaml::has).toList();
    Optional<AlertReceiver> receiver = Optional.empty();
    for (String kind : given) {
      YamlMap one = yaml.map(kind);
      receiver = kinds.get(kind).apply(one);
      one.nothingElse();
    }
    yaml.nothingElse();
    if (given.size() != 1) {
      yaml.fault("a receiver has one kind of " + kinds.keySet() + ", found " + given);
      return Optional.empty();
    }
    return receiver;
  }

  private Optional<AlertReceiver> webhook(YamlMap yaml) {
    Optional<URI> url = url(yaml, "url");
    Optional<SecretSource> secret = secret(yaml, "secret");
    return url.flatMap(to -> secret.map(by -> new AlertReceiver.Webhook(to, by)));
  }

  private Optional<AlertReceiver> slack(YamlMap yaml) {
    return secret(yaml, "url").map(AlertReceiver.Slack::new);
  }

  private Optional<AlertReceiver> email(YamlMap yaml) {
    List<String> to = oneOrMore(yaml, "to");
    to.stream()
        .filter(address -> !ADDRESS.matcher(address).matches())
        .forEach(address -> yaml.faultAt("to", "'" + address + "' is no e-mail address"));
    String language = yaml.optionalText("language").orElse(LANGUAGES.getFirst());
    if (!LANGUAGES.contains(language)) {
      yaml.faultAt("language", "expected one of " + LANGUAGES + ", found '" + language + "'");
    }
    return to.isEmpty() ? Optional.empty() : Optional.of(new AlertReceiver.Email(to, language));
  }

  private Optional<AlertReceiver> pagerDuty(YamlMap yaml) {
    Optional<SecretSource> key = secret(yaml, "routingKey");
    Optional<URI> url =
        yaml.has("url") ? url(yaml, "url") : Optional.of(AlertReceiver.PagerDuty.EVENTS);
    return key.flatMap(by -> url.map(to -> new AlertReceiver.PagerDuty(by, to)));
  }

  private Optional<AlertReceiver> alertmanager(YamlMap yaml) {
    return url(yaml, "url").map(AlertReceiver.Alertmanager::new);
  }

  private Optional<SmtpServer> smtp(YamlMap yaml) {
    String host = required(yaml, "host");
    if (!host.isEmpty() && !HOST.matcher(host).matches()) {
      yaml.faultAt("host", "expected the name of a server, found something else");
    }
    Optional<SmtpServer.Encryption> given = symbol(yaml, "tls", SmtpServer.Encryption.class);
    Optional<Integer> chosen = yaml.has("port") ? Optional.of(port(yaml)) : Optional.empty();
    SmtpServer.Encryption tls =
        given.orElseGet(() -> SmtpServer.Encryption.usualAt(chosen.orElse(0)));
    int port = chosen.orElseGet(tls::usualPort);
    String from = required(yaml, "from");
    if (!from.isEmpty() && !ADDRESS.matcher(from).matches()) {
      yaml.faultAt("from", "'" + from + "' is no e-mail address");
    }
    Optional<SmtpServer.Credentials> credentials = Optional.empty();
    if (yaml.has("user") || yaml.has("password") || yaml.has("passwordFile")) {
      String user = required(yaml, "user");
      credentials =
          secret(yaml, "password").map(password -> new SmtpServer.Credentials(user, password));
      if (tls == SmtpServer.Encryption.NONE) {
        yaml.faultAt("tls", "a password needs a connection that is encrypted");
      }
    }
    yaml.nothingElse();
    return Optional.of(new SmtpServer(host, port, tls, from, credentials));
  }

  private static int port(YamlMap yaml) {
    String text = yaml.text("port");
    if (text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) < 65_536) {
      return Integer.parseInt(text);
    }
    yaml.faultAt("port", "expected a port, 1 to 65535, found '" + text + "'");
    return 0;
  }

  /** A secret, as {@code nameFile: PATH} or {@code name: ${env:NAME}}. */
  private Optional<SecretSource> secret(YamlMap yaml, String name) {
    String inFile = name + "File";
    if (yaml.has(name) && yaml.has(inFile)) {
      yaml.faultAt(name, "'" + name + "' and '" + inFile + "' exclude each other");
    }
    if (yaml.has(inFile)) {
      Optional<String> path = yaml.optionalText(inFile).filter(text -> !text.isBlank());
      if (path.isEmpty()) {
        yaml.faultAt(inFile, "expected the path of a file");
      }
      return path.flatMap(text -> secretFile(yaml, inFile, text.strip()));
    }
    if (!yaml.has(name)) {
      yaml.fault("'" + inFile + "' is missing, or '" + name + ": ${env:NAME}'");
      return Optional.empty();
    }
    Optional<SecretSource> variable = yaml.optionalText(name).flatMap(SecretSource.InVariable::of);
    if (variable.isEmpty()) {
      // What stands there is not repeated: it may be the secret.
      yaml.faultAt(
          name,
          "a secret in clear text: expected '" + inFile + ": PATH' or '" + name + ": ${env:NAME}'");
    }
    return variable;
  }

  /** A path that is not absolute begins where the routes file lies, whoever reads it. */
  private Optional<SecretSource> secretFile(YamlMap yaml, String name, String path) {
    if (path.contains("://") || path.startsWith("whsec_")) {
      yaml.faultAt(name, "a secret in clear text: expected the path of a file that holds it");
      return Optional.empty();
    }
    try {
      return Optional.of(new SecretSource.InFile(file.resolveSibling(path)));
    } catch (InvalidPathException e) {
      yaml.faultAt(name, "expected the path of a file");
      return Optional.empty();
    }
  }

  /** A text that has something in it; the empty string where it is a fault. */
  private static String required(YamlMap yaml, String name) {
    String text = yaml.text(name).strip();
    if (yaml.has(name) && isNothing(text)) {
      yaml.faultAt(name, "'" + name + "' needs a value");
      return "";
    }
    return text;
  }

  /** What YAML means by nothing. */
  private static boolean isNothing(String text) {
    return text.isEmpty() || text.equals("~") || text.equals("null");
  }

  private static Optional<URI> url(YamlMap yaml, String name) {
    String text = required(yaml, name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      boolean http =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      // Names of containers may have an underscore, which Java takes for no name of a host.
      if (http && url.getRawAuthority() != null && url.getRawFragment() == null) {
        if (url.getRawAuthority().contains("@")) {
          yaml.faultAt(
              name, "a secret in clear text: expected an address without user and password");
          return Optional.empty();
        }
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // The same fault as another scheme.
    }
    yaml.faultAt(name, "expected an address such as https://desk.example.org/hook");
    return Optional.empty();
  }

  // --- Routes ------------------------------------------------------------------------------------

  private AlertRoute route(int number, YamlMap yaml) {
    AlertMatch match = yaml.has("match") ? match(yaml, yaml.map("match")) : AlertMatch.ALL;
    List<String> to = to(yaml);
    boolean goesOn = yaml.flag("continue", false);
    Optional<Duration> repeat = duration(yaml, "repeat", MINUTE);
    Optional<Escalation> escalation = Optional.empty();
    if (yaml.has("escalate")) {
      YamlMap one = yaml.map("escalate");
      Optional<Duration> after = duration(one, "after", SECOND);
      if (!one.has("after")) {
        one.fault("'after' is missing");
      }
      List<String> others = to(one);
      one.nothingElse();
      escalation = after.map(length -> new Escalation(length, others));
    }
    List<AlertField> groupBy = groupBy(yaml);
    for (String name : List.of("groupWait", "groupInterval")) {
      if (yaml.has(name) && groupBy.isEmpty()) {
        yaml.faultAt(name, "'" + name + "' needs 'groupBy'");
      }
    }
    Duration wait = duration(yaml, "groupWait", Duration.ZERO).orElse(Duration.ZERO);
    Duration interval = duration(yaml, "groupInterval", SECOND).orElse(AlertRoute.GROUP_INTERVAL);
    yaml.nothingElse();
    return new AlertRoute(
        number, yaml.line(), match, to, goesOn, repeat, escalation, groupBy, wait, interval);
  }

  private List<AlertField> groupBy(YamlMap yaml) {
    List<AlertField> fields = new ArrayList<>();
    Map<String, AlertField> known = AlertField.ofGroups();
    for (String name : oneOrMoreIfThere(yaml, "groupBy")) {
      AlertField field = known.get(name);
      if (field == null) {
        unknown(yaml, "groupBy", name, known.keySet());
      } else {
        fields.add(field);
      }
    }
    return fields;
  }

  private AlertMatch match(YamlMap route, YamlMap yaml) {
    int before = faults.size();
    Map<AlertField, Set<String>> values = new EnumMap<>(AlertField.class);
    for (AlertField field : AlertField.ofMatches().values()) {
      if (yaml.has(field.field())) {
        Set<String> given = new LinkedHashSet<>(oneOrMore(yaml, field.field()));
        known(field)
            .ifPresent(
                names ->
                    given.stream()
                        .filter(value -> !names.contains(value))
                        .forEach(value -> unknown(yaml, field.field(), value, names)));
        values.put(field, given);
      }
    }
    yaml.nothingElse();
    AlertMatch match = new AlertMatch(values);
    if (faults.size() == before && takenBy(match).isEmpty()) {
      route.faultAt("match", "no finding can ever match this: no clause finds such a thing");
    }
    return match;
  }

  /** What a field may be matched by; empty where services choose the words. */
  private Optional<Collection<String>> known(AlertField field) {
    return Optional.ofNullable(
        switch (field) {
          case POLICY_ID -> policies.policies().stream().map(Policy::policyId).toList();
          case CLAUSE_ID -> clauses().map(Clause::id).distinct().toList();
          case SEVERITY -> symbols(Severity.class);
          case RECIPIENT_KIND -> symbols(RecipientKind.class);
          case EVENT_KIND -> Arrays.stream(EventKind.values()).map(EventKind::id).toList();
          case PURPOSE ->
              Stream.concat(
                      policies.vocabulary().purposes().keySet().stream(),
                      policies.policies().stream()
                          .flatMap(policy -> policy.versions().stream())
                          .flatMap(version -> version.purposes().keySet().stream()))
                  .distinct()
                  .toList();
          case DATA_CATEGORY ->
              policies.vocabulary().categories().entrySet().stream()
                  .flatMap(
                      group ->
                          Stream.concat(
                              Stream.of(group.getKey()), group.getValue().keySet().stream()))
                  .toList();
          case SERVICE, RECIPIENT_ID, ACTOR_ID -> null;
        });
  }

  private Stream<Clause> clauses() {
    return policies.policies().stream().flatMap(AlertRoutesReader::clauses);
  }

  private static Stream<Clause> clauses(Policy policy) {
    return policy.versions().stream().flatMap(version -> version.clauses().stream());
  }

  /** The clauses whose findings can match, of all that the policies have. */
  private Set<String> takenBy(AlertMatch match) {
    Set<String> taken = new LinkedHashSet<>();
    for (Policy policy : policies.policies()) {
      if (allows(match, AlertField.POLICY_ID, policy.policyId())) {
        clauses(policy)
            .filter(clause -> allows(match, AlertField.CLAUSE_ID, clause.id()))
            .filter(clause -> allows(match, AlertField.SEVERITY, clause.severity().name()))
            .filter(clause -> canFind(clause, match))
            .forEach(clause -> taken.add(clause.id() + " " + clause.severity()));
      }
    }
    return taken;
  }

  private static boolean allows(AlertMatch match, AlertField field, String value) {
    Set<String> wanted = match.values().get(field);
    return wanted == null || wanted.contains(value);
  }

  /** Whether a clause looks at events of such a kind: what is missed is found at any. */
  private static boolean canFind(Clause clause, AlertMatch match) {
    boolean toSomebody =
        match.values().containsKey(AlertField.RECIPIENT_ID)
            || match.values().containsKey(AlertField.RECIPIENT_KIND);
    Set<EventKind> kinds = clause.deadline() == null ? clause.on() : EnumSet.allOf(EventKind.class);
    return kinds.stream()
        .filter(kind -> allows(match, AlertField.EVENT_KIND, kind.id()))
        .anyMatch(kind -> !toSomebody || kind == EventKind.DISCLOSURE);
  }

  /** A route is never reached behind some that take all of its findings. */
  private void reachable(YamlMap yaml, List<AlertRoute> routes) {
    for (AlertRoute route : routes) {
      Set<String> left = takenBy(route.match());
      List<Integer> takers = new ArrayList<>();
      for (AlertRoute before : routes.subList(0, route.number())) {
        if (!before.goesOn()
            && before.match().without(CLAUSES).covers(route.match().without(CLAUSES))
            && left.removeAll(takenBy(before.match()))) {
          takers.add(before.line());
        }
      }
      if (left.isEmpty()) {
        yaml.fault(
            route.line(),
            "no finding ever comes to this route: what stands in line "
                + takers.stream().map(Object::toString).collect(Collectors.joining(" and "))
                + " takes them all, without 'continue: true'");
      }
    }
  }

  // --- The rest ----------------------------------------------------------------------------------

  private Optional<QuietHours> quietHours(YamlMap yaml) {
    Optional<ZoneId> zone = zone(yaml);
    Optional<LocalTime> from = time(yaml, "from");
    Optional<LocalTime> to = time(yaml, "to");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : oneOrMoreIfThere(yaml, "days")) {
      DayOfWeek day = DAYS.get(name);
      if (day == null) {
        unknown(yaml, "days", name, DAYS.keySet());
      } else {
        days.add(day);
      }
    }
    if (!yaml.has("days")) {
      days = EnumSet.allOf(DayOfWeek.class);
    }
    Set<Severity> except = EnumSet.noneOf(Severity.class);
    for (String name : oneOrMoreIfThere(yaml, "except")) {
      if (symbols(Severity.class).contains(name)) {
        except.add(Severity.valueOf(name));
      } else {
        unknown(yaml, "except", name, symbols(Severity.class));
      }
    }
    yaml.nothingElse();
    if (zone.isEmpty() || from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new QuietHours(zone.get(), from.get(), to.get(), days, except));
  }

  private static Optional<ZoneId> zone(YamlMap yaml) {
    String text = required(yaml, "zone");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      yaml.faultAt("zone", "expected a time zone such as Asia/Seoul, found '" + text + "'");
      return Optional.empty();
    }
  }

  private static Optional<LocalTime> time(YamlMap yaml, String name) {
    String text = required(yaml, name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalTime.parse(text));
    } catch (DateTimeException e) {
      yaml.faultAt(name, "expected a time such as \"22:00\", found '" + text + "'");
      return Optional.empty();
    }
  }

  private ServiceHeartbeat heartbeat(YamlMap yaml) {
    String service = IdText.normalise(required(yaml, "service"));
    Optional<Duration> every = duration(yaml, "atLeastEvery", MINUTE);
    if (!yaml.has("atLeastEvery")) {
      yaml.fault("'atLeastEvery' is missing");
    }
    List<String> to = to(yaml);
    yaml.nothingElse();
    return new ServiceHeartbeat(service, every.orElse(MINUTE), to);
  }

  private List<String> to(YamlMap yaml) {
    return known(yaml, "to", oneOrMore(yaml, "to"));
  }

  private List<String> known(YamlMap yaml, String field, List<String> names) {
    names.stream()
        .filter(name -> !receiverNames.contains(name))
        .forEach(name -> unknown(yaml, field, name, receiverNames));
    return names;
  }

  private static void unknown(
      YamlMap yaml, String field, String found, Collection<String> expected) {
    String closest =
        ClosestName.near(found, expected).map(name -> "; did you mean '" + name + "'?").orElse("");
    String known = expected.size() > 20 ? "" : ", expected one of " + expected;
    yaml.faultAt(field, "'" + found + "' is not known here" + known + closest);
  }

  private static Optional<Duration> duration(YamlMap yaml, String name, Duration least) {
    Optional<String> text = yaml.optionalText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration duration = Duration.parse(text.get());
      if (duration.compareTo(least) >= 0 && duration.compareTo(MAX) <= 0) {
        return Optional.of(duration);
      }
    } catch (DateTimeException e) {
      // The same fault as one that is too short.
    }
    yaml.faultAt(
        name,
        "expected a duration from "
            + least
            + " to "
            + MAX
            + " such as PT15M, found '"
            + text.get()
            + "'");
    return Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> symbol(YamlMap yaml, String name, Class<E> type) {
    Optional<String> text = yaml.optionalText(name);
    List<String> names = symbols(type);
    if (text.isPresent() && !names.contains(text.get())) {
      unknown(yaml, name, text.get(), names);
      return Optional.empty();
    }
    return text.map(symbol -> Enum.valueOf(type, symbol));
  }

  private static <E extends Enum<E>> List<String> symbols(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Enum::name)
        .filter(name -> !name.equals("UNKNOWN"))
        .toList();
  }

  private static List<String> oneOrMoreIfThere(YamlMap yaml, String name) {
    return yaml.has(name) ? oneOrMore(yaml, name) : List.of();
  }

  /** A list with something in it, or a single text. */
  private static List<String> oneOrMore(YamlMap yaml, String name) {
    List<String> texts = yaml.textOrTexts(name);
    if (texts.isEmpty() || texts.stream().anyMatch(AlertRoutesReader::isNothing)) {
      yaml.faultAt(name, "'" + name + "' needs at least one, and none that is empty");
    } else if (new LinkedHashSet<>(texts).size() < texts.size()) {
      yaml.faultAt(name, "'" + name + "' names the same twice");
    }
    return texts.stream().filter(text -> !isNothing(text)).toList();
  }
}
