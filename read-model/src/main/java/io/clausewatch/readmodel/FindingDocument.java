package io.clausewatch.readmodel;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A finding as it is searched for: what the engine says of it, and what officers did about it. What
 * stands here is a function of a set: the latest of the engine's revisions that were told and all
 * acts that were told make the document, in whatever order and however often they are told.
 *
 * <p><b>The status in force</b> is RETRACTED as long as the engine says so. Else it is that of the
 * last act with a status, unless the finding was raised again since: what was decided before that
 * was decided on other facts, is kept, and has to be decided anew.
 *
 * @param finding the engine's latest revision; null while only acts are known: nobody finds the
 *     document before its finding comes
 * @param version grows with every revision and every act
 * @param status the one in force, a symbol of {@link ContractSymbols#FINDING_STATUSES}; null while
 *     only acts are known
 * @param reason why it was resolved or dismissed; null where it was not
 * @param assignee who takes care of it; null when nobody does
 * @param revisions those of the engine that were told, oldest first, at most {@link #MAX_REVISIONS}
 * @param acts those of officers, oldest first; a list of findings comes without them
 */
@JsonDeserialize(using = DocumentJson.OfFinding.class)
public record FindingDocument(
    Finding finding,
    int version,
    String status,
    TriageReason reason,
    String assignee,
    List<FindingRevision> revisions,
    List<OfficerAct> acts)
    implements SearchDocument {

  /** All of its fields. */
  public static final DocumentCatalog<FindingDocument> CATALOG = FindingFields.catalog();

  /** The field that names every act; searched by, and not part of what is returned. */
  public static final String ACT_IDS = "actIds";

  /** The field with the acts. */
  public static final String ACTS = "acts";

  /** A finding that has more keeps the latest: a document must not grow for ever. */
  public static final int MAX_REVISIONS = 200;

  /** The field with the engine's own status, where {@code status} is the one in force. */
  static final String ENGINE_STATUS = "engineStatus";

  static final String REVISIONS = "revisions";

  /** Later ones decide. Whoever acts knows all acts that their own is based on. */
  private static final Comparator<OfficerAct> ORDER_OF_ACTS =
      comparingInt(OfficerAct::basedOn)
          .thenComparing(OfficerAct::at)
          .thenComparing(OfficerAct::actId);

  /** A number can come twice: an event that comes again after it was forgotten begins anew. */
  private static final Comparator<FindingRevision> ORDER_OF_REVISIONS =
      comparingInt(FindingRevision::revision).thenComparing(FindingRevision::revisedAt);

  private static final Set<String> EVENT_FIELDS =
      EventFields.OF_FINDINGS_TOO.stream().map(DocumentField::name).collect(toUnmodifiableSet());

  private static final FindingDocument EMPTY =
      new FindingDocument(null, 0, null, null, null, List.of(), List.of());

  /** Copies its lists. */
  public FindingDocument {
    revisions = List.copyOf(revisions);
    acts = List.copyOf(acts);
  }

  /**
   * Reads a document of the index.
   *
   * @param json stands at its beginning, at its end when this returns
   * @throws IOException when it is none
   */
  public static FindingDocument read(JsonParser json) throws IOException {
    IndexFields others = new IndexFields();
    Finding finding = AvroJson.read(json, Finding.class, others::read);
    boolean known = finding.getFindingId() != null;
    if (known) {
      finding.setStatus(others.engineStatus);
      finding.setEventFields(others.eventFields);
    }
    return new FindingDocument(
        known ? finding : null,
        others.version,
        others.status,
        others.reason,
        others.assignee,
        others.revisions,
        others.acts);
  }

  /** What a document of the index holds beside the finding, field by field as it is read. */
  private static final class IndexFields {
    private static final ObjectReader LIST_OF_REVISIONS = DocumentJson.lists(FindingRevision.class);
    private static final ObjectReader LIST_OF_ACTS = DocumentJson.lists(OfficerAct.class);

    private int version;
    private String status;
    private FindingStatus engineStatus;
    private TriageReason reason;
    private String assignee;
    private List<FindingRevision> revisions = List.of();
    private List<OfficerAct> acts = List.of();
    private final Map<String, List<String>> eventFields = new LinkedHashMap<>();

    private boolean read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "version" -> version = json.getIntValue();
        case "status" -> status = json.getValueAsString();
        case ENGINE_STATUS -> engineStatus = AvroJson.symbol(json.getText(), FindingStatus.class);
        case "reason" -> {
          String symbol = json.getValueAsString();
          reason = symbol == null ? null : AvroJson.symbol(symbol, TriageReason.class);
        }
        case "assignee" -> assignee = json.getValueAsString();
        case REVISIONS -> revisions = LIST_OF_REVISIONS.readValue(json);
        case ACTS -> acts = LIST_OF_ACTS.readValue(json);
        default -> {
          return EVENT_FIELDS.contains(name) && readEventField(name, json);
        }
      }
      return true;
    }

    /** They are fields of their own in the index. */
    private boolean readEventField(String name, JsonParser json) throws IOException {
      if (json.currentToken() == JsonToken.START_ARRAY) {
        List<String> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          values.add(json.getText());
        }
        eventFields.put(name, values);
      } else if (json.currentToken() == JsonToken.VALUE_STRING) {
        eventFields.put(name, List.of(json.getText()));
      }
      return true;
    }
  }

  @Override
  public List<Object> returnedValues() {
    return CATALOG.values(this);
  }

  @Override
  public void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException {
    CATALOG.writeReturned(this, json);
  }

  /**
   * The document of a revision of the engine's.
   *
   * @param before what was known; empty when nothing was
   * @param finding the revision
   * @return what is known with it
   */
  public static FindingDocument with(Optional<FindingDocument> before, Finding finding) {
    FindingDocument known = before.orElse(EMPTY);
    FindingRevision told = FindingRevision.of(finding);
    boolean newer = known.finding == null || isNewer(finding, known.finding);
    List<FindingRevision> revisions =
        united(
            known.revisions,
            told,
            revision -> "%d %s".formatted(revision.revision(), revision.revisedAt()),
            ORDER_OF_REVISIONS);
    int first = Math.max(0, revisions.size() - MAX_REVISIONS);
    return concluded(
        newer ? finding : known.finding, revisions.subList(first, revisions.size()), known.acts);
  }

  /**
   * The document of the engine's latest revision and some acts of officers.
   *
   * @param acts each once, in any order
   */
  public static FindingDocument of(Finding finding, List<Triage> acts) {
    return concluded(
        finding,
        List.of(FindingRevision.of(finding)),
        acts.stream().map(OfficerAct::of).sorted(ORDER_OF_ACTS).toList());
  }

  /** Whether the engine said this of a finding later than that. */
  public static boolean isNewer(Finding one, Finding other) {
    return ORDER_OF_REVISIONS.compare(FindingRevision.of(one), FindingRevision.of(other)) > 0;
  }

  /**
   * The document with an act of an officer's.
   *
   * @param before what was known; empty when nothing was
   * @param act what the officer did
   * @return what is known with it
   */
  public static FindingDocument with(Optional<FindingDocument> before, Triage act) {
    FindingDocument known = before.orElse(EMPTY);
    return concluded(
        known.finding,
        known.revisions,
        united(known.acts, OfficerAct.of(act), OfficerAct::actId, ORDER_OF_ACTS));
  }

  /** The act of an id; empty when it is not known here. */
  public Optional<OfficerAct> act(String actId) {
    return acts.stream().filter(act -> act.actId().equals(actId)).findFirst();
  }

  /** What follows from what the engine said and what officers did. */
  private static FindingDocument concluded(
      Finding finding, List<FindingRevision> revisions, List<OfficerAct> acts) {
    String assignee =
        lastOf(acts, act -> act.assignee() != null)
            .map(OfficerAct::assignee)
            .filter(name -> !name.isEmpty())
            .orElse(null);
    int revision = finding == null ? 0 : finding.getRevision();
    Optional<OfficerAct> inForce =
        finding == null || finding.getStatus() == FindingStatus.RETRACTED
            ? Optional.empty()
            : lastOf(acts, act -> act.status() != null && act.revision() >= finding.getRaisedIn());
    String engineStatus = finding == null ? null : finding.getStatus().name();
    return new FindingDocument(
        finding,
        revision + acts.size(),
        inForce.map(act -> act.status().name()).orElse(engineStatus),
        inForce.map(OfficerAct::reason).orElse(null),
        assignee,
        revisions,
        acts);
  }

  private static Optional<OfficerAct> lastOf(List<OfficerAct> acts, Predicate<OfficerAct> which) {
    return acts.stream().filter(which).reduce((former, latter) -> latter);
  }

  /**
   * The set with one more, in order. Of two with one key the same one stays whichever came first:
   * the earlier, as a repeated act is.
   */
  private static <T> List<T> united(
      List<T> some, T another, Function<T, String> key, Comparator<T> order) {
    BinaryOperator<T> earlier =
        BinaryOperator.minBy(order.thenComparing(comparing(Object::toString)));
    Map<String, T> byKey = new TreeMap<>();
    some.forEach(each -> byKey.put(key.apply(each), each));
    byKey.merge(key.apply(another), another, earlier);
    return byKey.values().stream().sorted(order).toList();
  }
}
