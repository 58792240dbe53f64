package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * A symbol of an enum. {@code UNKNOWN} cannot be sent as JSON: it is what a reader makes of a newer
 * writer's symbol, so in a record it may stand.
 */
final class SymbolShape implements ValueShape {
  private static final String UNKNOWN = "UNKNOWN";

  private final Map<String, Object> symbols = new LinkedHashMap<>();
  private final String words;

  SymbolShape(Schema schema) {
    for (Object constant : SpecificData.get().getClass(schema).getEnumConstants()) {
      if (!constant.toString().equals(UNKNOWN)) {
        symbols.put(constant.toString(), constant);
      }
    }
    words = "one of " + String.join(", ", symbols.keySet());
  }

  /** The symbols that may be sent, as JSON or otherwise: all but {@code UNKNOWN}. */
  static List<String> symbols(Schema schema) {
    return schema.getEnumSymbols().stream().filter(symbol -> !symbol.equals(UNKNOWN)).toList();
  }

  @Override
  public String words() {
    return words;
  }

  @Override
  public Object read(JsonNode node, FaultPath at, FaultCollector faults) {
    Object symbol = node.isTextual() ? symbols.get(node.textValue()) : null;
    if (symbol == null) {
      faults.add(at, words, FaultWords.shape(node), FaultWords.symbol(node));
    }
    return symbol;
  }
}
