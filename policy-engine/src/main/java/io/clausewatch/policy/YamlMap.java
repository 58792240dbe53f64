package io.clausewatch.policy;

import io.clausewatch.contract.IdText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a YAML file that knows where each of its values stands. Whatever is missing,
 * misplaced or unknown is noted, and the reading goes on, so that one run names every fault.
 */
public final class YamlMap {

  /** A place of the file, counted from 1. */
  record Place(int line, int column) {}

  /** Notes what is wrong. */
  public interface Faults {
    /** A fault at a place, counted from 1. */
    void add(int line, int column, String message);
  }

  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Set<String> read = new LinkedHashSet<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Node node;
  private final Faults faults;

  /** Reads a node; one that is no mapping is noted, and read as an empty one. */
  public YamlMap(Node node, Faults faults) {
    this.node = node;
    this.faults = faults;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          String name = IdText.normalise(key.getValue());
          if (entries.put(name, entry.getValueNode()) != null) {
            fault(entry.getKeyNode(), "'" + name + "' stands here twice");
          }
        } else {
          fault(entry.getKeyNode(), "expected a name before the colon");
        }
      }
    } else {
      fault(node, "expected names with values");
    }
  }

  /** Every name, in the order of the file; many are ids of events, so all are in NFC. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** Whether a name stands here, whatever its value. */
  public boolean has(String name) {
    asked.add(name);
    return entries.containsKey(name);
  }

  /** A text that must be there; the empty string where it isn't. */
  public String text(String name) {
    Optional<String> value = optionalText(name);
    if (value.isEmpty() && !has(name)) {
      fault(node, "'" + name + "' is missing");
    }
    return value.orElse("");
  }

  /** A text that must be there and is compared with events: in NFC, as they have theirs. */
  public String id(String name) {
    return IdText.normalise(text(name));
  }

  /** A text, as it stands there; empty where it isn't there. */
  public Optional<String> optionalText(String name) {
    Node value = take(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    fault(value, "'" + name + "' must be a text");
    return Optional.empty();
  }

  /**
   * Whether something is so.
   *
   * @param unset what holds where it isn't there
   */
  public boolean flag(String name, boolean unset) {
    Optional<String> value = optionalText(name);
    if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
      faultAt(name, "'" + name + "' must be true or false");
    }
    return value.map(Boolean::parseBoolean).orElse(unset);
  }

  /** A list of texts; empty where it isn't there. Many are ids of events, so all are in NFC. */
  public List<String> texts(String name) {
    List<String> found = new ArrayList<>();
    for (Node element : elements(name)) {
      if (element instanceof ScalarNode scalar) {
        found.add(IdText.normalise(scalar.getValue()));
      } else {
        fault(element, "'" + name + "' must be a list of texts");
      }
    }
    return found;
  }

  /** A list of texts, or one text alone; empty where neither is there. All are in NFC. */
  public List<String> textOrTexts(String name) {
    return entries.get(name) instanceof ScalarNode ? List.of(id(name)) : texts(name);
  }

  /** A list of mappings; empty where it isn't there. */
  public List<YamlMap> maps(String name) {
    return elements(name).stream().map(element -> new YamlMap(element, faults)).toList();
  }

  /** A mapping; an empty one where it isn't there. */
  public YamlMap map(String name) {
    Node value = take(name);
    return value == null
        ? new YamlMap(
            new MappingNode(
                node.getTag(), List.of(), org.snakeyaml.engine.v2.common.FlowStyle.BLOCK),
            faults)
        : new YamlMap(value, faults);
  }

  /** A value of any shape; null where it isn't there. */
  public Node value(String name) {
    return take(name);
  }

  /** What stands here, in one line a name. */
  String inWords() {
    StringJoiner lines = new StringJoiner("\n");
    entries.forEach((name, value) -> lines.add(name + ": " + inWords(value)));
    return lines.toString();
  }

  private static String inWords(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue().strip();
      case SequenceNode list ->
          String.join(", ", list.getValue().stream().map(YamlMap::inWords).toList());
      case MappingNode map ->
          String.join(
              "; ",
              map.getValue().stream()
                  .map(e -> inWords(e.getKeyNode()) + ": " + inWords(e.getValueNode()))
                  .toList());
      default -> "";
    };
  }

  /** The line on which it begins, counted from 1. */
  public int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** Notes a fault of the mapping as a whole. */
  public void fault(String message) {
    fault(node, message);
  }

  /**
   * Notes a fault in a line of the file.
   *
   * @param line counted from 1
   */
  public void fault(int line, String message) {
    faults.add(line, 1, message);
  }

  /** Notes a fault at a value. */
  public void faultAt(String name, String message) {
    fault(entries.getOrDefault(name, node), message);
  }

  /**
   * Notes a fault inside of a text.
   *
   * @param line counted from 0, from the text's first
   * @param column counted from 0
   */
  void faultIn(String name, int line, int column, String message) {
    Place place = placeIn(name, line, column);
    faults.add(place.line(), place.column(), message);
  }

  /**
   * Where something inside of a text stands in the file.
   *
   * @param line counted from 0, from the text's first
   * @param column counted from 0
   */
  Place placeIn(String name, int line, int column) {
    Node value = entries.getOrDefault(name, node);
    Mark mark = value.getStartMark().orElse(null);
    if (mark == null || !(value instanceof ScalarNode scalar)) {
      return place(value);
    }
    boolean block =
        scalar.getScalarStyle() == ScalarStyle.LITERAL
            || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    if (block) {
      // A block starts on the line after its mark, two columns right of its name.
      int indent = node.getStartMark().map(Mark::getColumn).orElse(0) + 2;
      return new Place(mark.getLine() + 2 + line, indent + column + 1);
    }
    int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
    return new Place(mark.getLine() + 1 + line, mark.getColumn() + quote + column + 1);
  }

  /** Notes every name that nobody asked for. */
  public void nothingElse() {
    for (Map.Entry<String, Node> entry : entries.entrySet()) {
      if (!read.contains(entry.getKey())) {
        fault(entry.getValue(), "'" + entry.getKey() + "' is not known here; known are " + asked);
      }
    }
  }

  private List<Node> elements(String name) {
    Node value = take(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode list) {
      return list.getValue();
    }
    fault(value, "'" + name + "' must be a list");
    return List.of();
  }

  private Node take(String name) {
    read.add(name);
    asked.add(name);
    return entries.get(name);
  }

  private void fault(Node at, String message) {
    Place place = place(at);
    faults.add(place.line(), place.column(), message);
  }

  private static Place place(Node node) {
    return node.getStartMark()
        .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(1, 1));
  }
}
