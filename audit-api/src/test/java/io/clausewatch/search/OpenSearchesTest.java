package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSearchesTest {

  private static final Caller LEE = new Caller("lee", Role.AUDITOR);
  private static final Caller KIM = new Caller("kim", Role.OFFICER);
  private static final SearchCriteria ANY =
      SearchParameters.page(SearchTarget.FINDINGS, Map.of(), id -> "ref-of-" + id);

  private final List<String> ended = new ArrayList<>();
  private final OpenSearches open = new OpenSearches(ended::add);

  private static Optional<PageCursor> cursor(String snapshot) {
    return Optional.of(
        new PageCursor(
            snapshot, JsonNodeFactory.instance.arrayNode(), ElasticsearchQueries.fingerprint(ANY)));
  }

  private void begin(Caller caller, String snapshot) {
    page(caller, Optional.empty(), cursor(snapshot));
  }

  private void page(Caller caller, Optional<PageCursor> asked, Optional<PageCursor> next) {
    SearchCriteria criteria =
        new SearchCriteria(ANY.target(), ANY.conditions(), ANY.order(), ANY.limit(), asked);
    ResultPage<String> page = new ResultPage<>(1, List.of(), next.map(PageCursor::encode));
    assertThat(open.given(caller, criteria, page)).isSameAs(page);
  }

  @Test
  void theSearchThatWasPagedLongestAgoEndsForOneMore() {
    for (int i = 0; i < OpenSearches.OF_A_CALLER; i++) {
      begin(LEE, "s" + i);
      begin(KIM, "k" + i);
    }
    assertThat(ended).isEmpty();
    page(LEE, cursor("s0"), cursor("s0"));
    begin(LEE, "one more");
    assertThat(ended).containsExactly("s1");
    for (int i = 0; i < 2; i++) {
      begin(LEE, "further" + i);
    }
    assertThat(ended).containsExactly("s1", "s2", "s3");
  }

  @Test
  void whatWasPagedToItsEndOrIsNamedAnewCountsNoMore() {
    for (int i = 0; i < OpenSearches.OF_A_CALLER; i++) {
      begin(LEE, "s" + i);
    }
    page(LEE, cursor("s0"), Optional.empty());
    page(LEE, cursor("s1"), cursor("s1 anew"));
    begin(LEE, "another");
    assertThat(ended).isEmpty();
    begin(LEE, "one more");
    assertThat(ended).containsExactly("s2");
  }
}
