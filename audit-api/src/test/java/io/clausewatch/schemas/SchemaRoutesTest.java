package io.clausewatch.schemas;

import static io.clausewatch.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topics;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import java.net.http.HttpResponse;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SchemaRoutesTest {
  private static final TestServer SERVER = new TestServer(new SchemaRoutes(new Topics("t.", 3, 1)));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void aKindIsToldAsJsonSchemaAndAsAvro() {
    HttpResponse<String> response = SERVER.get("/v1/schemas/access", Role.PRODUCER);
    JsonNode schema = json(response);
    assertThat(schema.path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.at("/properties/operation/enum").toString()).contains("COLLECT");

    Schema avro = new SchemaParser().parse(avro("/v1/schemas/access").body()).mainSchema();
    assertThat(avro.getField("operation").doc()).isEqualTo("What was done.");
    assertThat(new SchemaParser().parse(avro("/v1/schemas").body()).mainSchema().getTypes())
        .hasSize(EventKind.values().length);
  }

  private static HttpResponse<String> avro(String path) {
    HttpResponse<String> response =
        SERVER.send(
            SERVER
                .request(path, Role.PRODUCER)
                .header("Accept", "application/vnd.apache.avro+json")
                .build());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/vnd.apache.avro+json");
    return response;
  }

  @Test
  void thereIsAListOfAllKinds() {
    JsonNode list = json(SERVER.get("/v1/schemas", Role.AUDITOR));
    assertThat(list.path("total").asInt()).isEqualTo(EventKind.values().length);
    assertThat(list.at("/items/0/topic").asText()).isEqualTo("t.events.access");
    assertThat(SERVER.get("/v1/schemas/gossip", Role.AUDITOR).statusCode()).isEqualTo(404);
  }

  @Test
  void asyncApiLeadsFromEachOperationToItsMessage() {
    JsonNode document = json(SERVER.get("/asyncapi.json", null));
    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(document.path("operations")).isNotEmpty();
    for (JsonNode operation : document.path("operations")) {
      JsonNode channel = resolved(document, operation.path("channel"));
      assertThat(channel.path("address").asText()).startsWith("t.");
      for (JsonNode reference : operation.path("messages")) {
        JsonNode message = resolved(document, resolved(document, reference));
        assertThat(message.at("/payload/schema/type").asText()).isEqualTo("record");
      }
    }
  }

  private static JsonNode resolved(JsonNode document, JsonNode reference) {
    return document.at(reference.path("$ref").asText().substring(1));
  }
}
