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
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

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
  private final Map<String, Node> keys = new LinkedHashMap<>();
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
          keys.put(name, entry.getKeyNode());
          if (entries.put(name, entry.getValueNode()) != null) {
            fault(entry.getKeyNode(), "'" + name + "' stands here twice: take one of them away");
          }
        } else {
          fault(entry.getKeyNode(), "expected a name before the colon");
        }
      }
    } else {
      fault(node, "expected names with values");
    }
  }

  /** A mapping of which nothing is written but its one value. */
  private YamlMap(String name, Node value, Faults faults) {
    this.node = value;
    this.faults = faults;
    entries.put(name, value);
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
      return Optional.of(text(scalar));
    }
    fault(value, "'" + name + "' must be a text");
    return Optional.empty();
  }

  /** YAML takes what begins with ! for the name of a type. */
  private String text(ScalarNode scalar) {
    String tag = scalar.getTag().getValue();
    if (!tag.startsWith("!")) {
      return scalar.getValue();
    }
    String text = (tag + " " + scalar.getValue()).strip();
    fault(scalar, "a text that begins with ! stands in quotes: write \"" + text + "\"");
    return text;
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

  /**
   * A list of mappings, in which a text alone stands for a mapping that has nothing else; empty
   * where it isn't there.
   *
   * @param textAs the name under which that mapping has the text
   */
  List<YamlMap> mapsOrTexts(String name, String textAs) {
    return elements(name).stream()
        .map(
            element ->
                element instanceof ScalarNode
                    ? new YamlMap(textAs, element, faults)
                    : new YamlMap(element, faults))
        .toList();
  }

  /**
   * A mapping, for which a list alone stands where it has nothing else.
   *
   * @param listAs the name under which the mapping has the list
   */
  YamlMap mapOrList(String name, String listAs) {
    Node value = take(name);
    return value instanceof SequenceNode ? new YamlMap(listAs, value, faults) : map(name);
  }

  /** A mapping; an empty one where it isn't there. */
  public YamlMap map(String name) {
    Node value = take(name);
    return value == null
        ? new YamlMap(
            new MappingNode(
                Tag.MAP, true, List.of(), FlowStyle.BLOCK, node.getStartMark(), node.getEndMark()),
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

  /** The column at which it begins, counted from 1. */
  public int column() {
    return place(node).column();
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

  /** Notes a fault at a name itself. */
  public void faultAtName(String name, String message) {
    fault(keys.getOrDefault(name, node), message);
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
    if (!(value instanceof ScalarNode scalar)) {
      return place(value);
    }
    return ScalarPlace.of(scalar, offset(scalar.getValue(), line, column));
  }

  /**
   * Notes a fault inside of a text.
   *
   * @param offset of the character, in the text
   */
  void faultIn(String name, int offset, String message) {
    Node value = entries.getOrDefault(name, node);
    Place place = value instanceof ScalarNode text ? ScalarPlace.of(text, offset) : place(value);
    faults.add(place.line(), place.column(), message);
  }

  private static int offset(String text, int line, int column) {
    int start = 0;
    for (int i = 0; i < line; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + column;
  }

  /** Notes every name that nobody asked for. */
  public void nothingElse() {
    for (Map.Entry<String, Node> entry : entries.entrySet()) {
      if (!read.contains(entry.getKey())) {
        fault(
            keys.get(entry.getKey()),
            asked.contains(entry.getKey())
                ? "'" + entry.getKey() + "' does not go with what else stands here"
                : "'"
                    + entry.getKey()
                    + "' is not known here"
                    + KnownNames.closestTo(entry.getKey(), asked));
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
    fault(
        value,
        "'"
            + name
            + "' must be a list"
            + (value instanceof ScalarNode one ? ": write [" + one.getValue() + "]" : ""));
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
