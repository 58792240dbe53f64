package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A list; after a fault an item is null, so that those behind it keep their places. */
record ListShape(ValueShape item) implements ValueShape {

  @Override
  public String words() {
    return "a list, each item " + item.words();
  }

  @Override
  public Object read(JsonNode node, FaultPath at, FaultCollector faults) {
    if (!node.isArray()) {
      faults.add(at, words(), FaultWords.shape(node));
      return null;
    }
    List<Object> list = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      list.add(item.read(element, at.item(list.size()), faults));
    }
    return list;
  }

  @Override
  public void check(Object value, FaultPath at, FaultCollector faults) {
    List<?> list = (List<?>) value;
    for (int i = 0; i < list.size(); i++) {
      Object element = list.get(i);
      if (element != null) {
        item.check(element, at.item(i), faults);
      }
    }
  }

  @Override
  public Object changeTexts(Object value, TextChange change) {
    @SuppressWarnings("unchecked") // an item is replaced by one of its own type
    List<Object> list = (List<Object>) value;
    for (int i = 0; i < list.size(); i++) {
      Object before = list.get(i);
      Object after = before == null ? null : item.changeTexts(before, change);
      if (!Objects.equals(before, after)) {
        list.set(i, after);
      }
    }
    return list;
  }
}
