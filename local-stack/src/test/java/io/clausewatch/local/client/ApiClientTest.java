package io.clausewatch.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.client.FakeApi.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiClientTest {

  @Test
  void sendsTheTokenAndEncodesTheQuery() throws Exception {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, "{\"total\": 0}"));
        ApiClient client = new ApiClient(URI.create(api.url() + "/"), "t0ken")) {
      client.get("/v1/trail", RequestQuery.NONE.with("q", "서울 & 부산").with("q", "b=c"));

      assertThat(api.asked())
          .singleElement()
          .satisfies(
              asked -> {
                assertThat(asked.target())
                    .isEqualTo("/v1/trail?q=%EC%84%9C%EC%9A%B8+%26+%EB%B6%80%EC%82%B0&q=b%3Dc");
                assertThat(asked.authorization()).isEqualTo("Bearer t0ken");
              });
    }
  }

  @Test
  void followsCursorsUntilTheLimit() throws Exception {
    try (FakeApi api = new FakeApi(ApiClientTest::endlessPages);
        ApiClient client = new ApiClient(api.url(), "t")) {
      List<JsonNode> items = new ArrayList<>();
      client.list(
          "/v1/trail", RequestQuery.NONE, 2_500, page -> page.path("items").forEach(items::add));

      assertThat(items).hasSize(2_500);
      assertThat(api.asked())
          .extracting(FakeApi.Asked::target)
          .containsExactly(
              "/v1/trail?limit=1000",
              "/v1/trail?limit=1000&cursor=after+%2B",
              "/v1/trail?limit=500&cursor=after+%2B");
    }
  }

  @Test
  void stopsAtTheLastPage() throws Exception {
    try (FakeApi api =
            new FakeApi(
                asked -> Answer.of(200, "{\"total\": 1, \"items\": [{}], \"nextCursor\": null}"));
        ApiClient client = new ApiClient(api.url(), "t")) {
      client.list("/v1/trail", RequestQuery.NONE, Long.MAX_VALUE, page -> {});

      assertThat(api.asked()).hasSize(1);
    }
  }

  @Test
  void tellsAProblemWithEveryFaultOnItsLine() throws Exception {
    String problem =
        "{\"title\": \"Bad Request\", \"status\": 400, \"detail\": \"The search is faulty.\","
            + " \"errors\": [\"severity: expected one of CRITICAL\", \"limit: expected a"
            + " number\"]}";
    try (FakeApi api = new FakeApi(asked -> Answer.of(400, problem));
        ApiClient client = new ApiClient(api.url(), "t")) {
      ApiException failure =
          catchThrowableOfType(
              ApiException.class,
              () ->
                  client.get("/v1/findings", RequestQuery.NONE.with("subjectId", "secret-person")));

      assertThat(failure)
          .hasMessage(
              """
              /v1/findings answered 400: Bad Request: The search is faulty.
                severity: expected one of CRITICAL
                limit: expected a number\
              """);
      assertThat(failure.status()).isEqualTo(400);
    }
  }

  @Test
  void anAnswerThatIsNoProblemIsToldByItsStatus() throws Exception {
    try (FakeApi api = new FakeApi(asked -> Answer.of(502, "<html>Bad Gateway</html>"));
        ApiClient client = new ApiClient(api.url(), "t")) {
      assertThatThrownBy(() -> client.get("/v1/trail", RequestQuery.NONE))
          .isInstanceOf(ApiException.class)
          .hasMessage("/v1/trail answered 502");
    }
  }

  @Test
  void aSuccessThatIsNoJsonIsAFailure() throws Exception {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, "hello"));
        ApiClient client = new ApiClient(api.url(), "t")) {
      assertThatThrownBy(() -> client.get("/v1/trail", RequestQuery.NONE))
          .isInstanceOf(ApiException.class)
          .hasMessage("/v1/trail answered 200");
    }
  }

  @Test
  void aServerThatIsNotThereIsNamedWithoutTheParameters() throws Exception {
    URI gone;
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, "{}"))) {
      gone = api.url();
    }
    try (ApiClient client = new ApiClient(gone, "t")) {
      assertThatThrownBy(
              () -> client.get("/v1/trail", RequestQuery.NONE.with("subjectId", "secret-person")))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith("Clausewatch does not answer at " + gone)
          .hasMessageNotContaining("secret-person");
    }
  }

  @Test
  void aLagThatIsNotKnownIsNotSettled() throws Exception {
    try (FakeApi api =
            new FakeApi(
                asked ->
                    Answer.of(
                        200, "{\"ready\": true, \"processorLag\": 0, \"indexerLag\": null}"));
        ApiClient client = new ApiClient(api.url(), "t")) {
      assertThat(client.status().settled()).isFalse();
    }
  }

  @Test
  void aQueryDoesNotShowItsValues() {
    assertThat(RequestQuery.NONE.with("subjectId", "secret-person").toString())
        .isEqualTo("Query of 1 parameters");
  }

  private static Answer endlessPages(FakeApi.Asked asked) {
    int limit = Integer.parseInt(asked.target().replaceAll(".*limit=(\\d+).*", "$1"));
    String items = "{},".repeat(limit - 1) + "{}";
    return Answer.of(
        200, "{\"total\": 99999, \"items\": [" + items + "], \"nextCursor\": \"after +\"}");
  }
}
