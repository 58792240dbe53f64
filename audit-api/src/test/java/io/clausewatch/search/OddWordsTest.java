package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.contract.IdText;
import io.clausewatch.findings.FindingSearch;
import io.clausewatch.readmodel.index.SearchText;
import io.clausewatch.readmodel.index.SearchText.Mark;
import io.clausewatch.search.SearchClient.Paging;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever somebody types that is not blank, it is searched for and is no error. */
class OddWordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FOUND =
      SampleFinding.of("f", "e", "access").put("title", "Á 가나").toString();

  /** Halves of surrogate pairs, controls, and what means something to Elasticsearch among them. */
  @Provide
  Arbitrary<String> typed() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(700),
        Arbitraries.strings()
            .withChars("\"*?~^:(){}[]\\/+-&|!<>=가나다각ㄱ漢あア\u0301\u200d\ud83d\udc69 \tAÀß1")
            .ofMaxLength(60));
  }

  @Property(tries = 300, seed = "20261130")
  void isAskedForInWordsThatElasticsearchTakes(@ForAll("typed") String typed) throws Exception {
    Assume.that(!IdText.isBlank(typed));
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(1, List.of(FOUND)))) {
      SearchCriteria criteria =
          SearchParameters.page(SearchTarget.FINDINGS, Map.of("q", List.of(typed)), id -> id);
      new FindingSearch(elasticsearch.searcher()).page(criteria, Paging.SNAPSHOT);
      JsonNode query = JSON.readTree(elasticsearch.lastBody().path("query").toString());
      // Elasticsearch refuses more than 1,024 clauses.
      assertThat(query.findValues("value").size()).isLessThan(1_000);
      assertThat(query.findValues("value")).allSatisfy(v -> assertThat(v.asText()).isNotBlank());
    }
  }

  @Property(seed = "20261130")
  void marksLieInTheTextAndApart(@ForAll("typed") String typed, @ForAll("typed") String text) {
    int last = -1;
    for (Mark mark : SearchText.marks(typed, text)) {
      assertThat(mark.start()).isGreaterThan(last);
      assertThat(mark.end()).isGreaterThan(mark.start()).isLessThanOrEqualTo(text.length());
      last = mark.end();
    }
  }
}
