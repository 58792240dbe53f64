package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiRefusalsTest {
  @Test
  void eachCallSaysWhatItMayRefuseBeforeItIsLookedAt() {
    JsonNode paths = ApiJson.tree(OpenApiRoutes.document()).path("paths");
    int calls = 0;
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        if (path.getKey().startsWith("/v1/") && call.getValue().has("responses")) {
          calls++;
          JsonNode responses = call.getValue().path("responses");
          assertThat(responses.has("403")).as(path.getKey()).isTrue();
          assertThat(responses.has("421")).as(path.getKey()).isTrue();
        }
      }
    }
    assertThat(calls).isGreaterThan(20);
  }
}
