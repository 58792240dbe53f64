package io.clausewatch.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events as CloudEvents 1.0, the way in over HTTP. The attributes {@code id}, {@code time}, {@code
 * source} and the extension {@code policy} are the fields that every event has, {@code type} names
 * the kind, and {@code data} is the rest of the record. Further attributes are allowed and not
 * kept.
 *
 * <p>Every fault of an event is found in one pass. The paths are those of the structured form in
 * binary mode too, where {@code $.id} is the header {@code ce-id} and {@code $.data} the body.
 */
public final class CloudEvents {
  /** What is read, so that whatever is wrong with it is a fault already. */
  private static final Set<String> READ =
      Set.of(
          "specversion",
          "type",
          "datacontenttype",
          "data",
          "data_base64",
          "id",
          "time",
          "policy",
          "source");

  private static final Set<String> KNOWN =
      Stream.concat(READ.stream(), Stream.of("subject", "dataschema", "traceparent", "tracestate"))
          .collect(Collectors.toUnmodifiableSet());
  private static final String TYPES =
      Stream.of(EventKind.values())
          .map(EventKind::id)
          .collect(Collectors.joining(", ", "io.clausewatch.<kind>.v1 with a kind of ", ""));
  private static final ValueShape ID = new TextShape(TextLimit.ID);
  private static final int MAX_ID = 256;
  private static final String HEADER_PREFIX = "ce-";

  private CloudEvents() {}

  /**
   * What was made of one CloudEvent: the event, or its faults.
   *
   * @param id its id in NFC, cut where it is longer than ids may be; null when it could not be read
   * @param source who sent it, in NFC; null when it could not be read, or is no id
   * @param event null when there are faults
   * @param faults empty when there is an event
   */
  public record Reading(String id, String source, Event event, List<Fault> faults) {
    /** One of which nothing could be read. */
    public static Reading of(Fault fault) {
      return new Reading(null, null, null, List.of(fault));
    }
  }

  /**
   * A mapper for the bodies of requests: strict, so that no two readers of one body can see two
   * events in it, and bounded in depth. How long a body may be is the door's to say.
   */
  public static ObjectMapper mapper() {
    return Mapper.STRICT;
  }

  /** The mapper, made when it is first asked for: a producer that only writes Avro needs none. */
  private static final class Mapper {
    private static final ObjectMapper STRICT =
        JsonMapper.builder(
                JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  /**
   * Reads an event in structured mode ({@code application/cloudevents+json}).
   *
   * @param now the receiver's clock
   */
  public static Reading read(JsonNode cloudEvent, Instant now) {
    if (!(cloudEvent instanceof ObjectNode envelope)) {
      Fault fault = new Fault("$", "a CloudEvent, a JSON object", FaultWords.shape(cloudEvent));
      return Reading.of(fault);
    }
    return new Envelope(envelope, now, new FaultCollector()).read();
  }

  /**
   * Reads the events of a batch ({@code application/cloudevents-batch+json}), each by itself.
   *
   * @param now the receiver's clock
   * @return one reading an item, in their order
   */
  public static List<Reading> readBatch(ArrayNode batch, Instant now) {
    List<Reading> readings = new ArrayList<>(batch.size());
    for (JsonNode cloudEvent : batch) {
      readings.add(read(cloudEvent, now));
    }
    return readings;
  }

  /**
   * Reads an event in binary mode, where the attributes are headers {@code ce-…} and the body is
   * the data.
   *
   * @param headers of the request, each with all its values, under names in any case; those of
   *     other purposes are passed over
   * @param contentType of the body; null when not said
   * @param data the body; null or a missing node when there is none
   * @param now the receiver's clock
   */
  public static Reading readBinary(
      Map<String, List<String>> headers, String contentType, JsonNode data, Instant now) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    FaultCollector faults = new FaultCollector();
    decoded(headers, faults).forEach(envelope::put);
    envelope.remove("data"); // the body is
    if (contentType != null) {
      envelope.put("datacontenttype", contentType);
    }
    if (data != null && !data.isMissingNode()) {
      envelope.set("data", data);
    }
    return new Envelope(envelope, now, faults).read();
  }

  /**
   * What is wrong with the headers {@code ce-…} of a request; also where they are no attributes,
   * since the event is all in the body.
   *
   * @param headers of the request, as for {@link #readBinary}
   */
  public static List<Fault> faultsOf(Map<String, List<String>> headers) {
    FaultCollector faults = new FaultCollector();
    var unused = decoded(headers, faults);
    return faults.toList();
  }

  /** The value of every header {@code ce-…} by the rest of its name, but for those at fault. */
  private static Map<String, String> decoded(
      Map<String, List<String>> headers, FaultCollector faults) {
    Map<String, List<String>> values = new TreeMap<>();
    headers.forEach(
        (header, some) -> {
          String name = header.toLowerCase(Locale.ROOT);
          if (name.startsWith(HEADER_PREFIX)) {
            values
                .computeIfAbsent(name.substring(HEADER_PREFIX.length()), first -> new ArrayList<>())
                .addAll(some);
          }
        });
    Map<String, String> decoded = new TreeMap<>();
    values.forEach(
        (name, all) -> {
          FaultPath at = FaultPath.RECORD.stranger(name);
          if (all.size() > 1) {
            faults.add(at, "a header that stands there once", all.size() + " of them");
          } else if (all.size() == 1) {
            String value = HeaderText.read(all.get(0), at, faults);
            if (value != null) {
              decoded.put(name, value);
            }
          }
        });
    return decoded;
  }

  /** One CloudEvent while it is read. */
  private static final class Envelope {
    private final ObjectNode node;
    private final Instant now;
    private final FaultCollector faults;

    /** Of which this much is known to be wrong. */
    private Envelope(ObjectNode node, Instant now, FaultCollector faults) {
      this.node = node;
      this.now = now;
      this.faults = faults;
    }

    private Reading read() {
      specVersion();
      Map<EventAttribute, Object> attributes = attributes();
      EventKind kind = kind();
      contentType();
      refuseStrangers();
      ObjectNode data = data();
      Event event = null;
      if (kind != null && data != null) {
        SpecificRecord record = EventReader.of(kind).read(attributes, data, faults);
        EventChecks.body(kind, record, FaultPath.CLOUD_EVENT, now, faults);
        event = faults.isEmpty() ? Event.of(record) : null;
      }
      return new Reading(
          readableId(attributes), readableSource(attributes), event, faults.toList());
    }

    private Map<EventAttribute, Object> attributes() {
      Map<EventAttribute, Object> attributes = new EnumMap<>(EventAttribute.class);
      for (EventAttribute attribute : EventAttribute.values()) {
        JsonNode value = attribute(attribute.attribute());
        ValueShape shape = attribute == EventAttribute.TIME ? ScalarShape.TIME : ID;
        if (value == null) {
          fault(attribute.attribute(), shape.words(), "nothing");
        } else {
          Object read = shape.read(value, FaultPath.of(attribute), faults);
          if (read != null) {
            attributes.put(attribute, read);
          }
        }
      }
      EventChecks.attributes(
          (String) attributes.get(EventAttribute.ID),
          (Instant) attributes.get(EventAttribute.TIME),
          (String) attributes.get(EventAttribute.POLICY),
          (String) attributes.get(EventAttribute.SOURCE),
          FaultPath.CLOUD_EVENT,
          now,
          faults);
      return attributes;
    }

    /**
     * The id for the answer to the sender; one that is far too long is cut, for the answer's sake,
     * and one that no answer can hold is none.
     */
    private static String readableId(Map<EventAttribute, Object> attributes) {
      String id = (String) attributes.get(EventAttribute.ID);
      if (id == null || !SurrogatePairs.areWhole(id)) {
        return null;
      }
      return id.codePointCount(0, id.length()) <= MAX_ID
          ? id
          : id.substring(0, id.offsetByCodePoints(0, MAX_ID));
    }

    /** The source, unless it is at fault. */
    private String readableSource(Map<EventAttribute, Object> attributes) {
      String source = (String) attributes.get(EventAttribute.SOURCE);
      return source == null || faults.holds(path(EventAttribute.SOURCE.attribute()))
          ? null
          : IdText.normalise(source);
    }

    /** The attribute; null, in JSON too, is as good as left out. */
    private JsonNode attribute(String name) {
      JsonNode value = node.get(name);
      return value == null || value.isNull() ? null : value;
    }

    private FaultPath path(String name) {
      return FaultPath.RECORD.field(name);
    }

    /** Faults an attribute that was not faulted already. */
    private void fault(String name, String expected, String found) {
      if (!faults.holds(path(name))) {
        faults.add(path(name), expected, found);
      }
    }

    private void specVersion() {
      JsonNode version = attribute("specversion");
      if (version == null || !version.isTextual() || !version.textValue().equals("1.0")) {
        fault("specversion", "\"1.0\"", FaultWords.shape(version));
      }
    }

    private EventKind kind() {
      JsonNode type = attribute("type");
      Optional<EventKind> kind =
          type != null && type.isTextual() ? EventKind.ofType(type.textValue()) : Optional.empty();
      if (kind.isEmpty()) {
        fault("type", TYPES, FaultWords.shape(type));
      }
      return kind.orElse(null);
    }

    private void contentType() {
      JsonNode type = attribute("datacontenttype");
      if (type != null && !(type.isTextual() && isJson(type.textValue()))) {
        faults.add(path("datacontenttype"), "application/json", FaultWords.shape(type));
      }
    }

    private static boolean isJson(String contentType) {
      int parameters = contentType.indexOf(';');
      String mediaType = parameters < 0 ? contentType : contentType.substring(0, parameters);
      String name = mediaType.strip().toLowerCase(Locale.ROOT);
      return name.equals("application/json") || name.endsWith("+json");
    }

    private ObjectNode data() {
      if (attribute("data_base64") != null) {
        faults.add(path("data_base64"), "the data as a JSON object in $.data", "data_base64");
      }
      JsonNode data = attribute("data");
      if (data instanceof ObjectNode object) {
        return object;
      }
      if (data != null || attribute("data_base64") == null) {
        faults.add(FaultPath.DATA, "a JSON object", FaultWords.shape(data));
      }
      return null;
    }

    /**
     * Extensions are the sender's own, but what CloudEvents does not allow as a name is a slip of
     * the pen, and half a surrogate pair is no text at all.
     */
    private void refuseStrangers() {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        String name = property.getKey();
        if (!KNOWN.contains(name) && !isAttributeName(name)) {
          String nearest = faults.isFull() ? null : ClosestName.to(name, KNOWN).orElseThrow();
          String expected = "a name of lower-case letters and digits; the nearest known is ";
          faults.add(FaultPath.RECORD.stranger(name), expected + nearest, "another name");
        } else if (!READ.contains(name) && !SurrogatePairs.areWhole(property.getValue())) {
          faults.add(FaultPath.RECORD.stranger(name), "Unicode text", "half a surrogate pair");
        }
      }
    }

    private static boolean isAttributeName(String name) {
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
          return false;
        }
      }
      return !name.isEmpty();
    }
  }
}
