package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.FieldValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElasticsearchQueriesTest {

  private static SearchCriteria criteria(SearchTarget target, Map<String, List<String>> given) {
    return SearchParameters.page(target, given, id -> "ref-of-" + id);
  }

  private static String order(SearchTarget target, String... sort) {
    return ElasticsearchQueries.order(criteria(target, Map.of("sort", List.of(sort)))).toString();
  }

  @Test
  void noTwoDocumentsAreEqualInTheOrder() {
    assertThat(order(SearchTarget.FINDINGS, "policyId"))
        .isEqualTo(
            "[SortOptions: {\"policyId\":{\"missing\":\"_last\",\"order\":\"asc\","
                + "\"unmapped_type\":\"keyword\"}}, SortOptions: {\"findingId\":{\"missing\":"
                + "\"_last\",\"order\":\"asc\",\"unmapped_type\":\"keyword\"}}]");
    assertThat(order(SearchTarget.TRAIL, "policyId")).contains("\"entryId\"");
  }

  @Test
  void severitiesAreSortedByRank() {
    assertThat(order(SearchTarget.FINDINGS, "-severity"))
        .contains("\"severityRank\":{")
        .contains("\"order\":\"desc\"")
        .doesNotContain("\"severity\"");
  }

  @Test
  void aDocumentWithoutADateComesLast() {
    assertThat(order(SearchTarget.FINDINGS, "dueAt")).contains("\"missing\":253402300799999");
    assertThat(order(SearchTarget.FINDINGS, "-dueAt")).contains("\"missing\":-62135596800000");
  }

  @Test
  void aFingerprintTellsSearchesApartButNotPages() {
    SearchCriteria one =
        criteria(SearchTarget.FINDINGS, Map.of("q", List.of("a"), "limit", List.of("10")));
    assertThat(
            ElasticsearchQueries.fingerprint(
                criteria(SearchTarget.FINDINGS, Map.of("q", List.of("a"), "limit", List.of("20")))))
        .isEqualTo(ElasticsearchQueries.fingerprint(one));
    assertThat(
            List.of(
                criteria(SearchTarget.TRAIL, Map.of("q", List.of("a"))),
                criteria(SearchTarget.FINDINGS, Map.of("q", List.of("b"))),
                criteria(SearchTarget.FINDINGS, Map.of()),
                criteria(
                    SearchTarget.FINDINGS, Map.of("q", List.of("a"), "sort", List.of("policyId")))))
        .noneMatch(
            other ->
                ElasticsearchQueries.fingerprint(other)
                    .equals(ElasticsearchQueries.fingerprint(one)));
  }

  @Test
  void sortValuesSurviveACursor() {
    List<FieldValue> values =
        List.of(
            FieldValue.of("text"),
            FieldValue.of(Long.MAX_VALUE),
            FieldValue.of(1.5),
            FieldValue.NULL);
    assertThat(
            ElasticsearchQueries.fromJson(ElasticsearchQueries.toJson(values)).stream()
                .map(FieldValue::_toJsonString))
        .containsExactlyElementsOf(values.stream().map(FieldValue::_toJsonString).toList());
  }
}
