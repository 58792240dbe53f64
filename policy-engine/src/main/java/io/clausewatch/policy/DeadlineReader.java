package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.SubjectChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads the deadlines of one policy version. */
final class DeadlineReader {

  private static final Set<EventKind> ACCESS = EnumSet.of(EventKind.ACCESS);

  /** A request has later stages, a notice later ones about it, what was done is followed up. */
  private static final Map<EventKind, EventKind> ANSWERED_BY =
      Map.of(
          EventKind.REQUEST,
          EventKind.REQUEST,
          EventKind.NOTICE,
          EventKind.NOTICE,
          EventKind.ACCESS,
          EventKind.FOLLOW_UP,
          EventKind.DISCLOSURE,
          EventKind.FOLLOW_UP);

  private static final Rule<Boolean> ALWAYS = new BooleanNodes.Constant<>(true);
  private static final Rule<Boolean> NEVER = new BooleanNodes.Constant<>(false);

  /** In place of a rule that has a fault, or is missing: nothing follows from it. */
  private static final Rule<Boolean> BROKEN = context -> false;

  private final Map<String, YamlMap> clocks;
  private final PeriodReader periods;
  private final RuleCompiler rules;
  private final BiFunction<YamlMap, String, OperandOutcomes> operands;
  private final RetentionSchedule retention;

  /**
   * A reader.
   *
   * @param clocks the shared clocks by name
   * @param operands what becomes of those of a rule, by where it stands; the shared clocks are not
   *     asked about
   * @param retention how long the version keeps what
   */
  DeadlineReader(
      Map<String, YamlMap> clocks,
      PeriodReader periods,
      RuleCompiler rules,
      BiFunction<YamlMap, String, OperandOutcomes> operands,
      RetentionSchedule retention) {
    this.clocks = clocks;
    this.periods = periods;
    this.rules = rules;
    this.operands = operands;
    this.retention = retention;
  }

  /** Notes what is wrong with a clock, used or not; where it stands, and once. */
  static void checkClocks(SharedRules shared, Vocabulary vocabulary, Map<String, Object> names) {
    RuleCompiler rules =
        new RuleCompiler(PolicyVersionData.ofAll(vocabulary, names, shared.definitions()));
    shared.clocks().values().forEach(clock -> clock(clock, rules));
  }

  /** Reads one; null when something is wrong, which is noted. */
  Deadline read(YamlMap file) {
    List<ClockTrigger> started = clocks(file);
    if (file.has("await") && file.has("destroy")) {
      file.faultAt(
          "destroy", "a deadline has either 'await' or 'destroy': write two clauses, one for each");
      return null;
    }
    Deadline.Task task = file.has("await") ? await(file, started) : destroy(file, started);
    Map<SubjectChange, SubjectChange> suspendedBy = new EnumMap<>(SubjectChange.class);
    YamlMap suspensions = file.map("suspendedBy");
    for (String opens : suspensions.names()) {
      change(suspensions, opens, opens)
          .ifPresent(
              from ->
                  change(suspensions, opens, suspensions.text(opens))
                      .ifPresent(to -> suspendedBy.put(from, to)));
    }
    TimeLimit resumes = null;
    if (!suspendedBy.isEmpty()) {
      resumes = periods.limit(file, "resumesWithin", file.text("resumesWithin"));
    }
    Deadline.Extension extension = file.has("extendedBy") ? extension(file, started) : null;
    file.nothingElse();
    return task == null ? null : new Deadline(started, task, suspendedBy, resumes, extension);
  }

  private Deadline.Extension extension(YamlMap file, List<ClockTrigger> started) {
    YamlMap extension = file.map("extendedBy");
    RequestStage stage =
        symbol(extension, "stage", extension.text("stage"), RequestStage.class)
            .orElse(RequestStage.UNKNOWN);
    TimeLimit by = periods.limit(extension, "by", extension.text("by"));
    String times = extension.optionalText("times").orElse("1");
    if (!times.matches("[1-9]\\d?")) {
      extension.faultAt("times", "expected how often, a number from 1 on");
    }
    extension.nothingElse();
    for (ClockTrigger clock : started) {
      if (!(clock instanceof ClockTrigger.Starting starting)
          || starting.on() != EventKind.REQUEST) {
        file.faultAt("extendedBy", "only the time to answer a request can be extended");
      }
    }
    return new Deadline.Extension(
        stage, by, times.matches("\\d{1,2}") ? Integer.parseInt(times) : 1);
  }

  private List<ClockTrigger> clocks(YamlMap file) {
    List<ClockTrigger> started = new ArrayList<>();
    if (file.has("afterCollecting")) {
      Rule<Boolean> which = rule(file, "afterCollecting", BROKEN, ACCESS);
      DeadlineReachability.ofCollecting(which)
          .ifPresent(fault -> file.faultAt("afterCollecting", fault));
      started.add(new ClockTrigger.Collecting(which));
    }
    if (file.has("afterLast")) {
      started.add(new ClockTrigger.Inactivity(rule(file, "afterLast", NEVER, Set.of())));
    }
    for (String name : file.texts("after")) {
      YamlMap clock = clocks.get(name);
      if (clock == null) {
        file.faultAt(
            "after",
            "there is no clock '"
                + name
                + "'"
                + KnownNames.closestTo(name, clocks.keySet())
                + ". Write that, or add '"
                + name
                + "' to the clocks of shared.yaml");
      } else {
        started.add(clock(clock, rules));
      }
    }
    if (started.isEmpty() && file.texts("after").isEmpty()) {
      file.faultAt(
          "after",
          "a deadline needs a clock: write 'after' with a clock of shared.yaml, or"
              + " 'afterCollecting' or 'afterLast' with a rule");
    }
    return started;
  }

  private static ClockTrigger clock(YamlMap file, RuleCompiler rules) {
    String on = file.text("on");
    Optional<EventKind> kind =
        Arrays.stream(EventKind.values()).filter(k -> k.id().equals(on)).findFirst();
    if (kind.isEmpty()) {
      file.faultAt(
          "on",
          "'"
              + on
              + "' is no kind of event"
              + KnownNames.closestTo(
                  on, Arrays.stream(EventKind.values()).map(EventKind::id).toList()));
    }
    Set<SubjectChange> stops = EnumSet.noneOf(SubjectChange.class);
    file.texts("stoppedBy").forEach(word -> change(file, "stoppedBy", word).ifPresent(stops::add));
    RuleCompiler about = rules.about(kind.map(Set::of).orElse(Set.of()), "write another 'on'");
    Rule<Boolean> starts = required(file, "starts", about::truth);
    if (kind.isPresent()) {
      DeadlineReachability.ofStart(kind.get(), starts)
          .ifPresent(fault -> file.faultAt("starts", fault));
    }
    file.nothingElse();
    return new ClockTrigger.Starting(kind.orElse(EventKind.SUBJECT), starts, stops);
  }

  /** An event that the rule of an awaited thing says brings it. */
  private Rule<Boolean> awaited(YamlMap each, Set<EventKind> answers) {
    RuleCompiler about = rules.about(answers);
    return required(
        each, "when", (source, wrong) -> about.truth(source, wrong, operands.apply(each, "when")));
  }

  /** A follow-up of one of some kinds. */
  private static Rule<Boolean> followUp(YamlMap awaited, Set<EventKind> answers) {
    if (!answers.contains(EventKind.FOLLOW_UP)) {
      awaited.faultAt(
          "followUp", "only an access or a disclosure that starts the clock can be followed up");
    }
    Set<FollowUpKind> kinds = EnumSet.noneOf(FollowUpKind.class);
    EnumDomain.Symbols known = EnumDomain.Symbols.of(FollowUpKind.class);
    for (String word : awaited.texts("followUp")) {
      if (known.symbols().contains(word)) {
        kinds.add(FollowUpKind.valueOf(word));
      } else {
        awaited.faultAt("followUp", "expected " + known.expected());
      }
    }
    return context -> context.followUp() != null && kinds.contains(context.followUp().getKind());
  }

  private Deadline.Task await(YamlMap file, List<ClockTrigger> started) {
    TimeLimit within = within(file);
    List<Deadline.Awaited> awaited = new ArrayList<>();
    Set<EventKind> answers = answers(file, started);
    for (YamlMap each : file.maps("await")) {
      boolean isFollowUp = each.has("followUp");
      Rule<Boolean> when = isFollowUp ? followUp(each, answers) : awaited(each, answers);
      awaited.add(
          new Deadline.Awaited(
              each.text("what"), each.optionalText("localWhat").orElse(null), when));
      each.nothingElse();
      if (!isFollowUp && !answers.isEmpty()) {
        AwaitReachability.fault(started, answers, when)
            .ifPresent(fault -> each.faultAt("when", fault));
      }
    }
    if (awaited.isEmpty()) {
      file.faultAt("await", "nothing is awaited");
    }
    return within == null
        ? null
        : new Deadline.Await(within, awaited, unless(file, kinds(started), false));
  }

  /** The kinds of event among which the answers are looked for; empty where nothing answers. */
  private static Set<EventKind> answers(YamlMap file, List<ClockTrigger> started) {
    Set<EventKind> answers = EnumSet.noneOf(EventKind.class);
    for (ClockTrigger clock : started) {
      for (EventKind kind : clock.kinds()) {
        if (ANSWERED_BY.containsKey(kind)) {
          answers.add(ANSWERED_BY.get(kind));
        } else {
          file.faultAt(
              "await",
              "no event can meet this 'await': it waits for a later stage of a request, a notice"
                  + " about an earlier one, or a follow-up of an access or a disclosure, and the"
                  + " clock starts with a "
                  + kind.id()
                  + " event. Write 'destroy' where data is to be destroyed, or let a"
                  + " request, a notice, an access or a disclosure start the clock");
        }
      }
    }
    return answers;
  }

  private Deadline.Task destroy(YamlMap file, List<ClockTrigger> started) {
    String which = file.text("destroy");
    boolean isRetained = which.equals("retained");
    TimeLimit within = isRetained ? null : within(file);
    CalendarAnchor from = isRetained ? periods.anchor(file) : null;
    Function<String, TimeLimit> byCategory =
        switch (which) {
          case "retained" -> category -> retained(category, from);
          case "unretained" ->
              category -> retention.categories().contains(category) ? null : within;
          case "collected" -> category -> within;
          default -> {
            file.faultAt(
                "destroy",
                "expected retained, unretained or collected, but found '"
                    + which
                    + "'"
                    + KnownNames.meant(which, List.of("retained", "unretained", "collected")));
            yield category -> null;
          }
        };
    Rule<Boolean> by = rule(file, "destroyedBy", ALWAYS, ACCESS);
    DeadlineReachability.ofDestroying(by).ifPresent(fault -> file.faultAt("destroyedBy", fault));
    return new Deadline.Destroy(byCategory, by, unless(file, kinds(started), true));
  }

  /** A category's own end goes before the deadline's. */
  private TimeLimit retained(String category, CalendarAnchor from) {
    TimeLimit limit = retention.limit(category);
    return limit == null || limit.from() != null ? limit : limit.from(from);
  }

  private Rule<Boolean> unless(YamlMap file, Set<EventKind> started, boolean ofHolding) {
    Rule<Boolean> unless =
        rule(
            file,
            "unless",
            NEVER,
            (source, wrong) ->
                rules
                    .about(started)
                    .exception(source, ofHolding, wrong, operands.apply(file, "unless")));
    DeadlineReachability.ofException(started, unless)
        .ifPresent(fault -> file.faultAt("unless", fault));
    return unless;
  }

  private TimeLimit within(YamlMap file) {
    TimeLimit within = periods.limit(file, "within", file.text("within"));
    return within == null ? null : within.from(periods.anchor(file));
  }

  private static Set<EventKind> kinds(List<ClockTrigger> started) {
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    started.forEach(clock -> kinds.addAll(clock.kinds()));
    return kinds;
  }

  private Rule<Boolean> rule(
      YamlMap file, String name, Rule<Boolean> unsaid, Set<EventKind> about) {
    return rule(
        file,
        name,
        unsaid,
        (source, wrong) -> rules.about(about).truth(source, wrong, operands.apply(file, name)));
  }

  /** A rule without which nothing could start, or come. */
  private static Rule<Boolean> required(
      YamlMap file,
      String name,
      BiFunction<String, List<RuleCompiler.RuleFault>, Rule<Boolean>> compile) {
    if (!file.has(name)) {
      file.fault("'" + name + "' is missing: write a rule, as in request.stage == 'COMPLETED'");
    }
    return rule(file, name, BROKEN, compile);
  }

  private static Rule<Boolean> rule(
      YamlMap file,
      String name,
      Rule<Boolean> unsaid,
      BiFunction<String, List<RuleCompiler.RuleFault>, Rule<Boolean>> compile) {
    if (!file.has(name)) {
      return unsaid;
    }
    List<RuleCompiler.RuleFault> wrong = new ArrayList<>();
    Rule<Boolean> rule = compile.apply(file.text(name), wrong);
    wrong.forEach(fault -> file.faultIn(name, fault.line(), fault.column(), fault.message()));
    // What is absent is not true.
    return rule == null ? unsaid : new BooleanNodes.And(ALWAYS, rule);
  }

  private static Optional<SubjectChange> change(YamlMap file, String name, String word) {
    return symbol(file, name, word, SubjectChange.class);
  }

  private static <E extends Enum<E>> Optional<E> symbol(
      YamlMap file, String name, String word, Class<E> type) {
    EnumDomain.Symbols known = EnumDomain.Symbols.of(type);
    if (!known.symbols().contains(word)) {
      file.faultAt(
          name,
          "expected "
              + known.expected()
              + ", but found '"
              + word
              + "'"
              + KnownNames.meant(word, known.symbols()));
      return Optional.empty();
    }
    return Optional.of(Enum.valueOf(type, word));
  }
}
