package io.clausewatch.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who got how much. */
public class PeopleStatisticsTest {
  /** Two recipients and no actor, as Elasticsearch says it. */
  public static final String COUNTED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":60,"relation":"eq"},"hits":[]},
       "aggregations":{
         "sterms#actors":{"sum_other_doc_count":0,"buckets":[]},
         "sterms#recipients":{"sum_other_doc_count":1000,"buckets":[
           {"key":"police","doc_count":40,
            "sterms#kind":{"sum_other_doc_count":0,"buckets":[{"key":"LAW_ENFORCEMENT","doc_count":40}]},
            "sterms#purposes":{"sum_other_doc_count":0,"buckets":[{"key":"legal-compliance","doc_count":40}]},
            "sterms#dataCategories":{"sum_other_doc_count":0,"buckets":[{"key":"name","doc_count":39}]},
            "filter#subjects":{"doc_count":40,"cardinality#named":{"value":38}},"value_count#findings":{"value":2}},
           {"key":"courier","doc_count":20,
            "sterms#kind":{"sum_other_doc_count":0,"buckets":[]},
            "sterms#purposes":{"sum_other_doc_count":0,"buckets":[]},
            "sterms#dataCategories":{"sum_other_doc_count":0,"buckets":[]},
            "filter#subjects":{"doc_count":20,"cardinality#named":{"value":1}},"value_count#findings":{"value":0}}]}}}
      """;

  @Test
  void eachHasWhatThereIsToBeKnown() {
    try (FakeElasticsearch elasticsearch =
            new FakeElasticsearch(asked -> new Answer(200, COUNTED));
        TestServer server =
            new TestActivity(TestActivity::caller, id -> "ref-of-" + id)
                .searches(elasticsearch.searcher())) {
      JsonNode people =
          TestServer.json(server.get("/v1/statistics/people?subjectId=7", Role.AUDITOR));
      assertThat(people.at("/recipients/items/0").toString())
          .isEqualTo(
              "{\"id\":\"police\",\"kind\":\"LAW_ENFORCEMENT\",\"events\":40,\"subjects\":38,"
                  + "\"findings\":2,\"purposes\":[{\"key\":\"legal-compliance\",\"count\":40}],"
                  + "\"dataCategories\":[{\"key\":\"name\",\"count\":39}]}");
      assertThat(people.at("/recipients/items/1/kind").isNull()).isTrue();
      assertThat(people.at("/recipients/others").asInt()).isEqualTo(1000);
      assertThat(people.at("/actors/items")).isEmpty();
      assertThat(elasticsearch.lastBody().at("/query/bool/filter").toString())
          .isEqualTo("[{\"terms\":{\"subjectRef\":[\"ref-of-7\",\"ref-of-ref-of-7\"]}}]");
      assertThat(
              elasticsearch
                  .lastBody()
                  .at("/aggregations/actors/aggregations/subjects/filter/bool/must_not/0/terms")
                  .toString())
          .isEqualTo("{\"subjectRef\":[\"ref-of--\"]}");
      assertThat(server.get("/v1/statistics/people?severity=HIGH", Role.OFFICER).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void withoutAnIndexThereIsNobody() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()))) {
      JsonNode people =
          ApiJson.tree(
              new PeopleStatistics(elasticsearch.searcher(), new DataSubjects(id -> id))
                  .count(Map.of(), id -> id));
      assertThat(people.at("/recipients/items")).isEmpty();
      assertThat(people.at("/actors/others").asInt()).isZero();
    }
  }
}
