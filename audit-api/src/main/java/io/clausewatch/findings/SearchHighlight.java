package io.clausewatch.findings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.platform.elasticsearch.SearchText;
import java.util.List;

/** Where the words that somebody searched for stand in a finding. */
final class SearchHighlight {
  private static final List<String> TEXTS =
      List.of("title", "localTitle", "quote", "translation", "explanation", "localExplanation");

  private SearchHighlight() {}

  /**
   * The places in each text that holds some: offsets of UTF-16 units as JavaScript and Java count
   * them, {@code start} of the first that belongs to it, {@code end} of the first that does not.
   * Offsets and no markup, so that a text has not to be escaped to be shown.
   *
   * @param finding as the API returns it
   * @param typed what was searched for
   */
  static ObjectNode of(ObjectNode finding, List<String> typed) {
    String all = String.join(" ", typed);
    ObjectNode highlight = JsonNodeFactory.instance.objectNode();
    for (String text : TEXTS) {
      if (finding.path(text).isTextual()) {
        ArrayNode places = JsonNodeFactory.instance.arrayNode();
        SearchText.marks(all, finding.get(text).textValue())
            .forEach(mark -> places.addObject().put("start", mark.start()).put("end", mark.end()));
        if (!places.isEmpty()) {
          highlight.set(text, places);
        }
      }
    }
    return highlight;
  }
}
