package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.SubjectChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads the deadlines of one policy version, and its schedule of retention. */
final class DeadlineReader {

  private static final String FOREVER = "forever";
  private static final Rule<Boolean> ALWAYS = context -> true;
  private static final Rule<Boolean> NEVER = context -> false;

  private final Map<String, YamlMap> clocks;
  private final Map<String, Object> parameters;
  private final RuleCompiler rules;
  private final BiFunction<YamlMap, String, OperandOutcomes> operands;
  // Category to how long it is kept; null where it is for ever.
  private final Map<String, TimeLimit> retention = new LinkedHashMap<>();

  /**
   * A reader.
   *
   * @param clocks the shared clocks by name
   * @param parameters what a period may be called by
   * @param operands what becomes of those of a rule, by where it stands; the shared clocks are not
   *     asked about
   * @param retention the version's schedule: a period, or for ever, to categories
   */
  DeadlineReader(
      Map<String, YamlMap> clocks,
      Vocabulary vocabulary,
      Map<String, Object> parameters,
      RuleCompiler rules,
      BiFunction<YamlMap, String, OperandOutcomes> operands,
      YamlMap retention) {
    this.clocks = clocks;
    this.parameters = parameters;
    this.rules = rules;
    this.operands = operands;
    for (String period : retention.names()) {
      TimeLimit within = period.equals(FOREVER) ? null : within(retention, period, period);
      for (String category : retention.texts(period)) {
        if (!vocabulary.holdsCategory(category)) {
          retention.faultAt(period, "'" + category + "' is no category of the vocabulary");
        }
        if (this.retention.containsKey(category)) {
          retention.faultAt(period, "'" + category + "' is kept for another time too");
        }
        this.retention.put(category, within);
      }
    }
  }

  /** Reads one; null when something is wrong, which is noted. */
  Deadline read(YamlMap file) {
    List<ClockTrigger> started = clocks(file);
    Deadline.Task task = file.has("await") ? await(file) : destroy(file);
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
      resumes = within(file, "resumesWithin", file.text("resumesWithin"));
    }
    file.nothingElse();
    return task == null ? null : new Deadline(started, task, suspendedBy, resumes);
  }

  private List<ClockTrigger> clocks(YamlMap file) {
    List<ClockTrigger> started = new ArrayList<>();
    if (file.has("afterCollecting")) {
      started.add(new ClockTrigger.Collecting(rule(file, "afterCollecting", NEVER)));
    }
    for (String name : file.texts("after")) {
      YamlMap clock = clocks.get(name);
      if (clock == null) {
        file.faultAt("after", "there is no clock '" + name + "'; known are " + clocks.keySet());
      } else {
        started.add(clock(clock));
      }
    }
    if (started.isEmpty()) {
      file.faultAt("after", "a deadline needs a clock: 'after' or 'afterCollecting'");
    }
    return started;
  }

  private ClockTrigger clock(YamlMap file) {
    String on = file.text("on");
    Optional<EventKind> kind =
        Arrays.stream(EventKind.values()).filter(k -> k.id().equals(on)).findFirst();
    if (kind.isEmpty()) {
      file.faultAt("on", "'" + on + "' is no kind of event");
    }
    Set<SubjectChange> stops = EnumSet.noneOf(SubjectChange.class);
    file.texts("stoppedBy").forEach(word -> change(file, "stoppedBy", word).ifPresent(stops::add));
    Rule<Boolean> starts = rule(file, "starts", NEVER, rules::truth);
    file.nothingElse();
    return new ClockTrigger.Starting(kind.orElse(EventKind.SUBJECT), starts, stops);
  }

  private Deadline.Task await(YamlMap file) {
    TimeLimit within = within(file, "within", file.text("within"));
    List<Deadline.Awaited> awaited = new ArrayList<>();
    for (YamlMap each : file.maps("await")) {
      awaited.add(
          new Deadline.Awaited(
              each.text("what"),
              each.optionalText("localWhat").orElse(null),
              rule(each, "when", NEVER)));
      each.nothingElse();
    }
    if (awaited.isEmpty()) {
      file.faultAt("await", "nothing is awaited");
    }
    return within == null ? null : new Deadline.Await(within, awaited);
  }

  private Deadline.Task destroy(YamlMap file) {
    String which = file.text("destroy");
    TimeLimit within =
        which.equals("retained") ? null : within(file, "within", file.text("within"));
    Function<String, TimeLimit> byCategory =
        switch (which) {
          case "retained" -> retention::get;
          case "unretained" -> category -> retention.containsKey(category) ? null : within;
          case "collected" -> category -> within;
          default -> {
            file.faultAt("destroy", "expected retained, unretained or collected");
            yield category -> null;
          }
        };
    return new Deadline.Destroy(
        byCategory,
        rule(file, "destroyedBy", ALWAYS),
        rule(
            file,
            "unless",
            NEVER,
            (source, wrong) -> rules.exception(source, wrong, operands.apply(file, "unless"))));
  }

  private Rule<Boolean> rule(YamlMap file, String name, Rule<Boolean> unsaid) {
    return rule(
        file,
        name,
        unsaid,
        (source, wrong) -> rules.truth(source, wrong, operands.apply(file, name)));
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
    return rule == null ? unsaid : context -> Boolean.TRUE.equals(rule.of(context));
  }

  private TimeLimit within(YamlMap file, String name, String text) {
    String period = parameters.get(text) instanceof String parameter ? parameter : text;
    Optional<TimeLimit> within = TimeLimit.parse(period);
    if (within.isEmpty()) {
      file.faultAt(
          name, "expected a period such as P5D, P6M or PT72H, or a parameter that holds one");
    }
    return within.orElse(null);
  }

  private static Optional<SubjectChange> change(YamlMap file, String name, String word) {
    Optional<SubjectChange> change =
        Arrays.stream(SubjectChange.values())
            .filter(symbol -> symbol != SubjectChange.UNKNOWN && symbol.name().equals(word))
            .findFirst();
    if (change.isEmpty()) {
      file.faultAt(name, "expected " + EnumDomain.Symbols.of(SubjectChange.class).expected());
    }
    return change;
  }
}
