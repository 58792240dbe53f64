package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A map of strings. Its names are ids; an entry whose value is blank counts as not there. */
record MapShape(TextShape text) implements ValueShape {
  static final int MAX_ENTRIES = 100;

  @Override
  public String words() {
    return "an object, each value " + text.words();
  }

  @Override
  public Object read(JsonNode node, FaultPath at, FaultCollector faults) {
    if (!node.isObject()) {
      faults.add(at, words(), FaultWords.shape(node));
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      map.put(key, text.read(entry.getValue(), at.stranger(key), faults));
    }
    return map;
  }

  @Override
  public void check(Object map, FaultPath at, FaultCollector faults) {
    if (entries(map).size() > MAX_ENTRIES) {
      faults.add(at, "at most " + MAX_ENTRIES + " entries", entries(map).size() + " of them");
      return;
    }
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, String> entry : entries(map).entrySet()) {
      FaultPath place = at.stranger(entry.getKey());
      TextLimit.ID.check(entry.getKey(), place, faults);
      if (!names.add(IdText.normalise(entry.getKey()))) {
        faults.add(place, "a name of its own", "one that is the same in Unicode NFC");
      }
      if (entry.getValue() != null) {
        text.check(entry.getValue(), place, faults);
      }
    }
  }

  /** Of two names that would become one, one stays as it is, for {@link #check} to fault. */
  @Override
  public Object changeTexts(Object value, TextChange change) {
    Map<String, String> map = entries(value);
    Map<String, String> kept = new LinkedHashMap<>();
    Map<String, String> renamed = new LinkedHashMap<>();
    map.forEach(
        (name, before) -> {
          String after = before == null ? null : change.of(text.limit(), before);
          if (after != null || before == null) {
            boolean same = name.equals(change.of(TextLimit.ID, name));
            (same ? kept : renamed).put(name, after);
          }
        });
    renamed.forEach(
        (name, after) -> {
          String next = change.of(TextLimit.ID, name);
          kept.put(kept.containsKey(next) ? name : next, after);
        });
    if (!kept.equals(map)) {
      map.clear();
      map.putAll(kept);
    }
    return map;
  }

  @SuppressWarnings("unchecked") // Avro's own type for it
  private static Map<String, String> entries(Object map) {
    return (Map<String, String>) map;
  }
}
