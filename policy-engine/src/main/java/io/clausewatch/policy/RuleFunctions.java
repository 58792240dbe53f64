package io.clausewatch.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Requester;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.facts.ConsentRequirement;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.InstrumentFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Every function of the rule language; {@code policies/README.md} explains them to policy authors.
 * Each asks one question of a {@link EvaluationContext}.
 */
final class RuleFunctions {

  /** Those that ask about data that is to be destroyed. */
  static final Set<String> OF_HOLDING =
      Set.of("keptByConsent", "archivedFor", "guardianConsentedSince");

  private static final CelType BOOL = SimpleType.BOOL;
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType LIST = ListType.create(SimpleType.STRING);
  // A fault can be put into words, and nothing else be asked of it.
  private static final CelType FAULT = OpaqueType.create("fault");
  private static final Set<ConsentRequirement> NOTHING_MORE =
      EnumSet.noneOf(ConsentRequirement.class);
  private static final Map<String, RuleFunction> ALL = new LinkedHashMap<>();

  private RuleFunctions() {}

  /** Overload id to function. */
  static Map<String, RuleFunction> all() {
    return ALL;
  }

  static {
    plainOnes();
    consent();
    authorities();
    relationship();
    requests();
    registerAndNotices();
    deadlines();
  }

  private static void plainOnes() {
    add("known", BOOL, List.of(TypeParamType.create("T")), RuleFunctions::known);
    add("some", BOOL, List.of(LIST), args -> some(args.list(0)));
    member(
        "without", LIST, List.of(LIST, LIST), args -> select(args, (c, set) -> !set.contains(c)));
    member("among", LIST, List.of(LIST, LIST), args -> select(args, (c, set) -> set.contains(c)));
  }

  private static void consent() {
    add("consented", BOOL, List.of(), args -> context -> context.consented(NOTHING_MORE));
    add("consented", BOOL, List.of(LIST), args -> consented(demands(args)));
    add("withdrawn", BOOL, List.of(), args -> context -> context.withdrawn(NOTHING_MORE));
    add("withdrawn", BOOL, List.of(LIST), args -> withdrawn(demands(args)));
    add("consentNames", BOOL, List.of(TEXT, TEXT), RuleFunctions::consentNames);
    member("withoutNamedConsent", LIST, List.of(LIST), args -> withoutNamedConsent(args.list(0)));
    add("consentFault", FAULT, List.of(), args -> EvaluationContext::consentFault);
  }

  private static void authorities() {
    add("goodInstrument", BOOL, List.of(LIST), args -> goodInstrument(instruments(args)));
    add("instrumentFault", FAULT, List.of(LIST), args -> instrumentFault(instruments(args)));
  }

  private static void relationship() {
    add("youngerThan", BOOL, List.of(SimpleType.INT), args -> youngerThan(args.number(0)));
    add("latestChange", TEXT, List.of(LIST), args -> latestChange(changes(args, 0), null));
    add(
        "latestChange",
        TEXT,
        List.of(LIST, TEXT),
        args -> latestChange(changes(args, 0), args.symbol(1, SubjectChange.class)));
    add(
        "after",
        BOOL,
        List.of(TEXT, LIST),
        args -> after(args.symbol(0, SubjectChange.class), changes(args, 1)));
    add("attribute", TEXT, List.of(TEXT), args -> attribute(args.text(0)));
  }

  private static void requests() {
    add("requestOpen", BOOL, List.of(), args -> EvaluationContext::requestOpen);
    add("requestOpen", BOOL, List.of(LIST), args -> requestOpen(rights(args)));
    add("answersRequest", BOOL, List.of(), args -> EvaluationContext::answersRequest);
    add("answersRequest", BOOL, List.of(LIST), args -> answersRequest(rights(args)));
    add(
        "requestMadeBy",
        BOOL,
        List.of(TEXT),
        args -> requestMadeBy(args.symbol(0, Requester.class)));
    add("authorityVerified", BOOL, List.of(), args -> EvaluationContext::authorityVerified);
    add(
        "representativeVerified",
        BOOL,
        List.of(),
        args -> EvaluationContext::representativeVerified);
    add("contactedBefore", BOOL, List.of(TEXT), RuleFunctions::contactedBefore);
  }

  private static void registerAndNotices() {
    add(
        "registerHolds",
        BOOL,
        List.of(TEXT),
        args -> registerHolds(args.symbol(0, RegisterKind.class)));
    add(
        "registered",
        BOOL,
        List.of(TEXT, TEXT),
        args -> registered(args.symbol(0, RegisterKind.class), args.text(1)));
    add(
        "registeredFor",
        BOOL,
        List.of(TEXT, TEXT, TEXT),
        args -> registeredFor(args.symbol(0, RegisterKind.class), args.text(1), args.text(2)));
    add(
        "registerNamesPurposes",
        BOOL,
        List.of(TEXT, TEXT),
        args -> registerNamesPurposes(args.symbol(0, RegisterKind.class), args.text(1)));
    add("concernsProcessor", BOOL, List.of(), args -> context -> context.processor() != null);
    add("processor", TEXT, List.of(), args -> EvaluationContext::processor);
    add("listedProcessor", BOOL, List.of(TEXT), args -> listed(args.processors(), args.text(0)));
    add(
        "listedProcessorFor",
        BOOL,
        List.of(TEXT, TEXT),
        args -> listedFor(args.processors(), args.text(0), args.text(1)));
    add(
        "noticeReached",
        BOOL,
        List.of(TEXT, TEXT),
        args -> noticeReached(args.symbol(0, NoticeKind.class), args.text(1)));
    add("announcedAhead", BOOL, List.of(TEXT), args -> announcedAhead(args.duration(0)));
  }

  private static void deadlines() {
    add("keptByConsent", BOOL, List.of(), args -> EvaluationContext::keptByConsent);
    add(
        "archivedFor",
        BOOL,
        List.of(TEXT),
        args -> {
          String purpose = args.purpose(0);
          return context -> context.archivedFor(purpose);
        });
    add(
        "guardianConsentedSince",
        BOOL,
        List.of(),
        args -> EvaluationContext::guardianConsentedSince);
    add("overdue", FAULT, List.of(), args -> EvaluationContext::overdue);
  }

  private static void add(
      String name, CelType result, List<CelType> parameters, RuleFunction.Body body) {
    put(new RuleFunction(name, false, result, parameters, body));
  }

  private static void member(
      String name, CelType result, List<CelType> parameters, RuleFunction.Body body) {
    put(new RuleFunction(name, true, result, parameters, body));
  }

  private static void put(RuleFunction function) {
    ALL.put(function.overload(), function);
  }

  private static Rule<Boolean> known(CallArguments args) {
    RuleVariable variable = args.get(0).variable();
    if (variable == null) {
      args.fault(0, "the name of a field");
      return context -> false;
    }
    return variable::isKnown;
  }

  private static Rule<Boolean> some(Rule<Collection<String>> list) {
    return context -> {
      Collection<String> found = list.of(context);
      return found != null && !found.isEmpty();
    };
  }

  private static Rule<List<String>> select(
      CallArguments args, BiPredicate<String, Collection<String>> kept) {
    Rule<Collection<String>> from = args.list(0);
    Rule<Collection<String>> by = args.list(1);
    args.checkSameDomain(0, 1);
    return context -> {
      Collection<String> others = by.of(context);
      return filter(from.of(context), word -> kept.test(word, others));
    };
  }

  /** Allocates only when something is kept. */
  private static List<String> filter(
      Collection<String> from, java.util.function.Predicate<String> kept) {
    List<String> found = List.of();
    if (from != null) {
      for (String word : from) {
        if (kept.test(word)) {
          if (found.isEmpty()) {
            found = new ArrayList<>(from.size());
          }
          found.add(word);
        }
      }
    }
    return found;
  }

  private static Set<ConsentRequirement> demands(CallArguments args) {
    return args.symbols(
        0,
        ConsentRequirement.class,
        word -> word.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_'));
  }

  private static Rule<Boolean> consented(Set<ConsentRequirement> demands) {
    return context -> context.consented(demands);
  }

  private static Rule<Boolean> withdrawn(Set<ConsentRequirement> demands) {
    return context -> context.withdrawn(demands);
  }

  private static Rule<Boolean> consentNames(CallArguments args) {
    Rule<String> category = args.text(0);
    Rule<String> purpose = args.text(1);
    return context -> context.consentNames(category.of(context), purpose.of(context));
  }

  private static Rule<List<String>> withoutNamedConsent(Rule<Collection<String>> list) {
    return context ->
        filter(list.of(context), category -> !context.consentNames(category, context.purpose()));
  }

  private static Set<InstrumentKind> instruments(CallArguments args) {
    return args.symbols(0, InstrumentKind.class);
  }

  private static Rule<Boolean> goodInstrument(Set<InstrumentKind> kinds) {
    return context -> context.goodInstrument(kinds);
  }

  private static Rule<InstrumentFault> instrumentFault(Set<InstrumentKind> kinds) {
    return context -> context.instrumentFault(kinds);
  }

  private static Rule<Boolean> youngerThan(long years) {
    return context -> context.youngerThan(years);
  }

  private static Set<SubjectChange> changes(CallArguments args, int index) {
    return args.symbols(index, SubjectChange.class);
  }

  private static Rule<String> latestChange(Set<SubjectChange> among, SubjectChange winner) {
    return context -> context.latestChange(among, winner);
  }

  private static Rule<Boolean> after(SubjectChange change, Set<SubjectChange> undone) {
    return context -> context.after(change, undone);
  }

  private static Rule<String> attribute(Rule<String> name) {
    return context -> context.attribute(name.of(context));
  }

  private static Set<DataSubjectRight> rights(CallArguments args) {
    return args.symbols(0, DataSubjectRight.class);
  }

  private static Rule<Boolean> requestOpen(Set<DataSubjectRight> rights) {
    return context -> context.requestOpen(rights);
  }

  private static Rule<Boolean> answersRequest(Set<DataSubjectRight> rights) {
    return context -> context.answersRequest(rights);
  }

  private static Rule<Boolean> requestMadeBy(Requester requester) {
    return context -> context.requestMadeBy(requester);
  }

  private static Rule<Boolean> contactedBefore(CallArguments args) {
    String purpose = args.purpose(0);
    return context -> purpose.equals(context.purpose()) && context.contactedBefore();
  }

  private static Rule<Boolean> registerHolds(RegisterKind kind) {
    return context -> context.registerHolds(kind);
  }

  private static Rule<Boolean> registered(RegisterKind kind, Rule<String> entryId) {
    return context -> context.registeredPurposes(kind, entryId.of(context)) != null;
  }

  private static Rule<Boolean> registeredFor(
      RegisterKind kind, Rule<String> entryId, Rule<String> purpose) {
    return context -> {
      List<String> purposes = context.registeredPurposes(kind, entryId.of(context));
      return purposes != null && (purposes.isEmpty() || purposes.contains(purpose.of(context)));
    };
  }

  private static Rule<Boolean> registerNamesPurposes(RegisterKind kind, Rule<String> entryId) {
    return context -> {
      List<String> purposes = context.registeredPurposes(kind, entryId.of(context));
      return purposes != null && !purposes.isEmpty();
    };
  }

  private static Rule<Boolean> listed(Map<String, Processor> processors, Rule<String> id) {
    return context -> {
      String processor = id.of(context);
      return processor != null && processors.containsKey(processor);
    };
  }

  private static Rule<Boolean> listedFor(
      Map<String, Processor> processors, Rule<String> id, Rule<String> purpose) {
    return context -> {
      String processor = id.of(context);
      Processor found = processor == null ? null : processors.get(processor);
      return found != null && found.purposes().contains(purpose.of(context));
    };
  }

  private static Rule<Boolean> noticeReached(NoticeKind kind, Rule<String> relatesTo) {
    return context -> {
      String id = relatesTo.of(context);
      return id != null && context.noticeReached(kind, id);
    };
  }

  private static Rule<Boolean> announcedAhead(Duration time) {
    return context -> context.announcedAhead(time);
  }
}
