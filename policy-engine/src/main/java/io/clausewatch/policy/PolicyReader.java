package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads and compiles one policy file. */
final class PolicyReader {

  /** Finds the published document that a policy names; empty when there is none. */
  interface Documents {
    /** The document's text. */
    Optional<String> read(String name);
  }

  /** Notes a fault with the clause it belongs to. */
  interface Faults {
    /** A fault at a place counted from 1; the clause may be null. */
    void add(int line, int column, String clauseId, String message);
  }

  /** The language of every explanation; beside it there is one in the policy's own. */
  private static final String ENGLISH = "en";

  /** The name by which rules refer to the declared purposes. */
  private static final String DECLARED_PURPOSES = "declaredPurposes";

  /** What ISO 3166-1 leaves to everybody, for a policy of no country. */
  private static final String NO_COUNTRY = "ZZ";

  private static final String DECLARED_CATEGORIES = "declaredCategories";

  /** Among what a clause is on: it promises something in time. */
  private static final String DEADLINE = "deadline";

  /**
   * A time zone as people say it. The names that are close to it count the other way round
   * ('Etc/GMT-3' is three hours ahead), so that none is proposed.
   */
  private static final Pattern OFFSET =
      Pattern.compile("(?:GMT|UTC)? ?[+-][0-9:]+", Pattern.CASE_INSENSITIVE);

  private static final Pattern OVERDUE = Pattern.compile("\\boverdue\\s*\\(");

  private final SharedRules shared;
  private final Vocabulary vocabulary;
  private final Documents documents;
  private final BranchObserver watch;
  private final Faults faults;
  private String policyId;
  private String clauseId;
  private String language = ENGLISH;
  private DocumentQuote document;
  private ZoneId zone = ZoneOffset.UTC;

  PolicyReader(
      SharedRules shared,
      Vocabulary vocabulary,
      Documents documents,
      BranchObserver watch,
      Faults faults) {
    this.shared = shared;
    this.vocabulary = vocabulary;
    this.documents = documents;
    this.watch = watch;
    this.faults = faults;
  }

  /** Notes a fault at the clause being read. */
  void note(int line, int column, String message) {
    faults.add(line, column, clauseId, message);
  }

  /**
   * Reads a policy.
   *
   * @param digest of everything that is read for it
   */
  Policy read(YamlMap file, String digest) {
    policyId = file.id("policyId");
    String controller = file.text("controller");
    String jurisdiction = file.text("jurisdiction");
    if (file.has("jurisdiction") && !jurisdiction.equals(NO_COUNTRY)) {
      checkCountry(file, jurisdiction);
    }
    language = file.text("language");
    zone = zone(file);
    if (file.has("language") && !LanguageCodes.holds(language)) {
      file.faultAt("language", LanguageCodes.fault(language));
    }
    String source = file.text("document");
    documents
        .read(source)
        .ifPresentOrElse(
            text -> document = new DocumentQuote(source, text),
            () ->
                file.faultAt(
                    "document",
                    "there is no file '"
                        + source
                        + "' in the folder of the policies: write the path from there, as in"
                        + " documents/"
                        + policyId
                        + ".txt"));
    boolean ends = file.flag("membershipEndWithdrawsConsent", false);
    boolean ownActs = file.flag("ownActs", false);
    List<PolicyVersion> versions = new ArrayList<>();
    VersionDates dates = new VersionDates();
    for (YamlMap version : file.maps("versions")) {
      PolicyVersion read = version(version);
      dates.check(version, read);
      versions.add(read);
    }
    if (versions.isEmpty()) {
      file.faultAt("versions", "a policy needs at least one version");
    }
    versions.sort(
        Comparator.comparing(
            PolicyVersion::effectiveFrom, Comparator.nullsFirst(Comparator.naturalOrder())));
    file.nothingElse();
    return new Policy(
        policyId,
        controller,
        jurisdiction,
        language,
        document == null ? "" : document.text(),
        ends,
        ownActs,
        digest,
        List.copyOf(versions));
  }

  private PolicyVersion version(YamlMap file) {
    String name = file.text("version");
    Instant from = file.optionalText("effectiveFrom").map(text -> instant(file, text)).orElse(null);
    Map<String, DeclaredQuote> purposes = purposes(file.map("purposes"));
    Map<String, Object> lists = names(file, vocabulary);
    lists.put(DECLARED_PURPOSES, Set.copyOf(purposes.keySet()));
    Map<String, Processor> processors = processors(file.map("processors"));
    PeriodReader periods = new PeriodReader(lists, zone);
    RetentionSchedule atLeast =
        new RetentionSchedule(file.map("retainedAtLeast"), periods, vocabulary);
    RuleCompiler rules =
        new RuleCompiler(
            new PolicyVersionData(vocabulary, lists, processors, atLeast, shared.definitions()));
    DeadlineReader deadlines =
        new DeadlineReader(
            shared.clocks(),
            periods,
            rules,
            this::operands,
            new RetentionSchedule(file.map("retention"), periods, vocabulary));
    List<Clause> clauses = new ArrayList<>();
    for (YamlMap clause : file.maps("clauses")) {
      clauseId = clause.has("id") ? clause.id("id") : null;
      Clause compiled = clause(clause, rules, deadlines);
      if (compiled != null) {
        clauses.add(compiled);
      }
      clauseId = null;
    }
    Set<String> ids = new LinkedHashSet<>();
    for (Clause clause : clauses) {
      if (!ids.add(clause.id())) {
        file.faultAt("clauses", "the clause '" + clause.id() + "' stands here twice");
      }
    }
    if (!atLeast.isEmpty() && !rules.asked().contains(RuleFunctions.DESTROYED_TOO_EARLY)) {
      file.faultAt(
          "retainedAtLeast",
          "no clause asks 'destroyedTooEarly()', so that nothing would be found");
    }
    file.nothingElse();
    return new PolicyVersion(
        name,
        from,
        purposes,
        declaredCategories(lists),
        clauses,
        !Collections.disjoint(rules.asked(), RuleFunctions.OF_HOLDINGS));
  }

  private static ZoneId zone(YamlMap file) {
    Optional<String> name = file.optionalText("timeZone");
    if (name.isPresent() && !ZoneId.getAvailableZoneIds().contains(name.get())) {
      file.faultAt(
          "timeZone",
          "expected the name of a time zone, such as Asia/Seoul, but found '"
              + name.get()
              + "'"
              + (OFFSET.matcher(name.get()).matches()
                  ? ": a zone has the name of a place there"
                  : KnownNames.meant(name.get(), ZoneId.getAvailableZoneIds())));
      return ZoneOffset.UTC;
    }
    return name.map(ZoneId::of).orElse(ZoneOffset.UTC);
  }

  private Instant instant(YamlMap file, String text) {
    try {
      return text.length() > 10
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      file.faultAt(
          "effectiveFrom",
          "expected a date such as 2021-11-15 or an instant in UTC such as 2021-11-15T09:00:00Z,"
              + " but found '"
              + text
              + "'");
      return null;
    }
  }

  private Map<String, DeclaredQuote> purposes(YamlMap file) {
    Map<String, DeclaredQuote> purposes = new LinkedHashMap<>();
    for (String purpose : file.names()) {
      if (!vocabulary.purposes().containsKey(purpose)) {
        file.faultAtName(purpose, noPurpose(purpose));
      }
      DeclaredQuote declared = declared(file.map(purpose));
      if (vocabulary.purposes().containsKey(purpose)) {
        purposes.put(purpose, declared);
      }
    }
    return purposes;
  }

  private String noPurpose(String found) {
    return "'"
        + found
        + "' is no purpose of the vocabulary"
        + KnownNames.closestTo(found, vocabulary.purposes().keySet())
        + ". Write that, or add '"
        + found
        + "' to vocabulary.yaml";
  }

  private DeclaredQuote declared(YamlMap file) {
    DeclaredQuote declared = new DeclaredQuote(file.text("section"), file.text("quote"));
    checkQuote(file, declared.quote());
    file.nothingElse();
    return declared;
  }

  /** What the rules of a version can refer to, but for what it declares. */
  static Map<String, Object> names(YamlMap version, Vocabulary vocabulary) {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put(DECLARED_PURPOSES, Set.of());
    vocabulary
        .categories()
        .forEach((group, ids) -> names.put(group + "Categories", Set.copyOf(ids.keySet())));
    lists(version.map("lists"), names);
    parameters(version.map("parameters"), names);
    return names;
  }

  /** Those of its list of that name; without one it leaves none out. */
  private Set<String> declaredCategories(Map<String, Object> lists) {
    Set<String> all =
        vocabulary.categories().values().stream()
            .flatMap(group -> group.keySet().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (lists.get(DECLARED_CATEGORIES) instanceof Set<?> declared) {
      all.retainAll(declared);
    }
    return all;
  }

  private static void lists(YamlMap file, Map<String, Object> lists) {
    for (String name : file.names()) {
      put(file, name, new LinkedHashSet<>(file.texts(name)), lists);
    }
  }

  private static void put(YamlMap file, String name, Object value, Map<String, Object> lists) {
    if (RuleVariables.all().containsKey(name) || lists.containsKey(name)) {
      file.faultAtName(name, "the name '" + name + "' is taken: choose another one");
    } else {
      lists.put(name, value);
    }
  }

  private static void parameters(YamlMap file, Map<String, Object> lists) {
    for (String name : file.names()) {
      String value = file.id(name);
      put(file, name, value.matches("-?\\d{1,18}") ? Long.valueOf(value) : value, lists);
    }
  }

  private Map<String, Processor> processors(YamlMap file) {
    Map<String, Processor> processors = new LinkedHashMap<>();
    for (String id : file.names()) {
      YamlMap entry = file.map(id);
      List<String> purposes = entry.texts("purposes");
      for (String purpose : purposes) {
        if (!vocabulary.purposes().containsKey(purpose)) {
          entry.faultAt("purposes", noPurpose(purpose));
        }
      }
      DeclaredQuote declared = new DeclaredQuote(entry.text("section"), entry.text("quote"));
      checkQuote(entry, declared.quote());
      processors.put(id, new Processor(id, entry.text("name"), Set.copyOf(purposes), declared));
      entry.nothingElse();
    }
    return processors;
  }

  private Clause clause(YamlMap file, RuleCompiler rules, DeadlineReader deadlines) {
    String id = file.id("id");
    String title = file.text("title");
    String section = file.text("section");
    String quote = file.text("quote");
    checkQuote(file, quote);
    checkOtherLanguage(file, "localTitle");
    checkOtherLanguage(file, "translation");
    checkOtherLanguage(file, "localExplanation");
    String localTitle = file.optionalText("localTitle").orElse(null);
    String translation = file.optionalText("translation").orElse(null);
    Severity severity = severity(file);
    Set<EventKind> on = kinds(file);
    boolean timed = file.texts("on").contains(DEADLINE);
    if (on.isEmpty() && !timed && !file.has("deadline")) {
      file.faultAt("on", "a clause judges at least one kind of event, or a deadline");
    }
    AllowanceReader allowance =
        new AllowanceReader(
            file,
            rules.about(on, "list those under 'on'"),
            this::operands,
            ExplanationPhrases.in(language));
    boolean timedByMistake = !timed && file.has("deadline");
    boolean judgesNothing =
        on.isEmpty() || (timedByMistake && !file.has("flags") && !allowance.isThere());
    Rule<Boolean> flags = judgesNothing ? null : flags(file, on, allowance, rules);
    YamlMap deadlineFile = file.map("deadline");
    Deadline deadline = timed ? deadlines.read(deadlineFile) : null;
    RuleCompiler told = rules.about(toldOf(on, deadline));
    Rule<String> explanation =
        explanation(file, "explanation", ExplanationPhrases.in(ENGLISH), told);
    Rule<String> localExplanation =
        file.has("localExplanation")
            ? explanation(file, "localExplanation", ExplanationPhrases.in(language), told)
            : null;
    if (!timedByMistake) {
      allowance.check(on.isEmpty());
    }
    if (LanguageCodes.holds(language)) {
      allowance.checkLanguages(language.equals(ENGLISH));
    }
    checkSameFacts(file, "explanation", "localExplanation");
    checkSameFacts(file, "localExplanation", "explanation");
    if (timed != file.has("deadline")) {
      file.faultAt("deadline", "'deadline' goes with 'on: [deadline]'");
    }
    checkOverdue(file, timed || timedByMistake);
    file.nothingElse();
    if ((flags == null && !on.isEmpty()) || (deadline == null && timed)) {
      return null;
    }
    return new Clause(
        id,
        title,
        localTitle,
        section,
        quote,
        translation,
        severity,
        on,
        rule(file, deadlineFile),
        flags,
        allowance.alternatives(),
        deadline,
        explanation,
        localExplanation);
  }

  /** The kinds of event that an explanation is about; empty where the deadline has a fault. */
  private static Set<EventKind> toldOf(Set<EventKind> on, Deadline deadline) {
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    kinds.addAll(on);
    if (deadline != null) {
      deadline.clocks().forEach(clock -> kinds.addAll(clock.kinds()));
    }
    return kinds;
  }

  /** What is overdue is said where something can be. */
  private static void checkOverdue(YamlMap file, boolean timed) {
    for (String name : List.of("explanation", "localExplanation")) {
      if (!timed
          && file.optionalText(name).filter(text -> OVERDUE.matcher(text).find()).isPresent()) {
        file.faultAt(name, "'overdue()' goes with 'deadline'");
      }
    }
  }

  /** What one explanation tells and the other one does not is a fault of the other one. */
  private static void checkSameFacts(YamlMap file, String from, String in) {
    if (!file.has(from) || !file.has(in)) {
      return;
    }
    for (String expression : ExplanationPair.onlyIn(file.text(from), file.text(in))) {
      file.faultAt(
          in,
          "'"
              + in
              + "' lacks {"
              + expression
              + "}, which '"
              + from
              + "' tells: write it here too, or take it away there, so that both tell the same");
    }
  }

  private Rule<Boolean> flags(
      YamlMap file, Set<EventKind> on, AllowanceReader allowance, RuleCompiler rules) {
    Rule<Boolean> flags =
        allowance.isThere()
            ? allowance.flags()
            : compile(
                file,
                file.text("flags"),
                rules.about(on, "list those under 'on'"),
                operands(file, "flags"));
    Rule<Boolean> exempt = exemptions(file, file.texts("judges"), rules);
    if (flags != null && exempt != null) {
      ClauseReachability.fault(on, flags, exempt, allowance.isThere())
          .ifPresent(fault -> file.faultAt(allowance.isThere() ? "allowedIf" : "flags", fault));
    }
    return flags == null || exempt == null
        ? null
        : new BooleanNodes.And(new BooleanNodes.Not(exempt), flags);
  }

  /** Those of a rule of the clause being read are watched. */
  private OperandOutcomes operands(YamlMap file, String name) {
    return (operand, line, column, text) -> {
      YamlMap.Place place = file.placeIn(name, line, column);
      return watch.over(
          new RuleBranch(
              policyId, clauseId, place.line(), place.column(), text.replaceAll("\\s+", " ")),
          operand);
    };
  }

  /** The clause's rule as its author wrote it, the deadline in one line a part. */
  private static String rule(YamlMap file, YamlMap deadline) {
    String flags = file.optionalText("flags").map(String::strip).orElse("");
    return Stream.of(flags, AllowanceReader.inWords(file), deadline.inWords())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static Rule<String> explanation(
      YamlMap file, String name, ExplanationPhrases phrases, RuleCompiler rules) {
    List<RuleCompiler.RuleFault> wrong = new ArrayList<>();
    Rule<String> explanation = TextTemplate.compile(file.text(name), phrases, rules, wrong);
    wrong.forEach(fault -> file.faultIn(name, fault.line(), fault.column(), fault.message()));
    return explanation;
  }

  private Rule<Boolean> exemptions(YamlMap file, List<String> judges, RuleCompiler rules) {
    for (String name : judges) {
      if (!shared.exemptions().containsKey(name)) {
        file.faultAt(
            "judges",
            "there is no exemption '"
                + name
                + "' in shared.yaml"
                + KnownNames.closestTo(name, shared.exemptions().keySet()));
      }
    }
    String source =
        shared.exemptions().entrySet().stream()
            .filter(exemption -> !judges.contains(exemption.getKey()))
            .map(exemption -> "(" + exemption.getValue() + ")")
            .collect(Collectors.joining(" || "));
    return compile(file, source.isEmpty() ? "false" : source, rules, OperandOutcomes.AS_THEY_ARE);
  }

  private static Rule<Boolean> compile(
      YamlMap file, String source, RuleCompiler rules, OperandOutcomes operands) {
    List<RuleCompiler.RuleFault> wrong = new ArrayList<>();
    Rule<Boolean> rule = rules.truth(source, wrong, operands);
    wrong.forEach(fault -> file.faultIn("flags", fault.line(), fault.column(), fault.message()));
    return rule;
  }

  private static Severity severity(YamlMap file) {
    String text = file.text("severity");
    if (!file.has("severity")) {
      return Severity.UNKNOWN; // that it is missing was noted
    }
    for (Severity severity : Severity.values()) {
      if (severity != Severity.UNKNOWN && severity.name().equals(text)) {
        return severity;
      }
    }
    file.faultAt(
        "severity",
        "expected CRITICAL, HIGH, MEDIUM or LOW, but found '"
            + text
            + "'"
            + KnownNames.meant(text, List.of("CRITICAL", "HIGH", "MEDIUM", "LOW")));
    return Severity.UNKNOWN;
  }

  private static Set<EventKind> kinds(YamlMap file) {
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    boolean unknown = file.has("on") && !(file.value("on") instanceof SequenceNode);
    for (String text : file.texts("on")) {
      if (text.equals(DEADLINE)) {
        continue;
      }
      Optional<EventKind> kind =
          Arrays.stream(EventKind.values()).filter(k -> k.id().equals(text)).findFirst();
      unknown |= kind.isEmpty();
      kind.ifPresentOrElse(
          kinds::add,
          () ->
              file.faultAt(
                  "on",
                  "'"
                      + text
                      + "' is no kind of event"
                      + KnownNames.closestTo(
                          text,
                          Stream.concat(
                                  Arrays.stream(EventKind.values()).map(EventKind::id),
                                  Stream.of(DEADLINE))
                              .toList())));
    }
    // Of what was meant nothing is known, so that nothing else of the clause is a fault for it.
    return unknown ? EnumSet.allOf(EventKind.class) : kinds;
  }

  /**
   * What leads to English and back must be there where the policy is in another language, and only
   * there: beside English it would be forgotten.
   */
  private void checkOtherLanguage(YamlMap clause, String name) {
    boolean english = language.equals(ENGLISH);
    if (LanguageCodes.holds(language) && english == clause.has(name)) {
      clause.faultAt(
          name,
          english
              ? "the policy is in English, so that a clause has no '" + name + "'"
              : "'" + name + "' is missing, since the policy's language is '" + language + "'");
    }
  }

  /**
   * A quote must stand in the document, word for word; line breaks and runs of blanks do not count.
   */
  private void checkQuote(YamlMap file, String quote) {
    if (document != null && file.has("quote")) {
      document.fault(quote).ifPresent(fault -> file.faultAt("quote", fault));
    }
  }

  private static void checkCountry(YamlMap file, String jurisdiction) {
    if (!CountryCodes.ALL.contains(jurisdiction)) {
      file.faultAt(
          "jurisdiction",
          "expected "
              + new EnumDomain.Country().expected()
              + ", or ZZ for none, but found '"
              + jurisdiction
              + "'"
              + CountryCodes.meantBy(jurisdiction));
    }
  }
}
