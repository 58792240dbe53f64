package io.clausewatch.app;

import static io.clausewatch.http.TestServer.json;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.alerts.AlertMessageRoutes;
import io.clausewatch.alerts.AlertRequests;
import io.clausewatch.alerts.AlertSearch;
import io.clausewatch.alerts.AlertSilences;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.deliveries.DeliveryRoutes;
import io.clausewatch.deliveries.RecentAcceptances;
import io.clausewatch.events.TestEventRoutes;
import io.clausewatch.export.ExportRoutes;
import io.clausewatch.findings.TestTriage;
import io.clausewatch.http.Caller;
import io.clausewatch.http.OpenApiRoutes;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.http.TestServer;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.policies.PolicyProgress;
import io.clausewatch.policies.PolicyRoutes;
import io.clausewatch.policies.VocabularyRoutes;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.recording.SubjectLookup;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.reviews.ReviewRoutes;
import io.clausewatch.reviews.ReviewService;
import io.clausewatch.reviews.ReviewSettings;
import io.clausewatch.schemas.SchemaRoutes;
import io.clausewatch.search.FakePages;
import io.clausewatch.search.SearchClient;
import io.clausewatch.searches.SavedSearchRoutes;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.status.BuildVersion;
import io.clausewatch.status.FakeOffsets;
import io.clausewatch.status.HealthMonitor;
import io.clausewatch.status.HealthRoutes;
import io.clausewatch.status.PipelineLag;
import io.clausewatch.status.StatusRoutes;
import io.clausewatch.subjects.ReportRoutes;
import io.clausewatch.table.MemoryTable;
import io.javalin.Javalin;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server does what the document says, call by call and role by role. */
class OpenApiTest {

  /** Who may call what: the table of the contract. An admin may call everything. */
  private static final Map<String, Set<Role>> CONTRACT =
      Map.ofEntries(
          entry("post /v1/events", Set.of(Role.PRODUCER)),
          entry("get /v1/deliveries", Set.of(Role.PRODUCER)),
          entry("get /v1/findings/export", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/trail/export", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/deadlines/export", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/subjects/{subjectId}/report", Set.of(Role.OFFICER)),
          entry("get /v1/findings/facets", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/trail/facets", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("post /v1/findings/{findingId}/status", Set.of(Role.OFFICER)),
          entry("post /v1/findings/status", Set.of(Role.OFFICER)),
          entry("get /v1/findings", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/findings/{findingId}", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/trail", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/deadlines", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/reviews", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/reviews/{policyId}/{month}", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/reviews/{policyId}/{month}/export", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("post /v1/reviews/{policyId}/{month}/sign-off", Set.of(Role.OFFICER)),
          entry("get /v1/searches", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("put /v1/searches/{name}", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("delete /v1/searches/{name}", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/alerts", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/alerts/receivers", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("post /v1/alerts/receivers/{receiver}/test", Set.of(Role.OFFICER)),
          entry("get /v1/alerts/silences", Set.of(Role.OFFICER)),
          entry("post /v1/alerts/silences", Set.of(Role.OFFICER)),
          entry("delete /v1/alerts/silences/{id}", Set.of(Role.OFFICER)),
          entry("post /v1/alerts/{messageId}/resend", Set.of(Role.OFFICER)),
          entry("get /v1/findings/{findingId}/alerts", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/gaps", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/statistics", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/activity", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/statistics/overview", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/statistics/people", Set.of(Role.OFFICER, Role.AUDITOR)),
          entry("get /v1/policies", Set.of(Role.values())),
          entry("get /v1/policies/{policyId}", Set.of(Role.values())),
          entry("get /v1/vocabulary", Set.of(Role.values())),
          entry("get /v1/schemas", Set.of(Role.values())),
          entry("get /v1/schemas/{kind}", Set.of(Role.values())),
          entry("get /v1/status", Set.of(Role.values())));

  private static final AppMetrics METRICS = new AppMetrics("test");
  private static HealthMonitor health;
  private static Routes[] calls;
  private static TestServer server;
  private static JsonNode document;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Path.of("policies");
    PolicyCatalog catalog =
        PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    health =
        HealthMonitor.watch(
            Stream.of("kafka", "registry", "elasticsearch", "processor")
                .map(name -> new HealthMonitor.Need(name, () -> Readiness.READY))
                .toList(),
            Duration.ofMillis(50));
    PipelineLag lag =
        new PipelineLag(
            new FakeOffsets(),
            new Topics("t.", 1, 1),
            ConsumerGroups.of("t."),
            1,
            () -> 0,
            System::nanoTime);
    SearchClient searcher = new SearchClient(null, target -> "none");
    PolicyProgress progress = new PolicyProgress(new MemoryTable<>(), catalog);
    TestActivity acts = new TestActivity();
    AccessRecorder recorder = acts.recorder();
    SubjectLookup lookups = acts.lookups();
    List<Routes> all = new ArrayList<>(acts.searchCalls(searcher));
    all.addAll(
        List.of(
            TestEventRoutes.routes(),
            new DeliveryRoutes(searcher, new RecentAcceptances(), "clausewatch"),
            new ExportRoutes(FakePages.none(), lookups, InstantSource.system(), recorder),
            new ReportRoutes(
                FakePages.none(),
                catalog,
                lookups,
                ctx -> new Caller("officer", Role.OFFICER),
                InstantSource.system(),
                recorder,
                ZoneOffset.UTC),
            TestTriage.routes(),
            new ReviewRoutes(
                new ReviewService(
                    searcher,
                    catalog,
                    SettingsReader.read(Map.of(), ReviewSettings::from),
                    new MemoryTable<>(),
                    id -> id,
                    InstantSource.system()),
                catalog,
                ctx -> new Caller("officer", Role.OFFICER),
                recorder),
            new SavedSearchRoutes(
                new SavedSearches(new MemoryTable<>(), refs -> false, InstantSource.system()),
                ctx -> new Caller("officer", Role.OFFICER),
                lookups),
            new AlertMessageRoutes(
                new AlertSearch(searcher),
                findingId -> true,
                new AlertRequests(
                    new MemoryTable<>(),
                    records -> {},
                    new Topics("t.", 1, 1).alertRequests(),
                    new AvroSerdes("mock://alerts"),
                    InstantSource.system()),
                new AlertSilences(new MemoryTable<>(), refs -> false, InstantSource.system()),
                new RecordedSearches(searcher, lookups, recorder),
                recorder,
                ctx -> new Caller("officer", Role.OFFICER)),
            new PolicyRoutes(catalog, Optional::empty, progress, InstantSource.system()),
            new VocabularyRoutes(catalog, InstantSource.system()),
            new SchemaRoutes(new Topics("t.", 1, 1)),
            new StatusRoutes(lag, health, progress, 5, BuildVersion.current()),
            new HealthRoutes(health, METRICS),
            new OpenApiRoutes()));
    calls = all.toArray(Routes[]::new);
    server = new TestServer(calls);
    document = json(server.get("/openapi.json", null));
  }

  @AfterAll
  static void stop() {
    server.close();
    health.close();
    METRICS.close();
  }

  /** Method and path of every call that the document describes, and what it says of it. */
  private static Map<String, JsonNode> documented() {
    Map<String, JsonNode> documented = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        documented.put(method.getKey() + " " + path.getKey(), method.getValue());
      }
    }
    return documented;
  }

  @Test
  void theDocumentNamesTheCallsThatThereAre() {
    Set<String> served = new TreeSet<>();
    Javalin.create(
        config -> {
          config.events.handlerAdded(
              call ->
                  served.add(
                      call.getHttpMethod().name().toLowerCase(Locale.ROOT) + " " + call.getPath()));
          for (Routes routes : calls) {
            routes.register(config.routes);
          }
        });
    assertThat(documented().keySet()).isEqualTo(served);
  }

  @Test
  void theDocumentSaysWhatNeedsNoToken() {
    documented()
        .forEach(
            (call, description) -> {
              boolean open = description.path("security").isArray();
              HttpResponse<String> response = send(call, null);
              assertThat(response.statusCode() == 401).as(call).isEqualTo(!open);
              assertThat(description.path("responses").has("401")).as(call).isEqualTo(!open);
            });
  }

  @Test
  void everyRoleMayCallWhatTheContractSays() {
    Set<String> underV1 = new TreeSet<>(documented().keySet());
    underV1.removeIf(call -> !call.contains(" /v1/"));
    assertThat(underV1).isEqualTo(new TreeSet<>(CONTRACT.keySet()));
    CONTRACT.forEach(
        (call, allowed) -> {
          for (Role role : Role.values()) {
            boolean refused = send(call, role).statusCode() == 403;
            assertThat(refused)
                .as("%s by %s", call, role)
                .isEqualTo(!allowed.contains(role) && role != Role.ADMIN);
          }
        });
  }

  /**
   * What comes back is not looked at beyond its status: there is nothing behind some of these
   * calls.
   */
  private static HttpResponse<String> send(String call, Role role) {
    String[] parts = call.replaceAll("\\{.*?}", "none").split(" ", 2);
    return server.send(
        server
            .request(parts[1], role)
            .method(parts[0].toUpperCase(Locale.ROOT), BodyPublishers.noBody())
            .build());
  }

  /** Parameters that are not right are refused by each call; by probes they are let pass. */
  @Test
  void theDocumentSaysWhatRefusesParameters() {
    documented()
        .forEach(
            (call, description) ->
                assertThat(description.path("responses").has("400"))
                    .as(call)
                    .isEqualTo(!call.matches("get /(healthz|readyz|metrics)")));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<JsonNode> references = document.findValues("$ref");
    assertThat(references).isNotEmpty();
    for (JsonNode reference : references) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void everyParameterOfAPathIsDescribed() {
    documented()
        .forEach(
            (call, description) -> {
              Set<String> described = new TreeSet<>();
              for (JsonNode parameter : description.path("parameters")) {
                if (parameter.path("in").asText().equals("path")) {
                  described.add("{" + parameter.path("name").asText() + "}");
                }
              }
              for (String parameter : described) {
                assertThat(call).contains(parameter);
              }
              assertThat(described.size()).as(call).isEqualTo(call.split("\\{", -1).length - 1);
            });
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(BuildVersion.current()).matches("\\d+\\.\\d+\\.\\d+.*");
  }
}
