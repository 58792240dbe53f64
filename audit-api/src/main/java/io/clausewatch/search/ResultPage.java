package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A page of what a search found.
 *
 * @param total how many documents it found in all, exactly
 * @param items those of this page, in order
 * @param nextCursor the token with which the next page is asked for; empty on the last page
 */
public record ResultPage(long total, List<ObjectNode> items, Optional<String> nextCursor) {

  /** Copies its list. */
  public ResultPage {
    items = List.copyOf(items);
  }

  /** The page as the API returns it. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", total);
    json.putArray("items").addAll(items);
    return json.put("nextCursor", nextCursor.orElse(null));
  }

  /** The same page, with its items in another form. */
  public ResultPage map(UnaryOperator<ObjectNode> form) {
    return new ResultPage(total, items.stream().map(form).toList(), nextCursor);
  }
}
