package io.clausewatch.local.stack;

import io.clausewatch.contract.CountedNoun;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Everything on this machine: Kafka, a schema registry, Elasticsearch, the stream processor, the
 * audit API and, where there is a routes file, the alert sender, each a child process with its own
 * class path, heap, log and port. Started in two stages, kept running, stopped in reverse order.
 *
 * <p>No child outlives this process, however it ends; the data does, and the next stack on the same
 * folder finds it again.
 */
public final class LocalStack implements AutoCloseable {

  private static final long LOG_LIMIT = 8L << 20;

  /** The programs of a stack. */
  public enum Part {
    KAFKA,
    REGISTRY,
    ELASTICSEARCH,
    STREAM_PROCESSOR,
    AUDIT_API,
    ALERT_SENDER
  }

  private final DataFolder data;
  private final PidFile pids;
  private final Consumer<String> progress;
  private final LocalTokens tokens;
  private final StackEndpoints endpoints;

  /** The stages in the order they were begun; each one's children run beside each other. */
  private final List<List<ChildProcess>> stages = new ArrayList<>();

  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<String> failure = new AtomicReference<>();

  /** Ctrl-C and SIGTERM end this process in order; this runs then. */
  private final Thread atExit = new Thread(this::close, "stop-the-stack");

  private LocalStack(
      DataFolder data,
      PidFile pids,
      Consumer<String> progress,
      LocalTokens tokens,
      StackEndpoints endpoints) {
    this.data = data;
    this.pids = pids;
    this.progress = progress;
    this.tokens = tokens;
    this.endpoints = endpoints;
  }

  /**
   * Starts everything and returns when all of it is ready. From then on a part that dies is started
   * again, and when it dies too often the stack stops, see {@link #awaitTermination()}. It also
   * stops when this process is asked to exit.
   *
   * @param options what to start it with
   * @param progress told in short lines what is being done and, later, what has happened to a part;
   *     called from several threads
   * @throws StackException in one clear sentence when it can't be started; nothing is left running
   *     then
   */
  public static LocalStack start(StackOptions options, Consumer<String> progress)
      throws StackException {
    return start(options, progress, EnumSet.allOf(Part.class));
  }

  /** Starts only some of the parts; else as {@link #start(StackOptions, Consumer)}. */
  public static LocalStack start(StackOptions options, Consumer<String> progress, Set<Part> parts)
      throws StackException {
    InstalledParts installation = InstalledParts.at(options.home());
    int port = PortAssignment.http(options.bind(), options.port());
    DataFolder data = DataFolder.open(options.data(), installation.versions());
    LocalStack stack = null;
    try {
      PidFile pids = new PidFile(data.file("pids"));
      int left = pids.endLeftovers(Duration.ofSeconds(20));
      if (left > 0) {
        progress.accept(
            "Ended "
                + left
                + CountedNoun.of(left, " process", " processes")
                + " that a killed Clausewatch had left behind");
      }
      LocalTokens tokens = LocalTokens.openOrMake(data.file("tokens.properties"));
      PortAssignment ports = PortAssignment.open(data.file("ports.properties"));
      stack = new LocalStack(data, pids, progress, tokens, endpoints(options, port, ports));
      Runtime.getRuntime().addShutdownHook(stack.atExit);
      stack.startServers(installation, ports, parts);
      stack.startApps(installation, ports, options, port, parts);
      stack.supervise();
      return stack;
    } catch (StackException e) {
      String message = withDisk(data, e.getMessage());
      abandon(data, stack);
      throw new StackException(message, e);
    } catch (RuntimeException e) {
      abandon(data, stack);
      throw e;
    }
  }

  /** Leaves nothing running of a stack that could not be started. */
  private static void abandon(DataFolder data, LocalStack stack) {
    if (stack == null) {
      data.close();
    } else {
      stack.close();
    }
  }

  /** A server that died of a full disk could often not say so. */
  private static String withDisk(DataFolder data, String reason) {
    return data.full() && !reason.contains("the disk is full")
        ? "The disk is full: " + reason
        : reason;
  }

  private static StackEndpoints endpoints(StackOptions options, int port, PortAssignment ports) {
    boolean everywhere = options.bind().equals("0.0.0.0") || options.bind().equals("::");
    String host = everywhere ? PortAssignment.LOOPBACK : options.bind();
    return new StackEndpoints(
        URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port),
        PortAssignment.LOOPBACK + ":" + ports.get(StackPort.KAFKA),
        RegistryServer.api(ports),
        ElasticsearchServer.url(ports),
        AppPrograms.processor(ports));
  }

  private void startServers(InstalledParts installation, PortAssignment ports, Set<Part> parts)
      throws StackException {
    ServerPasswords passwords = ServerPasswords.openOrMake(data.root());
    ClientFiles.write(data.root(), ports, passwords);
    progress.accept("Starting Kafka, the schema registry and Elasticsearch");
    // The slowest first: the others are prepared while it starts.
    beginStage();
    if (parts.contains(Part.ELASTICSEARCH)) {
      launch(ElasticsearchServer.prepare(installation, data, ports, passwords));
    }
    if (parts.contains(Part.REGISTRY)) {
      launch(RegistryServer.prepare(installation, data, ports, passwords));
    }
    if (parts.contains(Part.KAFKA)) {
      launch(KafkaServer.prepare(installation, data, ports, passwords));
    }
    awaitStage();
  }

  private void startApps(
      InstalledParts installation,
      PortAssignment ports,
      StackOptions options,
      int port,
      Set<Part> parts)
      throws StackException {
    beginStage();
    if (parts.contains(Part.STREAM_PROCESSOR)) {
      launch(AppPrograms.streamProcessor(installation, data, ports, options));
    }
    if (parts.contains(Part.AUDIT_API)) {
      launch(AppPrograms.auditApi(installation, data, ports, options, port, endpoints.http()));
    }
    if (parts.contains(Part.ALERT_SENDER) && options.alertsFile().isPresent()) {
      Path file = options.alertsFile().get();
      launch(AppPrograms.alertSender(installation, data, ports, options, file, endpoints.http()));
    }
    awaitStage();
  }

  private void beginStage() {
    synchronized (stages) {
      stages.add(new ArrayList<>());
    }
  }

  private void launch(ChildProgram program) throws StackException {
    Path log = data.part("logs").resolve(program.id() + ".log");
    ChildProcess child =
        new ChildProcess(
            program, new ChildLog(log, LOG_LIMIT), pids, progress, ChildProcess.TimeLimits.USUAL);
    synchronized (stages) {
      if (closing.get()) {
        throw new StackException("The stack was told to stop while it was starting.");
      }
      stages.getLast().add(child);
    }
    // Not under the lock, for it may take a while. A child that is told to stop before starts no
    // more.
    child.launch();
  }

  private void awaitStage() throws StackException {
    List<ChildProcess> waiting = new ArrayList<>(stages.getLast());
    while (!waiting.isEmpty()) {
      for (ChildProcess child : List.copyOf(waiting)) {
        if (child.isReady()) {
          progress.accept(child.title() + " is ready (" + child.age().toSeconds() + " s)");
          waiting.remove(child);
        }
      }
      try {
        if (closed.await(ChildProcess.TimeLimits.USUAL.poll().toMillis(), TimeUnit.MILLISECONDS)) {
          throw new StackException("The stack was told to stop while it was starting.");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StackException("Interrupted while the stack was starting.", e);
      }
    }
  }

  private void supervise() {
    stages.forEach(stage -> stage.forEach(child -> child.supervise(this::giveUp)));
  }

  /**
   * A part can't be kept running. Called by its watching thread, which must not be held up by the
   * end of the others.
   */
  private void giveUp(String reason) {
    failure.compareAndSet(null, withDisk(data, reason));
    Thread.ofPlatform().name("stop-the-stack").start(this::close);
  }

  /** Where the audit API and the page are. */
  public URI url() {
    return endpoints.http();
  }

  /** Where every part is reached. */
  public StackEndpoints endpoints() {
    return endpoints;
  }

  /** The bearer tokens. */
  public LocalTokens tokens() {
    return tokens;
  }

  /** The folder of the logs, one file a part. */
  public Path logs() {
    return data.file("logs");
  }

  /**
   * Waits until the stack has stopped.
   *
   * @return empty when it was closed, else why it had to stop, in one sentence
   */
  public Optional<String> awaitTermination() throws InterruptedException {
    closed.await();
    return Optional.ofNullable(failure.get());
  }

  /**
   * Stops everything, the last started first, and returns when no process is left. Does nothing the
   * second time but wait for the first.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      awaitClosed();
      return;
    }
    try {
      List<List<ChildProcess>> all;
      synchronized (stages) {
        all = stages.reversed().stream().map(List::copyOf).toList();
      }
      for (List<ChildProcess> stage : all) {
        CompletableFuture.allOf(
                stage.stream()
                    .map(
                        child ->
                            CompletableFuture.runAsync(
                                child::stop, task -> Thread.ofPlatform().start(task)))
                    .toArray(CompletableFuture[]::new))
            .join();
      }
      pids.clear();
    } catch (StackException e) {
      progress.accept(e.getMessage());
    } finally {
      data.close();
      closed.countDown();
    }
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
