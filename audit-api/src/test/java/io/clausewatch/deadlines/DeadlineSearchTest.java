package io.clausewatch.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Deadline;
import io.clausewatch.http.ApiJson;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class DeadlineSearchTest {

  @Test
  void aDeadlineHasAllFieldsOfTheContract() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(
            asked ->
                FakeElasticsearch.hits(1, List.of("{\"deadlineId\":\"d1\",\"severityRank\":3}")))) {
      SearchCriteria criteria = SearchParameters.page(SearchTarget.DEADLINES, Map.of(), id -> id);
      ResultPage<DeadlineDocument> page =
          new DeadlineSearch(elasticsearch.searcher()).page(criteria, Paging.SNAPSHOT);

      assertThat(elasticsearch.calls()).containsExactly("POST /deadlines/_search");
      JsonNode deadline = ApiJson.tree(page.items().getFirst());
      assertThat(deadline.fieldNames())
          .toIterable()
          .containsExactlyElementsOf(
              Deadline.getClassSchema().getFields().stream().map(Schema.Field::name).toList());
      assertThat(deadline.path("deadlineId").asText()).isEqualTo("d1");
      assertThat(deadline.path("items").isArray()).isTrue();
      assertThat(deadline.path("dueAt").isNull()).isTrue();
    }
  }
}
