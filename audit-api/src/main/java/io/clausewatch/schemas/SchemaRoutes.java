package io.clausewatch.schemas;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.EventDataSchema;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topics;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.AsyncBody;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * {@code GET /v1/schemas}, {@code GET /v1/schemas/{kind}} and {@code GET /asyncapi.json}. All of it
 * follows from the contract, so that it is made once.
 */
public final class SchemaRoutes implements Routes {
  private static final String AVRO = "application/vnd.apache.avro+json";
  private static final String JSON_SCHEMA = "application/schema+json";

  /** The form in which a schema is wanted. */
  private record Form(String mediaType, Map<String, String> byKind, String all) {}

  private final Form json;
  private final Form avro;
  private final byte[] asyncApi;

  /**
   * The calls.
   *
   * @param topics described as AsyncAPI
   */
  public SchemaRoutes(Topics topics) {
    Map<String, String> schemas = new HashMap<>();
    Map<String, String> records = new HashMap<>();
    ObjectNode list = ApiJson.object().put("total", EventKind.values().length);
    ArrayNode items = list.putArray("items");
    for (EventKind kind : EventKind.values()) {
      ObjectNode schema = whole(kind);
      schemas.put(kind.id(), schema.toString());
      records.put(kind.id(), kind.schema().toString());
      ObjectNode item = items.addObject().put("kind", kind.id()).put("type", kind.type());
      item.put("topic", topics.events(kind).name()).set("schema", schema);
    }
    json = new Form(JSON_SCHEMA, schemas, list.toString());
    avro =
        new Form(
            AVRO,
            records,
            Schema.createUnion(Arrays.stream(EventKind.values()).map(EventKind::schema).toList())
                .toString());
    asyncApi = ApiJson.bytes(AsyncApiDocument.of(topics));
  }

  private static ObjectNode whole(EventKind kind) {
    ObjectNode schema = ApiJson.object();
    schema.put("$schema", EventDataSchema.DIALECT);
    schema.put("$id", "urn:" + kind.type().replace('.', ':'));
    schema.put("title", "The data of " + kind.type());
    schema.setAll(EventDataSchema.of(kind));
    return schema;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/schemas", this::all, Role.any());
    routes.get("/v1/schemas/{kind}", this::one, Role.any());
    routes.get(
        "/asyncapi.json",
        ctx -> AsyncBody.send(ctx, "application/json", asyncApi),
        AccessControl.OPEN);
  }

  @Override
  public Set<String> withoutThread() {
    return Set.of("/asyncapi.json");
  }

  private void all(Context ctx) {
    boolean asAvro = wantsAvro(ctx);
    ctx.contentType(asAvro ? AVRO : "application/json").result((asAvro ? avro : json).all());
  }

  private void one(Context ctx) {
    Form form = wantsAvro(ctx) ? avro : json;
    String schema = form.byKind().get(RequestParameters.path(ctx, "kind"));
    if (schema == null) {
      throw Problem.notFound(
              "There is no such kind of event; the kinds are "
                  + String.join(", ", Arrays.stream(EventKind.values()).map(EventKind::id).toList())
                  + ".")
          .exception();
    }
    ctx.contentType(form.mediaType()).result(schema);
  }

  private static boolean wantsAvro(Context ctx) {
    String accept = ctx.header("Accept");
    ctx.header("Vary", "Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(AVRO);
  }
}
