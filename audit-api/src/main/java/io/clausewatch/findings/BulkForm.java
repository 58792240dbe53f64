package io.clausewatch.findings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.findings.TriageRequest.Headers;
import io.clausewatch.http.ApiJson;
import io.clausewatch.page.UrlQuery;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an officer filled into the form that decides about several findings of a list.
 *
 * @param decision what is decided about each
 * @param ticked the findings, each with the version that was shown, as {@link
 *     FindingSummary#asShown} writes them
 * @param faults why it was not taken; empty when it was, or was not sent yet
 */
public record BulkForm(DecisionForm decision, Set<String> ticked, List<String> faults) {
  /** Copies its collections. */
  public BulkForm {
    ticked = Collections.unmodifiableSet(new LinkedHashSet<>(ticked));
    faults = List.copyOf(faults);
  }

  /** An empty form. */
  static BulkForm empty() {
    return new BulkForm(DecisionForm.none(""), Set.of(), List.of());
  }

  /** A form that was sent. */
  static BulkForm of(UrlQuery form) {
    return new BulkForm(
        DecisionForm.of(form),
        new LinkedHashSet<>(form.all(form.has("all", "true") ? "shown" : "selected")),
        List.of());
  }

  /** The same form, which was not taken. */
  BulkForm refused(List<String> why) {
    return new BulkForm(decision, ticked, why);
  }

  /** The same form for some of the findings. */
  BulkForm only(Set<String> findingIds) {
    Set<String> some = new LinkedHashSet<>(ticked);
    some.removeIf(one -> !findingIds.contains(one.split(":", 2)[0]));
    return new BulkForm(decision, some, faults);
  }

  /** Whether a finding is ticked. */
  public boolean has(FindingSummary finding) {
    return ticked.contains(finding.asShown());
  }

  /**
   * The same as the API's request.
   *
   * @throws io.clausewatch.http.InvalidRequestException with every fault
   */
  TriageRequest request() {
    ObjectNode body = decision.body();
    ArrayNode ids = body.putArray("findingIds");
    ObjectNode versions = body.putObject("versions");
    for (String one : ticked) {
      String[] parts = one.split(":", 2);
      ids.add(parts[0]);
      if (parts.length == 2 && parts[1].matches("\\d{1,9}")) {
        versions.put(parts[0], Integer.parseInt(parts[1]));
      }
    }
    return TriageRequest.ofMany(ApiJson.bytes(body), Headers.NONE);
  }
}
