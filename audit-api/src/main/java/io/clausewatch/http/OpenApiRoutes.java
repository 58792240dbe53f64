package io.clausewatch.http;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code /openapi.json}: what every call takes and returns. Written by hand as {@code
 * openapi.yaml}, but for the fields and filters of documents and the data of events; the tests hold
 * the server to it.
 */
public final class OpenApiRoutes implements Routes {

  private final byte[] json = ApiJson.bytes(document());

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        "/openapi.json", ctx -> AsyncBody.send(ctx, "application/json", json), AccessControl.OPEN);
  }

  @Override
  public Set<String> withoutThread() {
    return Set.of("/openapi.json");
  }

  /** The document as maps, lists, strings and numbers. */
  static Object document() {
    try (InputStream yaml = OpenApiRoutes.class.getResourceAsStream("/openapi.yaml")) {
      Map<String, Object> document =
          OpenApiCatalogs.filledInto(
              new Load(LoadSettings.builder().setLabel("openapi.yaml").build())
                  .loadFromInputStream(yaml));
      OpenApiEvents.addTo(document);
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
