package io.clausewatch.scenario;

import io.clausewatch.contract.Fault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where in a scenario the field stands of which the event contract complains: its deepest part that
 * is written there, as what is missing is filled in or stands nowhere.
 */
final class EventFaultPlace {

  /** A place of the file, counted from 1. */
  record Place(int line, int column) {}

  private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[(\\d+)]");

  private final Node event;

  /** The places of an event whose fields stand in a node. */
  EventFaultPlace(Node event) {
    this.event = event;
  }

  /** The place of a fault. */
  Place of(Fault fault) {
    Node at = event;
    Matcher step = STEP.matcher(fault.path().replaceFirst("^\\$\\.data", ""));
    boolean deeper = true;
    while (deeper && step.find()) {
      Optional<Node> next =
          step.group(1) != null
              ? value(at, step.group(1))
              : element(at, Integer.parseInt(step.group(2)));
      deeper = next.isPresent();
      at = next.orElse(at);
    }
    return at.getStartMark()
        .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(1, 1));
  }

  private static Optional<Node> value(Node node, String name) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
          return Optional.of(entry.getValueNode());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> element(Node node, int index) {
    List<Node> elements = node instanceof SequenceNode list ? list.getValue() : List.of();
    return index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
  }
}
