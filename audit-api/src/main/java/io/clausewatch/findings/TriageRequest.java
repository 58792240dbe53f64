package io.clausewatch.findings;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.http.CodePoints;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.JsonBody;
import io.clausewatch.search.SearchTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the body and the headers of a request to do something about findings, collecting every
 * fault. No fault repeats a note or a name.
 *
 * @param command what to do
 * @param versions the findings, each with the version that the caller has before them, where they
 *     say it; in the request's order
 * @param actId the caller's own id of the act; empty where they gave none
 */
public record TriageRequest(
    TriageCommand command, Map<String, Optional<Integer>> versions, Optional<String> actId) {

  /** The most findings of one request. */
  static final int MAX_FINDINGS = 1_000;

  private static final int MAX_NOTE = 4_000;
  private static final int MAX_NAME = 256;
  private static final Pattern ACT_ID = Pattern.compile("[A-Za-z0-9._~-]{8,128}");
  private static final Pattern ETAG = Pattern.compile("\"(\\d{1,9})\"|(\\d{1,9})");
  private static final Set<String> OF_AN_ACT =
      Set.of("status", "reason", "note", "assignee", "actId");

  /** Copies its map. */
  public TriageRequest {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** The headers that say something about the act; null where they are not there. */
  public record Headers(String ifMatch, String idempotencyKey) {
    /** None of them. */
    public static final Headers NONE = new Headers(null, null);
  }

  /**
   * Reads a request about one finding.
   *
   * @throws InvalidRequestException with every fault
   */
  public static TriageRequest ofOne(String findingId, byte[] body, Headers headers) {
    Reader reader = new Reader(body);
    reader.refuseUnknown("version");
    Optional<Integer> version = reader.version(headers.ifMatch());
    TriageRequest request =
        new TriageRequest(
            reader.command(), Map.of(findingId, version), reader.actId(headers.idempotencyKey()));
    reader.throwIfFaulty();
    return request;
  }

  /**
   * Reads a request about several findings.
   *
   * @throws InvalidRequestException with every fault
   */
  public static TriageRequest ofMany(byte[] body, Headers headers) {
    Reader reader = new Reader(body);
    reader.refuseUnknown("findingIds", "versions");
    TriageRequest request =
        new TriageRequest(
            reader.command(), reader.findings(), reader.actId(headers.idempotencyKey()));
    reader.throwIfFaulty();
    return request;
  }

  /** One request while it is read. */
  private static final class Reader {
    private final JsonBody read;
    private final JsonNode body;

    Reader(byte[] bytes) {
      read = new JsonBody(bytes);
      body = read.json();
    }

    void refuseUnknown(String... others) {
      Set<String> known = new TreeSet<>(OF_AN_ACT);
      known.addAll(List.of(others));
      read.refuseUnknown(known);
    }

    TriageCommand command() {
      TriageStatus status = symbol("status", SearchTarget.officerStatuses(), TriageStatus.class);
      String note = read.text("note", MAX_NOTE, true);
      if (note != null && note.isBlank()) {
        note = null;
      }
      String assignee = read.text("assignee", MAX_NAME, false);
      TriageCommand command =
          new TriageCommand(
              status, reason(status), note, assignee == null ? null : assignee.strip());
      if (!given("status") && note == null && !given("assignee")) {
        fault("body", "a status, a note or an assignee", "none of them");
      }
      return command;
    }

    private TriageReason reason(TriageStatus status) {
      TriageReason reason = symbol("reason", SearchTarget.triageReasons(), TriageReason.class);
      List<String> fitting = status == null ? List.of() : SearchTarget.triageReasons(status);
      if (reason != null && !fitting.contains(reason.name())) {
        fault(
            "reason",
            fitting.isEmpty()
                ? "none, which only RESOLVED and DISMISSED have"
                : "one of " + String.join(", ", fitting) + " with " + status,
            reason.name());
      } else if (!given("reason") && !fitting.isEmpty()) {
        fault("reason", "one of " + String.join(", ", fitting) + " with " + status, "none");
      }
      return reason;
    }

    private boolean given(String name) {
      return read.given(name);
    }

    private <E extends Enum<E>> E symbol(String name, List<String> symbols, Class<E> type) {
      if (!given(name)) {
        return null;
      }
      String symbol = body.get(name).asText();
      if (!body.get(name).isTextual() || !symbols.contains(symbol)) {
        fault(name, "one of " + String.join(", ", symbols), "something else");
        return null;
      }
      return Enum.valueOf(type, symbol);
    }

    Optional<Integer> version(String ifMatch) {
      Optional<Integer> inBody = Optional.empty();
      if (given("version")) {
        inBody = version("version", body.get("version"));
      }
      if (ifMatch == null || ifMatch.strip().equals("*")) {
        return inBody;
      }
      Matcher etag = ETAG.matcher(ifMatch.strip());
      if (!etag.matches()) {
        fault("If-Match", "the ETag of the finding, such as \"3\"", "something else");
        return inBody;
      }
      int version = Integer.parseInt(etag.group(1) != null ? etag.group(1) : etag.group(2));
      if (inBody.isPresent() && inBody.get() != version) {
        fault("If-Match", "the same version as in the body", "another");
      }
      return Optional.of(version);
    }

    private Optional<Integer> version(String name, JsonNode value) {
      if (!value.isInt() || value.intValue() < 1) {
        fault(name, "the version of the finding, a whole number from 1", "something else");
        return Optional.empty();
      }
      return Optional.of(value.intValue());
    }

    Map<String, Optional<Integer>> findings() {
      Map<String, Optional<Integer>> findings = new LinkedHashMap<>();
      JsonNode ids = body.path("findingIds");
      String expected = "a list of 1 to " + MAX_FINDINGS + " ids";
      if (!ids.isArray() || ids.isEmpty() || ids.size() > MAX_FINDINGS) {
        fault("findingIds", expected, ids.isArray() ? ids.size() + " ids" : "no list");
        return findings;
      }
      for (int i = 0; i < ids.size(); i++) {
        String id = ids.get(i).asText();
        if (!ids.get(i).isTextual() || id.isBlank() || CodePoints.count(id) > MAX_NAME) {
          fault("findingIds[" + i + "]", "the id of a finding", "something else");
        } else if (findings.put(id, Optional.empty()) != null) {
          fault("findingIds[" + i + "]", "an id that is not in the list before", "one that is");
        }
      }
      JsonNode versions = body.path("versions");
      if (given("versions") && !versions.isObject()) {
        fault("versions", "an object with the version of each finding", "something else");
      }
      versions
          .properties()
          .forEach(
              entry -> {
                String name = "versions of findingIds";
                if (!findings.containsKey(entry.getKey())) {
                  fault(name, "ids of the list", "another");
                } else {
                  findings.put(entry.getKey(), version(name, entry.getValue()));
                }
              });
      return findings;
    }

    Optional<String> actId(String header) {
      String inBody = given("actId") ? body.get("actId").asText() : null;
      if (inBody != null && header != null && !inBody.equals(header.strip())) {
        fault("Idempotency-Key", "the same as actId", "another");
      }
      String id = inBody != null ? inBody : header == null ? null : header.strip();
      if (id != null && !ACT_ID.matcher(id).matches()) {
        fault(
            inBody != null ? "actId" : "Idempotency-Key",
            "8 to 128 letters, digits or any of . _ ~ -",
            "something else");
      }
      return Optional.ofNullable(id);
    }

    private void fault(String path, String expected, String found) {
      read.fault(path, expected, found);
    }

    void throwIfFaulty() {
      read.throwIfFaulty();
    }
  }
}
