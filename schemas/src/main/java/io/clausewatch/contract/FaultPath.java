package io.clausewatch.contract;

/**
 * A place in an event, as a JSON path. Linked towards the root and only written out when a fault
 * needs it, since nearly all events have none.
 */
final class FaultPath {
  /** The root of a record by itself: its fields are {@code $.eventId}, {@code $.actor.id}. */
  static final FaultPath RECORD = new FaultPath(null, null, -1);

  /** The root of a record that travels in a CloudEvent: {@code $.id}, {@code $.data.actor.id}. */
  static final FaultPath CLOUD_EVENT = new FaultPath(null, null, -1);

  /** The data of a CloudEvent. */
  static final FaultPath DATA = RECORD.field("data");

  private final FaultPath parent;
  private final String name;
  private final int index;
  private final boolean stranger;

  private FaultPath(FaultPath parent, String name, int index) {
    this(parent, name, index, false);
  }

  private FaultPath(FaultPath parent, String name, int index, boolean stranger) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.stranger = stranger;
  }

  /** The field of this name. */
  FaultPath field(String field) {
    if (this == CLOUD_EVENT) {
      EventAttribute attribute = EventAttribute.ofField(field);
      return attribute == null ? DATA.field(field) : of(attribute);
    }
    return new FaultPath(this, field, -1);
  }

  /** The item at this index of a list. */
  FaultPath item(int item) {
    return new FaultPath(this, null, item);
  }

  /** A field or a map's entry whose name is the sender's own, and so may be of any length. */
  FaultPath stranger(String sendersName) {
    return new FaultPath(this, FaultWords.shorten(sendersName), -1, true);
  }

  /** Where a CloudEvent has this attribute. */
  static FaultPath of(EventAttribute attribute) {
    return RECORD.field(attribute.attribute());
  }

  @Override
  public String toString() {
    return written(true);
  }

  /** The same with a star for each name that is the sender's own: it may be an id. */
  String withoutStrangers() {
    return written(false);
  }

  private String written(boolean strangers) {
    if (parent == null) {
      return "$";
    }
    String before = parent.written(strangers);
    return name == null
        ? before + "[" + index + "]"
        : before + "." + (stranger && !strangers ? "*" : name);
  }
}
