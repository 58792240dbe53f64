package io.clausewatch.app;

import io.clausewatch.activity.ActivityPage;
import io.clausewatch.activity.ActivityRoutes;
import io.clausewatch.alerts.AlertMessageRoutes;
import io.clausewatch.alerts.AlertsPage;
import io.clausewatch.deadlines.DeadlineRoutes;
import io.clausewatch.deadlines.DeadlinesPage;
import io.clausewatch.deliveries.DeliveryRoutes;
import io.clausewatch.eventlog.EventLogConnection;
import io.clausewatch.events.EventRoutes;
import io.clausewatch.export.ExportRoutes;
import io.clausewatch.findings.ClauseHits;
import io.clausewatch.findings.FindingPage;
import io.clausewatch.findings.FindingRoutes;
import io.clausewatch.findings.FindingSearch;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.findings.TriageRoutes;
import io.clausewatch.gaps.GapRoutes;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiServer;
import io.clausewatch.http.Caller;
import io.clausewatch.http.OpenApiRoutes;
import io.clausewatch.http.Routes;
import io.clausewatch.overview.OverviewPage;
import io.clausewatch.overview.OverviewRoutes;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRoutes;
import io.clausewatch.people.PeoplePage;
import io.clausewatch.people.PeopleRoutes;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.policies.IndexedFindingCounts;
import io.clausewatch.policies.PoliciesPage;
import io.clausewatch.policies.PolicyRoutes;
import io.clausewatch.policies.VocabularyRoutes;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyFault;
import io.clausewatch.recording.SignInRecorder;
import io.clausewatch.reviews.ReviewRoutes;
import io.clausewatch.reviews.ReviewsPage;
import io.clausewatch.schemas.SchemaRoutes;
import io.clausewatch.search.SearchClient;
import io.clausewatch.searches.SavedSearchRoutes;
import io.clausewatch.services.ServicesPage;
import io.clausewatch.signin.SignInRoutes;
import io.clausewatch.status.BuildVersion;
import io.clausewatch.status.HealthRoutes;
import io.clausewatch.status.PipelineLag;
import io.clausewatch.status.StatusRoutes;
import io.clausewatch.subjects.ReportRoutes;
import io.clausewatch.subjects.SubjectsPage;
import io.clausewatch.trail.TrailPage;
import io.clausewatch.trail.TrailRoutes;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
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

  private final OpenedResources resources = new OpenedResources();
  private final AccessControl access;
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
      settings.warnings(Instant.now()).forEach(LOG::warn);
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
      ServerConnections servers = new ServerConnections(settings.connections(), resources);
      SharedServices services = new SharedServices(settings, catalog, ownActs, servers);
      access = services.access();
      server = start(settings, services);
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

  private ApiServer start(AuditApiSettings settings, SharedServices services) {
    SignInRecorder signIns = resources.opened(new SignInRecorder(services.acts()));
    return resources.opened(
        ApiServer.start(
            settings.bind(),
            settings.port(),
            settings.front(),
            services.access(),
            services.servers().metrics(),
            calls(services, signIns, settings.zone())));
  }

  /** Every feature, with its calls; the first of two that would take a path is asked. */
  private static List<Routes> calls(SharedServices of, SignInRecorder signIns, ZoneId zone) {
    ServerConnections servers = of.servers();
    SearchClient searcher = servers.searcher();
    EventLogConnection eventLog = servers.eventLog();
    Function<Context, Caller> callers = of.access()::caller;
    EventRoutes events =
        EventRoutes.of(
            of.catalog(),
            of.personalValues(),
            searcher,
            of.acceptances(),
            eventLog.log(),
            eventLog.events(),
            servers.metrics().registry());
    PipelineLag lag =
        servers.lag(() -> events.accepted() + of.triage().accepted() + of.acts().written());
    ReportRoutes reports =
        new ReportRoutes(
            searcher::walk, of.catalog(), of.lookups(), callers, of.clock(), of.recorder(), zone);
    return List.of(
        events,
        new DeliveryRoutes(searcher, of.acceptances(), of.ownActs()),
        of.recorder(),
        new ExportRoutes(searcher::walk, of.lookups(), of.clock(), of.recorder()),
        reports,
        new TriageRoutes(of.access(), of.triage(), of.recorder()),
        new AlertMessageRoutes(
            of.alerts(),
            findingId -> new FindingSearch(searcher).finding(findingId).isPresent(),
            of.alertRequests(),
            of.alertSilences(),
            of.searches(),
            of.recorder(),
            callers),
        new FindingRoutes(searcher, of.searches(), of.recorder()),
        new TrailRoutes(searcher, of.searches()),
        new DeadlineRoutes(searcher, of.searches()),
        new GapRoutes(searcher, of.searches()),
        new OverviewRoutes(searcher, of.searches()),
        new PeopleRoutes(searcher, of.subjects(), of.searches()),
        new ReviewRoutes(of.reviews(), of.catalog(), callers, of.recorder()),
        new SavedSearchRoutes(of.saved(), callers, of.lookups()),
        new ActivityRoutes(of.recorder(), callers, searcher, of.searches()),
        new SignInRoutes(of.access(), of.provider(), signIns, of.clock()),
        new PageRoutes(of.access(), of.recorder(), pages(of, reports, lag), zone),
        new PolicyRoutes(
            of.catalog(),
            new IndexedFindingCounts(new ClauseHits(searcher)),
            of.progress(),
            of.clock()),
        new VocabularyRoutes(of.catalog(), of.clock()),
        new SchemaRoutes(servers.topics()),
        new StatusRoutes(
            lag,
            servers.health(),
            of.progress(),
            of.catalog().policies().size(),
            BuildVersion.current()),
        new HealthRoutes(servers.health(), servers.metrics()),
        new OpenApiRoutes());
  }

  /** Every feature that officers see, with its pages. */
  private static List<Page> pages(SharedServices of, ReportRoutes reports, PipelineLag lag) {
    SearchClient searcher = of.servers().searcher();
    PolicyCatalog catalog = of.catalog();
    return List.of(
        new OverviewPage(
            searcher,
            catalog,
            () -> lag.now().forPages(),
            of.alertRequests()::receivers,
            of.progress(),
            of.clock()),
        new FindingsPage(searcher, of.triage(), of.saved(), catalog),
        new FindingPage(searcher, of.triage(), catalog, of.subjects(), of.alerts()::about),
        new TrailPage(searcher, of.saved(), of.lookups(), of.clock()),
        new SubjectsPage(searcher, catalog, of.subjects(), reports),
        new PeoplePage(searcher, catalog, of.lookups(), of.clock()),
        new ServicesPage(searcher, catalog, of.acceptances(), of.ownActs(), of.clock()),
        new PoliciesPage(searcher, catalog, of.progress(), of.clock()),
        new DeadlinesPage(searcher, catalog),
        new AlertsPage(of.alerts(), of.alertRequests(), of.alertSilences(), of.clock()),
        new ReviewsPage(of.reviews(), catalog, of.clock()),
        new ActivityPage(searcher, of.recorder(), of.subjects()));
  }

  /** Every call that it serves, as {@link ApiServer#calls} lists them. */
  List<String> calls() {
    return server.calls();
  }

  /** Who may do what here, and the sessions. */
  AccessControl access() {
    return access;
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops: first to take requests, then everything behind them. */
  @Override
  public void close() {
    resources.close();
  }
}
