package io.clausewatch.app;

import io.clausewatch.activity.ActivityPage;
import io.clausewatch.activity.ActivityRoutes;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.deadlines.DeadlineRoutes;
import io.clausewatch.deadlines.DeadlinesPage;
import io.clausewatch.eventlog.EventLogConnection;
import io.clausewatch.events.EventRoutes;
import io.clausewatch.export.ExportRoutes;
import io.clausewatch.findings.ClauseHits;
import io.clausewatch.findings.FindingPage;
import io.clausewatch.findings.FindingRoutes;
import io.clausewatch.findings.FindingSearch;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.findings.KafkaTriageLog;
import io.clausewatch.findings.TriageRoutes;
import io.clausewatch.findings.TriageService;
import io.clausewatch.gaps.GapRoutes;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiServer;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.OpenApiRoutes;
import io.clausewatch.overview.OverviewPage;
import io.clausewatch.overview.OverviewRoutes;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRoutes;
import io.clausewatch.people.PeoplePage;
import io.clausewatch.people.PeopleRoutes;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.kafka.KafkaSetup;
import io.clausewatch.platform.kafka.KafkaTools;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.privacy.RedactedException;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.clausewatch.policies.IndexedFindingCounts;
import io.clausewatch.policies.PoliciesPage;
import io.clausewatch.policies.PolicyRoutes;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyFault;
import io.clausewatch.readmodel.index.IndexTemplates;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.LookupLimit;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.recording.SubjectLookup;
import io.clausewatch.reviews.ReviewRoutes;
import io.clausewatch.reviews.ReviewService;
import io.clausewatch.reviews.ReviewsPage;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.SearchClient;
import io.clausewatch.searches.SavedSearchRoutes;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.signin.IdentityProvider;
import io.clausewatch.signin.SignInRoutes;
import io.clausewatch.status.BuildVersion;
import io.clausewatch.status.DependencyChecks;
import io.clausewatch.status.HealthMonitor;
import io.clausewatch.status.HealthRoutes;
import io.clausewatch.status.KafkaOffsets;
import io.clausewatch.status.PipelineLag;
import io.clausewatch.status.StartupSteps;
import io.clausewatch.status.StartupSteps.Step;
import io.clausewatch.status.StatusRoutes;
import io.clausewatch.subjects.ReportRoutes;
import io.clausewatch.subjects.SubjectsPage;
import io.clausewatch.table.KafkaTable;
import io.clausewatch.trail.TrailPage;
import io.clausewatch.trail.TrailRoutes;
import io.clausewatch.trail.TrailSearch;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit API: wires the HTTP server to Kafka, the schema registry, Elasticsearch and the
 * policies. It serves at once, whether or not those are up; {@code /readyz} tells when they are. A
 * wrong setting or policy ends it with status 2 and one sentence a fault. A right that is missing,
 * or a topic of the wrong shape, does not end it: log and {@code /readyz} say how to mend it, and
 * it goes on by itself once that is done.
 */
public final class AuditApiMain implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditApiMain.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration TRY_EVERY = Duration.ofSeconds(2);

  /** Many times what a search takes; longer, nobody waits for a page to say that it cannot. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  /** Parsed, an answer takes several times its bytes, and there may be several at once. */
  private static final int MAX_ANSWER_BYTES =
      (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 16);

  /** Last opened, first closed. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private final ApiServer server;

  /**
   * Starts the server with the settings of the environment and the file that it names, and serves
   * until the process is told to end.
   *
   * @param arguments none, or {@code rights}, which prints the lines that grant what the app needs
   *     in Kafka, and does nothing else
   */
  public static void main(String[] arguments) {
    try {
      AuditApiSettings settings = AuditApiSettings.read(System.getenv());
      if (KafkaRights.areAskedFor(arguments)) {
        settings.connections().grants(KafkaRights::ofAuditApi).forEach(System.out::println);
        return;
      }
      settings.warnings().forEach(LOG::warn);
      AuditApiMain api = new AuditApiMain(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(api::close, "shutdown"));
      LOG.info("The audit API listens on port {}", api.port());
    } catch (SettingsException | PolicyException e) {
      LOG.error("{}", e.getMessage());
      System.exit(2);
    } catch (KafkaException e) {
      // Only a client that cannot be made at all, for want of a token.
      LOG.error("{}", e.getMessage());
      System.exit(1);
    } catch (JavalinException e) {
      LOG.error(
          "Cannot listen ({}): choose another CLAUSEWATCH_PORT or CLAUSEWATCH_BIND", reasonOf(e));
      System.exit(2);
    }
  }

  /** What began it, such as an address already in use. */
  private static String reasonOf(Throwable e) {
    if (e.getCause() != null) {
      return reasonOf(e.getCause());
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /**
   * Starts the server.
   *
   * @throws PolicyException when a policy does not compile, or none is there under which to record
   *     what is done through the API
   * @throws JavalinException when the address or the port cannot be listened on
   */
  public AuditApiMain(AuditApiSettings settings) throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(settings.policies());
    Policy ownActs = ownActs(settings, catalog);
    boolean started = false;
    try {
      server = start(settings, catalog, ownActs);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private static Policy ownActs(AuditApiSettings settings, PolicyCatalog catalog)
      throws PolicyException {
    return catalog
        .ownActs()
        .orElseThrow(
            () ->
                new PolicyException(
                    List.of(
                        new PolicyFault(
                            settings.policies().toString(),
                            0,
                            0,
                            null,
                            "no policy has ownActs: true, so that nobody's searches, reports and"
                                + " exports could be recorded; copy the one that Clausewatch comes"
                                + " with, and its document, into this folder"))));
  }

  private ApiServer start(AuditApiSettings settings, PolicyCatalog catalog, Policy ownActs) {
    ConnectionSettings connections = settings.connections();
    KafkaConnection kafka = connections.kafka();
    Topics topics = connections.topics();
    ConsumerGroups groups = connections.groups();
    KafkaRights rights = KafkaRights.ofAuditApi(topics, groups);
    KafkaDiagnosis diagnoses = new KafkaDiagnosis(kafka, groups, rights);
    KafkaSetup kafkaSetup = new KafkaSetup(topics, rights, new KafkaTools(kafka), LOG::warn);
    IndexTemplates indices = IndexTemplates.of(connections);
    AppMetrics metrics = opened(new AppMetrics("audit-api"));
    Admin admin = opened(admin(kafka, diagnoses));
    AvroSerdes serdes = opened(connections.registry().serdes());
    ElasticsearchConnection elasticsearch =
        opened(
            ElasticsearchConnection.open(
                connections.elasticsearch(), ANSWER_WITHIN, MAX_ANSWER_BYTES));
    KafkaOffsets offsets = opened(KafkaOffsets.of(admin, kafka));
    EventLogConnection eventLog =
        opened(new EventLogConnection(kafka, serdes, topics, metrics.registry()));
    EventRoutes events =
        EventRoutes.of(catalog.reserved(), eventLog.log(), eventLog.events(), metrics.registry());
    StartupSteps setup =
        opened(
            StartupSteps.start(
                List.of(
                    Step.mendable(() -> kafkaSetup.ensureTopics(admin), diagnoses::of),
                    Step.mendable(() -> kafkaSetup.checkGroups(admin), diagnoses::of),
                    Step.mendable(eventLog::registerSchemas, HttpDiagnosis::registry)),
                TRY_EVERY));
    HealthMonitor health =
        opened(
            HealthMonitor.watch(
                List.of(
                    DependencyChecks.kafka(admin, setup, diagnoses),
                    DependencyChecks.registry(serdes.registry(), connections.topicPrefix()),
                    DependencyChecks.elasticsearch(elasticsearch.client()),
                    DependencyChecks.processor(admin, groups.processor(), diagnoses)),
                LOOK_EVERY));
    metrics.ready(() -> health.all().ready());
    SearchClient searcher =
        new SearchClient(
            elasticsearch.client(),
            target ->
                switch (target) {
                  case FINDINGS -> indices.findings();
                  case TRAIL, GAPS -> indices.trail();
                  case DEADLINES -> indices.deadlines();
                });
    Optional<IdentityProvider> provider =
        settings.oidc().map(oidc -> new IdentityProvider(oidc, InstantSource.system()));
    AccessControl auth =
        new AccessControl(
            settings.tokens(),
            new BrowserSessions(InstantSource.system(), settings.isHttps()),
            provider.map(known -> known::caller));
    TrailSearch trail = new TrailSearch(searcher);
    SubjectLookup lookups =
        new SubjectLookup(
            new SubjectPseudonym(settings.subjectKey())::ref,
            new LookupLimit(settings.lookupsPerMinute()),
            auth::caller,
            ownActs.policyId());
    DataSubjects subjects = new DataSubjects(lookups.ours());
    AccessRecorder recorder =
        new AccessRecorder(
            ownActs.policyId(),
            eventLog.ownActs(),
            eventLog.log(),
            auth::caller,
            lookups,
            trail::isAboutAnyOf,
            InstantSource.system());
    BooleanSupplier topicsAreThere = () -> setup.readiness().ready();
    ReviewService reviews =
        new ReviewService(
            searcher,
            catalog,
            settings.reviews(),
            opened(
                KafkaTable.open(kafka, topics.reviews(), serdes, eventLog.log(), topicsAreThere)),
            lookups.ours(),
            InstantSource.system());
    SavedSearches saved =
        new SavedSearches(
            opened(
                KafkaTable.open(kafka, topics.searches(), serdes, eventLog.log(), topicsAreThere)),
            trail::isAboutAnyOf,
            InstantSource.system());
    TriageService triage =
        new TriageService(
            new FindingSearch(searcher),
            new KafkaTriageLog(eventLog.log(), topics.triage(), serdes),
            InstantSource.system());
    ReportRoutes reports =
        new ReportRoutes(
            searcher::walk,
            catalog,
            lookups,
            auth::caller,
            InstantSource.system(),
            recorder,
            settings.zone());
    PipelineLag lag =
        new PipelineLag(
            offsets,
            topics,
            groups,
            connections.partitions(),
            () -> events.accepted() + triage.accepted() + recorder.recorded(),
            System::nanoTime);
    InstantSource clock = InstantSource.system();
    RecordedSearches searches = new RecordedSearches(searcher, lookups, recorder);
    List<Page> pages =
        List.of(
            new OverviewPage(searcher, catalog, () -> lag.now().forPages(), clock),
            new FindingsPage(searcher, triage, saved, catalog),
            new FindingPage(searcher, triage, catalog, subjects),
            new TrailPage(searcher, saved, lookups, clock),
            new SubjectsPage(searcher, catalog, subjects, reports),
            new PeoplePage(searcher, catalog, lookups, clock),
            new PoliciesPage(searcher, catalog, clock),
            new DeadlinesPage(searcher, catalog),
            new ReviewsPage(reviews, catalog, clock),
            new ActivityPage(searcher, recorder, subjects));
    return opened(
        ApiServer.start(
            settings.bind(),
            settings.port(),
            auth,
            metrics,
            List.of(
                events,
                recorder,
                new ExportRoutes(searcher::walk, lookups, InstantSource.system(), recorder),
                reports,
                new TriageRoutes(auth, triage, recorder),
                new FindingRoutes(searcher, searches, recorder),
                new TrailRoutes(searcher, searches),
                new DeadlineRoutes(searcher, searches),
                new GapRoutes(searcher, searches),
                new OverviewRoutes(searcher, searches),
                new PeopleRoutes(searcher, subjects, searches),
                new ReviewRoutes(reviews, catalog, auth::caller, recorder),
                new SavedSearchRoutes(saved, auth::caller, lookups),
                new ActivityRoutes(recorder, auth::caller, searcher, searches),
                new SignInRoutes(auth, provider),
                new PageRoutes(auth, recorder, pages, settings.zone()),
                new PolicyRoutes(
                    catalog,
                    new IndexedFindingCounts(new ClauseHits(searcher)),
                    InstantSource.system()),
                new StatusRoutes(lag, health, catalog.policies().size(), BuildVersion.current()),
                new HealthRoutes(health, metrics),
                new OpenApiRoutes())));
  }

  /** The first client of Kafka; where a token is needed, it is the first to ask for one. */
  private static Admin admin(KafkaConnection kafka, KafkaDiagnosis diagnoses) {
    try {
      return Admin.create(
          kafka.admin(
              "clausewatch-audit-api",
              Map.of(
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  3_000,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  5_000)));
    } catch (KafkaException e) {
      throw new KafkaException(diagnoses.of(e).sentence(), e);
    }
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.push(closeable);
    return closeable;
  }

  /** Every call that it serves, as {@link ApiServer#calls} lists them. */
  List<String> calls() {
    return server.calls();
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops: first to take requests, then everything behind them. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("{} did not close", next.getClass().getSimpleName(), new RedactedException(e));
      }
    }
  }
}
