package io.clausewatch.policy;

import static io.clausewatch.policy.RuleType.BOOL;
import static io.clausewatch.policy.RuleType.CATEGORIES;
import static io.clausewatch.policy.RuleType.CATEGORY;
import static io.clausewatch.policy.RuleType.INSTANT;
import static io.clausewatch.policy.RuleType.LIST;
import static io.clausewatch.policy.RuleType.LISTED_PROCESSOR;
import static io.clausewatch.policy.RuleType.NUMBER;
import static io.clausewatch.policy.RuleType.PERIOD;
import static io.clausewatch.policy.RuleType.PURPOSE;
import static io.clausewatch.policy.RuleType.TEXT;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.TypeParamType;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Requester;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.facts.ConsentRequirement;
import io.clausewatch.facts.ElapsedTime;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.InstrumentFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every function of the rule language; {@code policies/README.md} explains them to policy authors.
 * Each asks one question of a {@link EvaluationContext}.
 */
final class RuleFunctions {

  /** Those that ask about data that is to be destroyed. */
  static final Set<String> OF_HOLDING =
      Set.of("keptByConsent", "archivedFor", "guardianConsentedSince");

  /** The one that asks about what must be kept. */
  static final String DESTROYED_TOO_EARLY = "destroyedTooEarly";

  /** Those that ask what data came and went, and are asked of any event. */
  static final Set<String> OF_HOLDINGS = Set.of("collectedWithin", "dataAge", DESTROYED_TOO_EARLY);

  private static final RuleType FIELD = RuleType.of(TypeParamType.create("T"), "field");
  // A fault can be put into words, and nothing else be asked of it.
  private static final RuleType FAULT = RuleType.of(OpaqueType.create("fault"), "fault");
  private static final RuleType CHANGE = RuleType.symbol(SubjectChange.class);
  private static final Set<ConsentRequirement> NOTHING_MORE =
      EnumSet.noneOf(ConsentRequirement.class);
  private static final Map<String, RuleFunction> ALL = new LinkedHashMap<>();

  /** Those of CEL itself, by the ids that CEL gives their overloads. */
  private static final Map<String, RuleFunction> STANDARD = new LinkedHashMap<>();

  private RuleFunctions() {}

  /** Overload id to function. */
  static Map<String, RuleFunction> all() {
    return ALL;
  }

  /** CEL's own overload id to function; they need no declaration. */
  static Map<String, RuleFunction> standard() {
    return STANDARD;
  }

  /** Every name, those of CEL's own functions included. */
  static Set<String> names() {
    return everyOne()
        .map(RuleFunction::name)
        .filter(name -> Character.isLetter(name.charAt(0)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How a function is written; empty where there is none of this name. */
  static String waysToWrite(String name) {
    return everyOne()
        .filter(function -> function.name().equals(name))
        .map(RuleFunction::inWords)
        .collect(Collectors.joining(" or "));
  }

  private static Stream<RuleFunction> everyOne() {
    return Stream.concat(ALL.values().stream(), STANDARD.values().stream());
  }

  static {
    plainOnes();
    standardOnes();
    times();
    consent();
    authorities();
    relationship();
    requests();
    registerAndNotices();
    deadlines();
    followUps();
  }

  private static void plainOnes() {
    add("known", BOOL, List.of(FIELD), RuleFunctions::known);
    add("some", BOOL, List.of(LIST), args -> some(args.list(0)));
    member(
        "without", LIST, List.of(LIST, LIST), args -> select(args, (c, set) -> !set.contains(c)));
    member("among", LIST, List.of(LIST, LIST), args -> select(args, (c, set) -> set.contains(c)));
  }

  private static void standardOnes() {
    standard("size_list", "size", NUMBER, List.of(LIST), args -> size(args.list(0)));
    standard(
        "starts_with_string",
        "startsWith",
        BOOL,
        List.of(TEXT, TEXT),
        args -> startsWith(args.text(0), args.text(1)));
    standard(
        "string_to_timestamp",
        "timestamp",
        INSTANT,
        List.of(TEXT),
        args -> new BooleanNodes.Constant<>(args.instant(0)));
    standard(
        "add_timestamp_duration", "_+_", INSTANT, List.of(INSTANT, PERIOD), PeriodArithmetic::plus);
    standard(
        "subtract_timestamp_duration",
        "_-_",
        INSTANT,
        List.of(INSTANT, PERIOD),
        PeriodArithmetic::minus);
    standard(
        "subtract_timestamp_timestamp",
        "_-_",
        PERIOD,
        List.of(INSTANT, INSTANT),
        PeriodArithmetic::between);
  }

  private static void times() {
    add("period", PERIOD, List.of(TEXT), args -> new BooleanNodes.Constant<>(args.period(0)));
    add("dataAge", PERIOD, List.of(CATEGORY), RuleFunctions::dataAge);
    add("collectedWithin", BOOL, List.of(TEXT), args -> collectedWithin(args.period(0)));
    add(
        DESTROYED_TOO_EARLY,
        CATEGORIES,
        List.of(),
        args -> destroyedTooEarly(args.retainedAtLeast()));
  }

  private static void consent() {
    add("consented", BOOL, List.of(), args -> context -> context.consented(NOTHING_MORE));
    add("consented", BOOL, List.of(LIST), args -> consented(demands(args)));
    add("withdrawn", BOOL, List.of(), args -> context -> context.withdrawn(NOTHING_MORE));
    add("withdrawn", BOOL, List.of(LIST), args -> withdrawn(demands(args)));
    add("consentNames", BOOL, List.of(CATEGORY, PURPOSE), RuleFunctions::consentNames);
    member(
        "withoutNamedConsent",
        CATEGORIES,
        List.of(CATEGORIES),
        args -> withoutNamedConsent(args.list(0)));
    add(
        "grantMethod",
        RuleType.symbol(CollectionMethod.class),
        List.of(),
        args -> EvaluationContext::grantMethod);
    add("consentFault", FAULT, List.of(), args -> EvaluationContext::consentFault);
  }

  private static void authorities() {
    add("goodInstrument", BOOL, List.of(LIST), args -> goodInstrument(instruments(args)));
    add("instrumentFault", FAULT, List.of(LIST), args -> instrumentFault(instruments(args)));
  }

  private static void relationship() {
    add("youngerThan", BOOL, List.of(NUMBER), args -> youngerThan(args.years(0)));
    add("latestChange", CHANGE, List.of(LIST), args -> latestChange(changes(args, 0), null));
    add(
        "latestChange",
        CHANGE,
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
    add(
        "requestEnded",
        BOOL,
        List.of(LIST, LIST),
        args -> requestEnded(rights(args), args.symbols(1, RequestStage.class)));
    add("authorityVerified", BOOL, List.of(), args -> EvaluationContext::authorityVerified);
    add(
        "representativeVerified",
        BOOL,
        List.of(),
        args -> EvaluationContext::representativeVerified);
    add("contactedBefore", BOOL, List.of(PURPOSE), RuleFunctions::contactedBefore);
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
        List.of(TEXT, TEXT, PURPOSE),
        args -> registeredFor(args.symbol(0, RegisterKind.class), args.text(1), args.text(2)));
    add(
        "registerNamesPurposes",
        BOOL,
        List.of(TEXT, TEXT),
        args -> registerNamesPurposes(args.symbol(0, RegisterKind.class), args.text(1)));
    add(
        "registeredInRole",
        BOOL,
        List.of(TEXT, TEXT, TEXT),
        args -> registeredInRole(args.symbol(0, RegisterKind.class), args.text(1), args.text(2)));
    member(
        "withoutRegistration",
        CATEGORIES,
        List.of(CATEGORIES, TEXT, TEXT, PURPOSE),
        RuleFunctions::withoutRegistration);
    add("roleMayHandle", BOOL, List.of(), args -> mayHandle(RegisterKind.ROLE, "actor.role"));
    add("handlerMayHandle", BOOL, List.of(), args -> mayHandle(RegisterKind.HANDLER, "actor.id"));
    add("concernsProcessor", BOOL, List.of(), args -> context -> context.processor() != null);
    add("processor", TEXT, List.of(), args -> EvaluationContext::processor);
    add(
        "listedProcessor",
        BOOL,
        List.of(LISTED_PROCESSOR),
        args -> listed(args.processors(), args.text(0)));
    add(
        "listedProcessorFor",
        BOOL,
        List.of(LISTED_PROCESSOR, PURPOSE),
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
        List.of(PURPOSE),
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
    add("refusals", FAULT, List.of(), args -> EvaluationContext::refusals);
  }

  private static void followUps() {
    add(
        "followedUp",
        BOOL,
        List.of(TEXT),
        args -> followedUp(args.symbol(0, FollowUpKind.class), false));
    add(
        "followedUp",
        BOOL,
        List.of(TEXT, TEXT),
        args -> {
          args.mustBe(1, "byOther");
          return followedUp(args.symbol(0, FollowUpKind.class), true);
        });
  }

  private static Rule<Boolean> followedUp(FollowUpKind kind, boolean byOther) {
    Set<FollowUpKind> kinds = EnumSet.of(kind);
    return context -> context.followedUp(kinds, byOther);
  }

  private static void add(
      String name, RuleType result, List<RuleType> parameters, RuleFunction.Body body) {
    put(new RuleFunction(name, false, result, parameters, body));
  }

  private static void member(
      String name, RuleType result, List<RuleType> parameters, RuleFunction.Body body) {
    put(new RuleFunction(name, true, result, parameters, body));
  }

  private static void standard(
      String overload,
      String name,
      RuleType result,
      List<RuleType> parameters,
      RuleFunction.Body body) {
    STANDARD.put(overload, new RuleFunction(name, false, result, parameters, body));
  }

  private static void put(RuleFunction function) {
    ALL.put(function.overload(), function);
  }

  private static Rule<Boolean> known(CallArguments args) {
    RuleVariable variable = args.get(0).variable();
    if (variable == null) {
      args.fault(0, "the name of a field, as in known(recipient.country)");
      return context -> false;
    }
    return new BooleanNodes.FilledIn(variable);
  }

  private static Rule<Boolean> some(Rule<Collection<String>> list) {
    return context -> {
      Collection<String> found = list.of(context);
      return found != null && !found.isEmpty();
    };
  }

  private static Rule<Long> size(Rule<Collection<String>> list) {
    return context -> {
      Collection<String> found = list.of(context);
      return found == null ? 0L : Long.valueOf(found.size());
    };
  }

  private static Rule<Boolean> startsWith(Rule<String> text, Rule<String> beginning) {
    return context -> {
      String whole = text.of(context);
      String first = beginning.of(context);
      return whole != null && first != null && whole.startsWith(first);
    };
  }

  private static Rule<ElapsedTime> dataAge(CallArguments args) {
    String category = args.category(0);
    return context -> context.dataAge(category);
  }

  private static Rule<Boolean> collectedWithin(TimeLimit period) {
    return context -> context.collectedWithin(period::after);
  }

  private static Rule<List<String>> destroyedTooEarly(RetentionSchedule atLeast) {
    return context ->
        context.destroyedTooEarly(
            (category, collectedAt) -> {
              TimeLimit kept = atLeast.limit(category);
              boolean isForever = kept == null && atLeast.categories().contains(category);
              return isForever ? Instant.MAX : kept == null ? null : kept.after(collectedAt);
            });
  }

  private static Rule<List<String>> select(
      CallArguments args, BiPredicate<String, Collection<String>> kept) {
    Rule<Collection<String>> from = args.list(0);
    Rule<Collection<String>> by = args.list(1);
    args.checkSameDomain(0, 1);
    args.checkSameDomain(1, 0);
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

  private static Rule<Boolean> requestEnded(
      Set<DataSubjectRight> rights, Set<RequestStage> stages) {
    return context -> context.requestEnded(rights, stages);
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
    return context -> !context.registrations(kind, entryId.of(context)).isEmpty();
  }

  private static Rule<Boolean> registeredFor(
      RegisterKind kind, Rule<String> entryId, Rule<String> purpose) {
    return context -> {
      for (Register entry : context.registrations(kind, entryId.of(context))) {
        if (holds(entry.getPurposes(), purpose, context)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Rule<Boolean> registerNamesPurposes(RegisterKind kind, Rule<String> entryId) {
    return context ->
        context.registrations(kind, entryId.of(context)).stream()
            .anyMatch(entry -> !entry.getPurposes().isEmpty());
  }

  private static Rule<Boolean> registeredInRole(
      RegisterKind kind, Rule<String> entryId, Rule<String> role) {
    return context ->
        context.registrations(kind, entryId.of(context)).stream()
            .anyMatch(entry -> holds(entry.getRoles(), role, context));
  }

  private static Rule<List<String>> withoutRegistration(CallArguments args) {
    Rule<Collection<String>> categories = args.list(0);
    RegisterKind kind = args.symbol(1, RegisterKind.class);
    Rule<String> entryId = args.text(2);
    Rule<String> purpose = args.text(3);
    return context -> {
      List<Register> forPurpose =
          context.registrations(kind, entryId.of(context)).stream()
              .filter(entry -> holds(entry.getPurposes(), purpose, context))
              .toList();
      return filter(
          categories.of(context),
          category ->
              forPurpose.stream()
                  .map(Register::getDataCategories)
                  .noneMatch(allowed -> allowed.isEmpty() || allowed.contains(category)));
    };
  }

  /** Whether entries of who acts allow the event's purpose and, between them, each category. */
  private static Rule<Boolean> mayHandle(RegisterKind kind, String holder) {
    Rule<Object> entryId = RuleVariables.all().get(holder);
    Rule<Object> role = RuleVariables.all().get("actor.role");
    Rule<String> roleWord = context -> (String) role.of(context);
    return context -> {
      List<Register> entries =
          context.registrations(kind, (String) entryId.of(context)).stream()
              .filter(entry -> holds(entry.getPurposes(), EvaluationContext::purpose, context))
              .filter(entry -> holds(entry.getRoles(), roleWord, context))
              .toList();
      return !entries.isEmpty()
          && context.categories().stream()
              .allMatch(
                  category ->
                      entries.stream()
                          .anyMatch(
                              entry -> holds(entry.getDataCategories(), c -> category, context)));
    };
  }

  /** Whether a list of the register holds a word; an empty one holds all, whatever the word is. */
  private static boolean holds(List<String> list, Rule<String> word, EvaluationContext context) {
    if (list.isEmpty()) {
      return true;
    }
    String asked = word.of(context);
    return asked != null && list.contains(asked);
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
