package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.benchmarks.pipeline.LatencyMeasurement.Place;
import io.clausewatch.contract.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the pipeline beside its yardsticks, all in one run on one machine. */
@Command(
    name = "pipeline-benchmark",
    description = "Measures the pipeline, from an event's topic to a search.",
    mixinStandardHelpOptions = true)
final class PipelineBenchmark implements Callable<Integer> {
  private static final String PASS_THROUGH = "(a) passed through";
  private static final String BULK = "(c) plain bulk";
  private static final LatencyMeasurement.Timing MINUTE =
      new LatencyMeasurement.Timing(
          Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMillis(200));

  /** A changed policy has judged a million events again soon. */
  private static final LatencyMeasurement.Timing SHORT =
      new LatencyMeasurement.Timing(
          Duration.ofSeconds(1), Duration.ofSeconds(14), Duration.ofMillis(50));

  private static final int HANDLERS = 1_000;
  private static final int GROWTH_READS = 80_000; // the first half makes all as warm
  private static final int PRIME = 7_919;

  /** The parts, which can be measured apart. */
  enum Part {
    PASS_THROUGH,
    PROCESSOR,
    INDEXER,
    ALL,
    LATENCY,
    GROWTH,
    REGISTER,
    STATE,
    TWO
  }

  @Option(names = "--events", description = "How many events (${DEFAULT-VALUE}).")
  private int events = 300_000;

  @Option(names = "--subjects", description = "Of how many data subjects (${DEFAULT-VALUE}).")
  private int subjects = 20_000;

  @Option(
      names = "--most-subjects",
      description = "How many data subjects growth ends with (${DEFAULT-VALUE}).")
  private int mostSubjects = 1_000_000;

  @Option(names = "--rate", description = "Events a second of latency (${DEFAULT-VALUE}).")
  private int rate = 500;

  @Option(names = "--threads", description = "Threads of each processor (${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(names = "--parts", split = ",", description = "Which parts: ${COMPLETION-CANDIDATES}.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(names = "--json", description = "Where to write the figures.")
  private Path json;

  @Option(names = "--before", description = "Figures of another run, to stand beside.")
  private Path before;

  @Option(names = "--jfr", description = "A folder for a recording of each stream processor.")
  private Path recordings;

  private final BenchmarkFigures figures = new BenchmarkFigures();
  private BenchmarkServers installation;
  private Map<ProcessorTime.Program, Double> spent = Map.of();

  /** Runs, and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new PipelineBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (BenchmarkServers started = BenchmarkServers.start()) {
      installation = started;
      if (parts.contains(Part.PASS_THROUGH)) {
        passThrough();
      }
      if (parts.contains(Part.PROCESSOR) || parts.contains(Part.INDEXER)) {
        processorThenIndexer();
      }
      if (parts.contains(Part.ALL)) {
        all();
      }
      if (parts.contains(Part.LATENCY)) {
        latency();
      }
      if (parts.contains(Part.GROWTH)) {
        growth();
      }
      if (parts.contains(Part.REGISTER)) {
        register();
      }
      if (parts.contains(Part.STATE)) {
        state();
      }
      if (parts.contains(Part.TWO)) {
        twoInstances();
      }
    }
    figures.print(System.out, before);
    if (json != null) {
      figures.save(json);
    }
    return 0;
  }

  private Access read(int number) {
    return EventLoad.read("read-" + number, number, "person-" + number % subjects);
  }

  private void passThrough() throws Exception {
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, "pass-through");
    int many = events * 5; // it is through so soon
    pipeline.send(many, this::read);
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name());
        MeasuredProcess through = pipeline.startPassThrough()) {
      figures.add(PASS_THROUGH, rate(through, many, trail::now), "events/s");
    }
  }

  /** How many a second of the second half: what starts is not measured. */
  private double rate(MeasuredProcess child, long all, MeasuredProgress.Count count)
      throws Exception {
    return rate(child, 0, all, count);
  }

  /** The same of those that come after some. */
  private double rate(MeasuredProcess child, long first, long all, MeasuredProgress.Count count)
      throws Exception {
    long half = first + (all - first) / 2;
    MeasuredProgress.Count ofLiving =
        () -> {
          child.requireAlive();
          return count.now();
        };
    MeasuredProgress.await(half, ofLiving);
    ProcessorTime before = ProcessorTime.now();
    double rate = MeasuredProgress.await(all, ofLiving).rate();
    spent = ProcessorTime.now().since(before, all - half);
    return rate;
  }

  /** What each of the events took that were measured last. */
  private void addSpent(String part) {
    spent.forEach(
        (program, micros) ->
            figures.add(
                "%s processor time of %s".formatted(part, program.title()), micros, "µs an event"));
  }

  private void processorThenIndexer() throws Exception {
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, "processor");
    pipeline.send(events, this::read);
    figures.add("(b) judged", judged(pipeline, "judged", events), "events/s", PASS_THROUGH);
    addSpent("(b)");
    if (parts.contains(Part.INDEXER)) {
      indexed(pipeline);
    }
  }

  /** How many events a second come to the trail of what was sent, without an index. */
  private double judged(MeasuredPipeline pipeline, String name, long many) throws Exception {
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name());
        MeasuredProcess processor = pipeline.startWithoutIndex(settings(name))) {
      return rate(processor, many, trail::now);
    }
  }

  private void indexed(MeasuredPipeline pipeline) throws Exception {
    String alias = pipeline.indexPrefix() + "trail";
    try (SearchIndex index = new SearchIndex(installation.elasticsearch())) {
      double indexed;
      try (MeasuredProcess processor = pipeline.start(settings("indexed"))) {
        indexed = rate(processor, events, () -> index.count(alias));
        addSpent("(c)");
      }
      List<String> documents = index.documents(alias);
      int warm = documents.size() / 2;
      index.bulk(alias, "plain-warm", documents.subList(0, warm));
      long begun = System.nanoTime();
      index.bulk(alias, "plain", documents.subList(warm, documents.size()));
      double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
      figures.add(BULK, (documents.size() - warm) / seconds, "documents/s");
      figures.add("(c) indexed", indexed, "documents/s", BULK);
    }
  }

  private void all() throws Exception {
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, "all");
    pipeline.send(events, this::read);
    try (SearchIndex index = new SearchIndex(installation.elasticsearch());
        MeasuredProcess processor = pipeline.start(settings("all"))) {
      double searchable =
          rate(processor, events, () -> index.count(pipeline.indexPrefix() + "trail"));
      figures.add("(d) judged and searchable", searchable, "events/s", PASS_THROUGH);
      addSpent("(d)");
    }
  }

  private void latency() throws Exception {
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, "latency");
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name());
        MeasuredProcess processor = pipeline.start(settings("latency"))) {
      // What starts is not measured.
      MeasuredProgress.await(sendOneMore(pipeline, trail), trail::now);
      new LatencyMeasurement(installation, pipeline, EnumSet.allOf(Place.class), rate, MINUTE)
          .run(processor)
          .forEach((name, millis) -> figures.add("(e) " + name, millis, "ms"));
    }
  }

  private void growth() throws Exception {
    int many = events / 2;
    MeasuredPipeline spread = new MeasuredPipeline(installation, "spread");
    spread.send(many, i -> EventLoad.collected("collect-" + i, "person-" + i));
    String alone = "(f) collected, of as many data subjects";
    figures.add(alone, judged(spread, "spread", many), "events/s");
    MeasuredPipeline hot = new MeasuredPipeline(installation, "hot");
    hot.send(many, i -> EventLoad.collected("collect-" + i, "person"));
    figures.add("(f) collected, of one data subject", judged(hot, "hot", many), "events/s", alone);
    for (int known : List.of(10, 1_000, 10_000, 100_000)) {
      remembered(known);
    }
    for (int people : List.of(10_000, mostSubjects)) {
      dataSubjects(people);
    }
    for (int entries : List.of(10, 10_000)) {
      registerEntries(entries);
    }
  }

  /** Reads about data subjects of whom there are so many, each read once before. */
  private void dataSubjects(int people) throws Exception {
    String name = "subjects-" + people;
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, name);
    pipeline.send(people, i -> EventLoad.read("first-" + i, 1, "person-" + i));
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name());
        MeasuredProcess processor = pipeline.startWithoutIndex(settings(name))) {
      rate(processor, people, trail::now);
      // Spread over all of them, so that none is at hand.
      pipeline.send(
          GROWTH_READS, i -> EventLoad.read("read-" + i, 1, "person-" + i * (long) PRIME % people));
      figures.add(
          "(f) read, one of %,d data subjects".formatted(people),
          rate(processor, people, people + GROWTH_READS, trail::now),
          "events/s",
          "(f) read, one of 10,000 data subjects");
    }
  }

  /** Reads by members of staff of whom so many are registered. */
  private void registerEntries(int entries) throws Exception {
    String name = "entries-" + entries;
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, name);
    pipeline.send(entries, i -> EventLoad.registered("handler-" + i));
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name());
        MeasuredProcess processor = pipeline.startWithoutIndex(settings(name))) {
      rate(processor, entries, trail::now);
      pipeline.send(
          GROWTH_READS,
          i -> EventLoad.readBy("handler-" + i % entries, "read-" + i, "person-" + i % subjects));
      figures.add(
          "(f) read by one of %,d registered members of staff".formatted(entries),
          rate(processor, entries, entries + GROWTH_READS, trail::now),
          "events/s",
          "(f) read by one of 10 registered members of staff");
    }
  }

  /** Reads about data subjects of whom so much is remembered, in turns. */
  private void remembered(int known) throws Exception {
    int people = Math.max(5, 20_000 / known);
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, "remembered-" + known);
    int collected = people * known;
    pipeline.send(collected, i -> EventLoad.collected("collect-" + i, "person-" + i % people));
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name());
        MeasuredProcess processor = pipeline.startWithoutIndex(settings("remembered-" + known))) {
      rate(processor, collected, trail::now);
      pipeline.send(GROWTH_READS, i -> EventLoad.read("read-" + i, i, "person-" + i % people));
      double rate = rate(processor, collected, collected + GROWTH_READS, trail::now);
      figures.add(
          "(f) read, of whom %,d events are remembered".formatted(known),
          rate,
          "events/s",
          "(f) read, of whom 10 events are remembered");
    }
  }

  /** Of a thousand members of staff, each of whom read as much, one turns out to have left. */
  private void register() throws Exception {
    int touched = events / HANDLERS;
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, "register");
    pipeline.send(HANDLERS, i -> EventLoad.registered("handler-" + i));
    pipeline.send(
        events,
        i -> EventLoad.readBy("handler-" + i % HANDLERS, "read-" + i, "person-" + i % subjects));
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name());
        TopicCounter findings = pipeline.counter(pipeline.topics().findings().name());
        MeasuredPipeline.Sender sender = pipeline.sender();
        MeasuredProcess processor = pipeline.startWithoutIndex(settings("register"))) {
      rate(processor, events + HANDLERS, trail::now);
      whenLeft("handler-0", touched, findings, sender); // the first is slow
      findings.whenQuiet();
      for (String staff : List.of("handler-1", "handler-2", "handler-3")) {
        String name = "(f) %s has left: %,d of %,d events".formatted(staff, touched, events);
        figures.add(name, whenLeft(staff, touched, findings, sender), "ms");
      }
    }
  }

  /** How many milliseconds it takes until all that they read is found. */
  private static double whenLeft(
      String staff, int touched, TopicCounter findings, MeasuredPipeline.Sender sender)
      throws Exception {
    long before = findings.now();
    long begun = System.nanoTime();
    sender.sendAndWait(EventLoad.ended(staff));
    MeasuredProgress.await(before + touched, findings::now);
    return (System.nanoTime() - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /**
   * How much is kept of the events that were judged, how soon it is there again when it was lost,
   * and how soon all are judged by a policy that changed, with what others wait meanwhile.
   */
  private void state() throws Exception {
    MeasuredPipeline pipeline = new MeasuredPipeline(installation, "state");
    pipeline.send(events, this::read);
    judged(pipeline, "state", events);
    KeptState state = pipeline.state();
    figures.add("(f) state on disk", state.onDisk() / (double) events, "bytes an event");
    figures.add("(f) changelogs", state.inChangelogs() / (double) events, "bytes an event");
    try (TopicCounter trail = pipeline.counter(pipeline.topics().trail().name())) {
      policyChanges(pipeline, trail);
      state.deleteFiles();
      long all = sendOneMore(pipeline, trail);
      long begun = System.nanoTime();
      try (MeasuredProcess processor = pipeline.startWithoutIndex(settings("restored"))) {
        MeasuredProgress.await(all, trail::now);
        processor.requireAlive();
      }
      figures.add(
          "(f) state of %,d events lost, until one more is judged".formatted(events),
          (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1),
          "s");
    }
  }

  /** Sends an event while nothing is judged; returns how many there are with it. */
  private static long sendOneMore(MeasuredPipeline pipeline, TopicCounter trail) throws Exception {
    long before = trail.whenQuiet();
    try (MeasuredPipeline.Sender sender = pipeline.sender()) {
      sender.sendAndWait(EventLoad.read("one-more-" + before, 1, "person-1"));
    }
    return before + 1;
  }

  /** Both times the program has just been started. */
  private void policyChanges(MeasuredPipeline pipeline, TopicCounter trail) throws Exception {
    long all = sendOneMore(pipeline, trail);
    try (MeasuredProcess processor = pipeline.startWithoutIndex(settings("unchanged"))) {
      MeasuredProgress.await(all, trail::now);
      alertLatency(pipeline)
          .run(processor)
          .forEach((name, millis) -> figures.add("(f) " + name, millis, "ms"));
    }
    all = sendOneMore(pipeline, trail);
    Map<String, String> settings = settings("changed");
    settings.put("CLAUSEWATCH_POLICIES", EventLoad.changedPolicies(installation).toString());
    try (MeasuredPass pass = pipeline.pass();
        MeasuredProcess processor = pipeline.startWithoutIndex(settings)) {
      MeasuredProgress.await(all, trail::now);
      LatencyMeasurement meanwhile = alertLatency(pipeline);
      meanwhile.measure(processor);
      double rate = pass.awaitEnd(MeasuredPipeline.PARTITIONS);
      figures.add(
          "(f) judged again by a policy that changed, no finding with it", rate, "events/s");
      meanwhile
          .percentilesUntil(pass.lastEnd())
          .forEach(
              (name, millis) ->
                  figures.add("(f) " + name + ", meanwhile", millis, "ms", "(f) " + name));
    }
  }

  private LatencyMeasurement alertLatency(MeasuredPipeline pipeline) {
    return new LatencyMeasurement(installation, pipeline, EnumSet.of(Place.ALERTS), rate, SHORT);
  }

  private void twoInstances() throws Exception {
    String alone = "(f) judged by one instance on one core";
    MeasuredPipeline one = new MeasuredPipeline(installation, "one-instance");
    one.send(events, this::read);
    try (TopicCounter trail = one.counter(one.topics().trail().name());
        MeasuredProcess processor = one.startOnOneCore(settings("one-instance"))) {
      figures.add(alone, rate(processor, events, trail::now), "events/s");
    }
    MeasuredPipeline two = new MeasuredPipeline(installation, "two-instances");
    two.send(events, this::read);
    Map<String, String> second = settings("second-instance");
    second.put("CLAUSEWATCH_STATE_DIR", installation.folder().resolve("second-state").toString());
    try (TopicCounter trail = two.counter(two.topics().trail().name());
        MeasuredProcess first = two.startWithoutIndex(settings("first-instance"));
        MeasuredProcess other = two.startWithoutIndex(second)) {
      double rate = rate(first, events, trail::now);
      other.requireAlive();
      figures.add("(f) judged by two instances", rate, "events/s", alone);
    }
  }

  private Map<String, String> settings(String name) {
    Map<String, String> settings = new HashMap<>();
    settings.put("CLAUSEWATCH_STREAM_THREADS", Integer.toString(threads));
    if (recordings != null) {
      Path file = recordings.toAbsolutePath().resolve(name + ".jfr");
      settings.put(
          "JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording=settings=default,filename=" + file);
    }
    return settings;
  }
}
