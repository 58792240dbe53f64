package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map of strings. Its keys are ids; an entry whose value is blank counts as not there. */
record MapShape(TextShape value) implements Shape {

  @Override
  public String words() {
    return "an object, each value " + value.words();
  }

  @Override
  public Object read(JsonNode node, Path at, Faults faults) {
    if (!node.isObject()) {
      faults.add(at, words(), Words.shape(node));
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      map.put(key, value.read(entry.getValue(), at.stranger(key), faults));
    }
    return map;
  }

  @Override
  public void check(Object map, Path at, Faults faults) {
    ((Map<?, ?>) map)
        .forEach(
            (key, text) -> {
              Path entry = at.stranger((String) key);
              TextLimit.ID.check((String) key, entry, faults);
              if (text != null) {
                value.check(text, entry, faults);
              }
            });
  }

  @Override
  public void clearBlanks(Object map) {
    ((Map<?, ?>) map).values().removeIf(text -> text instanceof String string && string.isBlank());
  }
}
