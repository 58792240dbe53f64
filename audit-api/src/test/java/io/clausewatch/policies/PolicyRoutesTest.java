package io.clausewatch.policies;

import static io.clausewatch.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.findings.ClauseHits;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.table.KeyedTable;
import io.clausewatch.table.MemoryTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the project's own policies, without knowing what is in them. */
class PolicyRoutesTest {

  private static final Instant LAST = Instant.parse("2026-01-02T03:04:05Z");

  private static PolicyCatalog catalog;
  private static String policyId;
  private static String clauseId;

  @BeforeAll
  static void load() throws Exception {
    Path folder = Path.of("policies");
    catalog = PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    policyId = catalog.policies().getFirst().policyId();
    clauseId = catalog.policies().getFirst().versions().getFirst().clauses().getFirst().id();
  }

  private static TestServer server(FindingCounts counts) {
    return server(counts, new MemoryTable<>());
  }

  private static TestServer server(FindingCounts counts, KeyedTable<PolicyPass> passes) {
    return new TestServer(
        new PolicyRoutes(
            catalog, counts, new PolicyProgress(passes, catalog), InstantSource.system()));
  }

  @Test
  void theVocabularyCanBeNarrowedToAPolicy() {
    try (TestServer server =
        new TestServer(new VocabularyRoutes(catalog, InstantSource.system()))) {
      JsonNode all = json(server.get("/v1/vocabulary", Role.PRODUCER));
      assertThat(all.path("purposes")).hasSize(catalog.vocabulary().purposes().size());
      for (JsonNode purpose : all.path("purposes")) {
        assertThat(purpose.path("label").asText()).isNotBlank();
        assertThat(purpose.path("localLabel").asText()).isNotBlank();
      }
      JsonNode name = all.at("/dataCategories/0");
      assertThat(name.toString())
          .isEqualTo(
              """
              {"id":"name","group":"contact","dpv":"pd:Name","label":"Name","localLabel":"%s"}\
              """
                  .formatted(name.path("localLabel").asText()));

      JsonNode declared = json(server.get("/v1/vocabulary?policyId=sony-music-kr", Role.OFFICER));
      assertThat(declared.path("purposes").findValuesAsText("id"))
          .contains("customer-support")
          .doesNotContain("recruitment");
      assertThat(declared.path("dataCategories").findValuesAsText("id"))
          .contains("name")
          .doesNotContain("health");
      assertThat(server.get("/v1/vocabulary?policyId=none", Role.OFFICER).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void everyRoleSeesThePolicies() {
    try (TestServer server =
        server(
            () ->
                Optional.of(
                    Map.of(
                        clauseId, new ClauseHits.Hits(Map.of("OPEN", 3L), Optional.of(LAST)))))) {
      assertThat(server.get("/v1/policies", null).statusCode()).isEqualTo(401);
      for (Role role : Role.values()) {
        JsonNode list = json(server.get("/v1/policies", role));
        assertThat(list.path("total").asInt()).isEqualTo(catalog.policies().size());
        assertThat(list.path("items")).hasSize(catalog.policies().size());
      }

      JsonNode policy = json(server.get("/v1/policies/" + policyId, Role.AUDITOR));
      assertThat(policy.path("policyId").asText()).isEqualTo(policyId);
      assertThat(policy.path("document").asText()).isNotBlank();
      assertThat(policy.path("versionInForce").asText()).isNotBlank();
      assertThat(policy.path("counts").path("findings").path("OPEN").asInt()).isEqualTo(3);
      JsonNode version = policy.path("versions").get(0);
      assertThat(version.path("purposes").get(0).path("quote").asText()).isNotBlank();
      JsonNode clause = version.path("clauses").get(0);
      assertThat(clause.path("clauseId").asText()).isEqualTo(clauseId);
      for (String field : new String[] {"title", "section", "quote", "rule", "severity"}) {
        assertThat(clause.path(field).asText()).as(field).isNotBlank();
      }
      assertThat(clause.path("on")).isNotEmpty();
      assertThat(clause.path("findings").path("OPEN").asInt()).isEqualTo(3);
      assertThat(clause.path("lastBrokenAt").asText()).isEqualTo(LAST.toString());
      JsonNode unbroken = version.path("clauses").get(1);
      assertThat(unbroken.path("findings")).isEmpty();
      assertThat(unbroken.path("lastBrokenAt").isNull()).isTrue();
    }
  }

  @Test
  void aClauseHasItsHeadlineInTheLanguageOfItsPolicyTooWhereThatIsNotEnglish() {
    try (TestServer server = server(Optional::empty)) {
      for (JsonNode policy : json(server.get("/v1/policies", Role.OFFICER)).path("items")) {
        boolean english = policy.path("language").asText().equals("en");
        assertThat(policy.findValues("localTitle"))
            .as(policy.path("policyId").asText())
            .isNotEmpty()
            .allMatch(title -> english ? title.isNull() : !title.asText().isBlank());
      }
    }
  }

  @Test
  void aDeadlineSaysWhatStartsItAndHowLongThereIs() {
    try (TestServer server = server(Optional::empty)) {
      List<String> rules =
          json(server.get("/v1/policies", Role.OFFICER)).findValues("clauses").stream()
              .flatMap(JsonNode::valueStream)
              .filter(clause -> clause.path("on").toString().contains("\"deadline\""))
              .map(clause -> clause.path("rule").asText())
              .toList();
      assertThat(rules)
          .isNotEmpty()
          .allSatisfy(
              rule ->
                  assertThat(rule)
                      .containsPattern("(?m)^after(Collecting)?: ")
                      .containsPattern("(?m)^(destroy|await): "));
    }
  }

  @Test
  void theyAreThereWithoutTheIndexToo() {
    try (TestServer server = server(Optional::empty)) {
      JsonNode policy = json(server.get("/v1/policies/" + policyId, Role.OFFICER));
      assertThat(policy.path("counts").path("findings").isNull()).isTrue();
      assertThat(policy.path("counts").path("clauses").asInt()).isPositive();
    }
  }

  @Test
  void theOneWhoseEventsAreJudgedAgainSaysSo() {
    MemoryTable<PolicyPass> passes = new MemoryTable<>();
    passes.put(
        policyId + "|0",
        PolicyPass.newBuilder()
            .setPolicyId(policyId)
            .setPartition(0)
            .setCause(PassCause.POLICY_CHANGED)
            .setShare(0.25)
            .setJudgedAgain(500)
            .setStartedAt(LAST)
            .setUpdatedAt(LAST)
            .build());
    String expected =
        "{\"since\":\"2026-01-02T03:04:05Z\",\"because\":\"POLICY_CHANGED\",\"share\":0.25,"
            + "\"judgedAgain\":500}";
    try (TestServer server = server(Optional::empty, passes)) {
      JsonNode items = json(server.get("/v1/policies", Role.PRODUCER)).path("items");
      assertThat(items.get(0).path("judgingAgain").toString()).isEqualTo(expected);
      assertThat(items.get(1).path("judgingAgain").isNull()).isTrue();
      assertThat(one(server).path("judgingAgain").toString()).isEqualTo(expected);

      passes.away = true;
      assertThat(one(server).path("judgingAgain").isNull()).isTrue();
    }
  }

  private static JsonNode one(TestServer server) {
    return json(server.get("/v1/policies/" + policyId, Role.PRODUCER));
  }

  @Test
  void aPolicyThatIsNotThere() {
    try (TestServer server = server(Optional::empty)) {
      assertThat(server.get("/v1/policies/nobodys", Role.OFFICER).statusCode()).isEqualTo(404);
    }
  }
}
