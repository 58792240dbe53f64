package io.clausewatch.readmodel.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.platform.elasticsearch.IndexSchemaException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexTemplatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final IndexTemplates indices = new IndexTemplates("audit-", 1);
  private final Map<String, JsonNode> templates = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> mappings = new ConcurrentHashMap<>();
  private volatile String existing = "{}";
  private HttpServer server;

  @BeforeEach
  void startElasticsearch() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stopElasticsearch() {
    server.stop(0);
  }

  @Test
  void namesAreByTheMonthInUtc() {
    assertThat(indices.trail()).isEqualTo("audit-trail");
    assertThat(indices.findings()).isEqualTo("audit-findings");
    assertThat(indices.trail(Instant.parse("2026-11-30T23:59:59.999Z")))
        .isEqualTo("audit-trail-2026.11");
    assertThat(indices.findings(Instant.parse("2026-12-01T00:00:00Z")))
        .isEqualTo("audit-findings-2026.12");
    assertThat(indices.deadlines()).isEqualTo("audit-deadlines");
    assertThat(indices.deadlinesIndex()).isEqualTo("audit-deadlines-1");
    assertThat(indices.generation(7).findings(Instant.parse("2026-12-01T00:00:00Z")))
        .isEqualTo("audit-findings-g7-2026.12");
    assertThat(indices.generation(7).findings()).isEqualTo("audit-findings");
  }

  @Test
  void installsATemplateForEachKind() throws IOException {
    install();
    install();

    assertThat(templates)
        .containsOnlyKeys(
            "audit-trail",
            "audit-trail-next",
            "audit-findings",
            "audit-findings-next",
            "audit-deadlines",
            "audit-deadlines-next",
            "audit-alerts",
            "audit-alerts-next",
            "audit-dead-letters",
            "audit-dead-letters-next");
    templates.forEach(
        (name, body) -> {
          boolean next = name.endsWith("-next");
          String alias = name.replace("-next", "");
          assertThat(body.at("/index_patterns/0").asText())
              .isEqualTo(alias + (next ? "-g*" : "-*"));
          assertThat(body.path("priority").asInt()).isEqualTo(next ? 501 : 500);
          assertThat(body.at("/template/aliases").has(alias)).as(name).isEqualTo(!next);
          assertThat(body.at("/template/mappings/dynamic").asText()).isEqualTo("strict");
          assertThat(body.at("/template/mappings/_meta/schema").asInt())
              .isEqualTo(IndexTemplates.SCHEMA);
          assertThat(body.at("/template/mappings/properties").has("policyId"))
              .isEqualTo(!alias.endsWith("dead-letters"));
          JsonNode settings = body.at("/template/settings");
          assertThat(settings.toString())
              .isEqualTo(
                  "{\"number_of_shards\":\"1\",\"number_of_replicas\":\"1\",\"refresh_interval\":\"1s\"}");
        });
  }

  @Test
  void theAliasOfFindingsLeavesOutWhatHasNoFindingYet() throws IOException {
    install();
    assertThat(templates.get("audit-findings").at("/template/aliases/audit-findings").toString())
        .isEqualTo("{\"filter\":{\"exists\":{\"field\":\"findingId\"}}}");
    assertThat(templates.get("audit-trail").at("/template/aliases/audit-trail").toString())
        .isEqualTo("{}");
  }

  @Test
  void anIndexOfThisVersionGetsTheFieldsThatHaveComeSince() throws IOException {
    install();
    ObjectNode asItIs =
        (ObjectNode) templates.get("audit-trail").at("/template/mappings").deepCopy();
    existing = index("audit-trail-2026.10", asItIs);
    install();
    assertThat(mappings).isEmpty();

    ((ObjectNode) asItIs.path("properties")).remove(List.of("subjectSpelling", "verdict"));
    existing = index("audit-trail-2026.10", asItIs);
    install();
    assertThat(mappings).containsOnlyKeys("audit-trail-2026.10");
    assertThat(mappings.get("audit-trail-2026.10"))
        .isEqualTo(
            JSON.readTree(
                """
                {"properties": {
                  "subjectSpelling": {"type": "object", "properties": {
                    "hash": {"type": "keyword"}, "length": {"type": "integer"}}},
                  "verdict": {"type": "keyword"}}}
                """));
  }

  private static String index(String name, ObjectNode mapping) {
    ObjectNode indices = JSON.createObjectNode();
    indices.putObject(name).set("mappings", mapping);
    return indices.toString();
  }

  @Test
  void anIndexOfAnotherVersionIsNamed() {
    existing = "{\"audit-trail-2026.10\":{\"mappings\":{\"_meta\":{\"schema\":99}}}}";
    assertThatThrownBy(this::install)
        .isInstanceOf(IndexSchemaException.class)
        .hasMessage(
            "Index audit-trail-2026.10 has mappings of version 99, this version of Clausewatch"
                + " needs "
                + IndexTemplates.SCHEMA
                + ": run `./clausewatch reindex`, which indexes everything anew from Kafka");
    assertThat(templates).isEmpty();
  }

  @Test
  void anIndexThatSomebodyElseMadeIsNamed() {
    existing = "{\"audit-trail-mine\":{\"mappings\":{}}}";
    assertThatThrownBy(this::install)
        .isInstanceOf(IndexSchemaException.class)
        .hasMessageContaining("audit-trail-mine has mappings of version unknown");
  }

  @Test
  void anElasticsearchThatIsNotThereIsAnIoException() {
    stopElasticsearch();
    assertThatThrownBy(this::install).isInstanceOf(IOException.class);
  }

  private void install() throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (ElasticsearchConnection connection = ElasticsearchConnection.open(url)) {
      indices.install(connection.client());
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String answer;
      if (exchange.getRequestMethod().equals("PUT") && path.startsWith("/_index_template/")) {
        templates.put(
            path.substring("/_index_template/".length()), JSON.readTree(exchange.getRequestBody()));
        answer = "{\"acknowledged\":true}";
      } else if (exchange.getRequestMethod().equals("PUT")) {
        mappings.put(
            path.substring(1, path.indexOf("/_mapping")), JSON.readTree(exchange.getRequestBody()));
        answer = "{\"acknowledged\":true}";
      } else {
        // Elasticsearch answers each pattern with its own.
        answer = path.startsWith("/audit-trail-") ? existing : "{}";
      }
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
