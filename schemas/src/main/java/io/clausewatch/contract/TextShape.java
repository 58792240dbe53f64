package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A string within a limit. What it holds is never quoted: it may be a subject id, wherever it
 * stands.
 */
record TextShape(TextLimit limit) implements ValueShape {

  @Override
  public String words() {
    return limit.words();
  }

  @Override
  public Object read(JsonNode node, FaultPath at, FaultCollector faults) {
    if (node.isTextual()) {
      return node.textValue();
    }
    faults.add(at, words(), FaultWords.shape(node));
    return null;
  }

  @Override
  public void check(Object value, FaultPath at, FaultCollector faults) {
    limit.check((String) value, at, faults);
  }

  @Override
  public Object changeTexts(Object value, TextChange change) {
    return change.of(limit, (String) value);
  }
}
