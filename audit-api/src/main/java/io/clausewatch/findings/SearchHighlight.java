package io.clausewatch.findings;

import io.clausewatch.contract.Finding;
import io.clausewatch.readmodel.index.SearchText;
import io.clausewatch.readmodel.index.SearchText.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the words that somebody searched for stand in a finding. */
final class SearchHighlight {
  private SearchHighlight() {}

  /** The texts of a finding that are read, by the names of their fields; null where it has none. */
  static Map<String, String> texts(Finding finding) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("title", finding.getTitle());
    texts.put("localTitle", finding.getLocalTitle());
    texts.put("quote", finding.getQuote());
    texts.put("translation", finding.getTranslation());
    texts.put("explanation", finding.getExplanation());
    texts.put("localExplanation", finding.getLocalExplanation());
    return texts;
  }

  /**
   * The places in each text that holds some: offsets of UTF-16 units as JavaScript and Java count
   * them, {@code start} of the first that belongs to it, {@code end} of the first that does not.
   * Offsets and no markup, so that a text has not to be escaped to be shown.
   *
   * @param typed what was searched for
   */
  static Map<String, List<Mark>> of(Finding finding, List<String> typed) {
    String all = String.join(" ", typed);
    Map<String, List<Mark>> highlight = new LinkedHashMap<>();
    texts(finding)
        .forEach(
            (field, text) -> {
              List<Mark> places = text == null ? List.of() : SearchText.marks(all, text);
              if (!places.isEmpty()) {
                highlight.put(field, places);
              }
            });
    return highlight;
  }
}
