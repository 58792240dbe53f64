package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Among what a clause is on: it promises something in time. */
  private static final String DEADLINE = "deadline";

  private final SharedRules shared;
  private final Vocabulary vocabulary;
  private final Documents documents;
  private final BranchObserver watch;
  private final Faults faults;
  private String policyId;
  private String clauseId;
  private String language = ENGLISH;
  private String document = "";

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
    language = file.text("language");
    String source = file.text("document");
    documents
        .read(source)
        .ifPresentOrElse(
            text -> document = text,
            () -> file.faultAt("document", "there is no file '" + source + "'"));
    boolean ends = file.flag("membershipEndWithdrawsConsent", false);
    boolean ownActs = file.flag("ownActs", false);
    List<PolicyVersion> versions = new ArrayList<>();
    for (YamlMap version : file.maps("versions")) {
      versions.add(version(version));
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
        document,
        ends,
        ownActs,
        digest,
        List.copyOf(versions));
  }

  private PolicyVersion version(YamlMap file) {
    String name = file.text("version");
    Instant from = file.optionalText("effectiveFrom").map(text -> instant(file, text)).orElse(null);
    Map<String, DeclaredQuote> purposes = purposes(file.map("purposes"));
    Map<String, Object> lists = new LinkedHashMap<>();
    lists.put(DECLARED_PURPOSES, Set.copyOf(purposes.keySet()));
    vocabulary
        .categories()
        .forEach((group, ids) -> lists.put(group + "Categories", Set.copyOf(ids.keySet())));
    lists(file.map("lists"), lists);
    parameters(file.map("parameters"), lists);
    Map<String, Processor> processors = processors(file.map("processors"));
    RuleCompiler rules =
        new RuleCompiler(
            new PolicyVersionData(vocabulary, lists, processors, shared.definitions()));
    DeadlineReader deadlines =
        new DeadlineReader(
            shared.clocks(), vocabulary, lists, rules, this::operands, file.map("retention"));
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
    file.nothingElse();
    return new PolicyVersion(name, from, purposes, clauses);
  }

  private Instant instant(YamlMap file, String text) {
    try {
      return text.length() > 10
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      file.faultAt("effectiveFrom", "expected a date such as 2021-11-15 or an instant in UTC");
      return null;
    }
  }

  private Map<String, DeclaredQuote> purposes(YamlMap file) {
    Map<String, DeclaredQuote> purposes = new LinkedHashMap<>();
    for (String purpose : file.names()) {
      if (!vocabulary.purposes().containsKey(purpose)) {
        file.faultAt(purpose, "'" + purpose + "' is no purpose of the vocabulary");
      }
      purposes.put(purpose, declared(file.map(purpose)));
    }
    return purposes;
  }

  private DeclaredQuote declared(YamlMap file) {
    DeclaredQuote declared = new DeclaredQuote(file.text("section"), file.text("quote"));
    checkQuote(file, declared.quote());
    file.nothingElse();
    return declared;
  }

  private static void lists(YamlMap file, Map<String, Object> lists) {
    for (String name : file.names()) {
      Set<String> words = new LinkedHashSet<>(file.texts(name));
      if (lists.put(name, words) != null) {
        file.faultAt(name, "the name '" + name + "' is taken");
      }
    }
  }

  private static void parameters(YamlMap file, Map<String, Object> lists) {
    for (String name : file.names()) {
      String value = file.id(name);
      Object parsed = value.matches("\\d+") ? Long.valueOf(value) : value;
      if (lists.put(name, parsed) != null) {
        file.faultAt(name, "the name '" + name + "' is taken");
      }
    }
  }

  private Map<String, Processor> processors(YamlMap file) {
    Map<String, Processor> processors = new LinkedHashMap<>();
    for (String id : file.names()) {
      YamlMap entry = file.map(id);
      List<String> purposes = entry.texts("purposes");
      for (String purpose : purposes) {
        if (!vocabulary.purposes().containsKey(purpose)) {
          entry.faultAt("purposes", "'" + purpose + "' is no purpose of the vocabulary");
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
    if (on.isEmpty() && !timed) {
      file.faultAt("on", "a clause judges at least one kind of event, or a deadline");
    }
    Rule<Boolean> flags = on.isEmpty() ? null : flags(file, rules);
    YamlMap deadlineFile = file.map("deadline");
    Deadline deadline = timed ? deadlines.read(deadlineFile) : null;
    Rule<String> explanation =
        explanation(file, "explanation", ExplanationPhrases.in(ENGLISH), rules);
    Rule<String> localExplanation =
        file.has("localExplanation")
            ? explanation(file, "localExplanation", ExplanationPhrases.in(language), rules)
            : null;
    if (on.isEmpty() == file.has("flags")) {
      file.faultAt("flags", "'flags' is for the kinds of event under 'on'");
    }
    if (timed != file.has("deadline")) {
      file.faultAt("deadline", "'deadline' goes with 'on: [deadline]'");
    }
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
        deadline,
        explanation,
        localExplanation);
  }

  private Rule<Boolean> flags(YamlMap file, RuleCompiler rules) {
    Rule<Boolean> flags = compile(file, file.text("flags"), rules, operands(file, "flags"));
    Rule<Boolean> exempt = exemptions(file, file.texts("judges"), rules);
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
    String parts = deadline.inWords();
    return flags.isEmpty() || parts.isEmpty() ? flags + parts : flags + "\n" + parts;
  }

  private static Rule<String> explanation(
      YamlMap file, String name, ExplanationPhrases phrases, RuleCompiler rules) {
    List<RuleCompiler.RuleFault> wrong = new ArrayList<>();
    Rule<String> explanation = TextTemplate.compile(file.text(name), phrases, rules, wrong);
    wrong.forEach(fault -> file.faultAt(name, fault.message()));
    return explanation;
  }

  private Rule<Boolean> exemptions(YamlMap file, List<String> judges, RuleCompiler rules) {
    for (String name : judges) {
      if (!shared.exemptions().containsKey(name)) {
        file.faultAt("judges", "there is no exemption '" + name + "'");
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
    for (Severity severity : Severity.values()) {
      if (severity != Severity.UNKNOWN && severity.name().equals(text)) {
        return severity;
      }
    }
    file.faultAt("severity", "expected CRITICAL, HIGH, MEDIUM or LOW");
    return Severity.UNKNOWN;
  }

  private static Set<EventKind> kinds(YamlMap file) {
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    for (String text : file.texts("on")) {
      if (text.equals(DEADLINE)) {
        continue;
      }
      Optional<EventKind> kind =
          Arrays.stream(EventKind.values()).filter(k -> k.id().equals(text)).findFirst();
      kind.ifPresentOrElse(
          kinds::add, () -> file.faultAt("on", "'" + text + "' is no kind of event"));
    }
    return kinds;
  }

  /**
   * What leads to English and back must be there where the policy is in another language, and only
   * there: beside English it would be forgotten.
   */
  private void checkOtherLanguage(YamlMap clause, String name) {
    boolean english = language.equals(ENGLISH);
    if (english == clause.has(name)) {
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
    if (!document.isEmpty() && !oneLine(document).contains(oneLine(quote))) {
      file.faultAt("quote", "the document does not hold these words");
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
  }
}
