package io.clausewatch.subjects;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.readmodel.FindingDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** A report as one JSON object: {@code report}, {@code events}, {@code findings}. */
final class JsonReport implements ReportFile {
  private final JsonGenerator json;
  private boolean pastEvents;

  JsonReport(OutputStream out, ReportCover cover) throws IOException {
    json = ApiJson.mapper().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.writeStartObject();
    json.writeFieldName("report");
    json.writeTree(cover(cover));
    json.writeArrayFieldStart("events");
  }

  private static ObjectNode cover(ReportCover cover) {
    ObjectNode report = ApiJson.object().put("subjectId", cover.subjectId());
    ArrayNode policies = report.putArray("policies");
    cover
        .policies()
        .forEach(
            holder ->
                policies
                    .addObject()
                    .put("policyId", holder.policyId())
                    .put("controller", holder.controller()));
    return report
        .put("from", cover.from().map(Instant::toString).orElse(null))
        .put("to", cover.to().map(Instant::toString).orElse(null))
        .put("madeBy", cover.madeBy())
        .put("madeAt", cover.madeAt().toString())
        .put("reason", cover.reason())
        .put("events", cover.events())
        .put("findings", cover.findings());
  }

  @Override
  public void event(ReportedEvent event) throws IOException {
    json.writePOJO(event);
  }

  @Override
  public void finding(FindingDocument finding) throws IOException {
    endEvents();
    json.writePOJO(finding);
  }

  private void endEvents() throws IOException {
    if (!pastEvents) {
      pastEvents = true;
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
    }
  }

  @Override
  public void end() throws IOException {
    endEvents();
    json.writeEndArray();
    json.writeEndObject();
    json.enable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.flush();
  }
}
