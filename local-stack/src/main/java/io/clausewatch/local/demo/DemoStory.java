package io.clausewatch.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.RequestQuery;
import io.clausewatch.local.demo.DemoScript.Scenario;
import io.clausewatch.local.terminal.TextTable;
import io.clausewatch.local.terminal.TextTable.Column;
import java.util.List;
import java.util.Locale;

/** Reads back what the system made of one and the same event under several policies. */
final class DemoStory {

  private final ApiClient officer;

  DemoStory(ApiClient officer) {
    this.officer = officer;
  }

  /**
   * A row for each policy: its verdict, and the clause with its words.
   *
   * @param scenarios the policies
   * @param events the event under each of them, in the same order
   * @throws DemoException when an event is not in the trail
   */
  TextTable table(List<Scenario> scenarios, List<DemoEvent> events)
      throws ApiException, DemoException, InterruptedException {
    TextTable table =
        new TextTable(
            Column.keep("policy"),
            Column.keep("verdict"),
            Column.keep("clause"),
            Column.wrap("what it says"));
    for (int i = 0; i < scenarios.size(); i++) {
      rows(table, scenarios.get(i), events.get(i));
    }
    return table;
  }

  private void rows(TextTable table, Scenario scenario, DemoEvent event)
      throws ApiException, DemoException, InterruptedException {
    RequestQuery query = RequestQuery.NONE.with("eventId", event.id());
    JsonNode entry = officer.get("/v1/trail", query).path("items").path(0);
    if (entry.isMissingNode()) {
      throw new DemoException("The event " + event.id() + " is not in the trail.");
    }
    JsonNode findings = officer.get("/v1/findings", query.with("status", "OPEN")).path("items");
    for (JsonNode finding : findings) {
      String verdict = "UNLAWFUL, " + finding.path("severity").asText();
      table.row(scenario.policyId(), verdict, finding.path("clauseId").asText(), words(finding));
    }
    if (findings.isEmpty()) {
      String verdict = entry.path("verdict").asText().toLowerCase(Locale.ROOT);
      table.row(scenario.policyId(), verdict, scenario.storyClause(), words(clause(scenario)));
    }
  }

  /** The clause that was kept, as the running system has it. */
  private JsonNode clause(Scenario scenario)
      throws ApiException, DemoException, InterruptedException {
    JsonNode policy = officer.get("/v1/policies/" + scenario.policyId(), RequestQuery.NONE);
    for (JsonNode version : policy.path("versions")) {
      for (JsonNode clause : version.path("clauses")) {
        boolean inForce = version.path("version").equals(policy.path("versionInForce"));
        if (inForce && clause.path("clauseId").asText().equals(scenario.storyClause())) {
          return clause;
        }
      }
    }
    throw new DemoException(
        scenario.policyId() + " has no clause " + scenario.storyClause() + " in force.");
  }

  private static String words(JsonNode clause) {
    String quote = "“" + clause.path("quote").asText() + "”";
    String translation = clause.path("translation").asText("");
    return translation.isEmpty() ? quote : quote + " (" + translation + ")";
  }
}
