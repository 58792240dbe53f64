package io.clausewatch.findings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.words.PageWords;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What an officer filled into the form that decides about findings.
 *
 * @param chosen the status, and behind a slash the reason where it needs one; empty to leave it
 * @param assignee who shall take care of it; empty for nobody
 * @param assigned who did when the form was shown
 * @param note what to say about it
 * @param actId stands for this act, so that a form that is sent twice does nothing twice
 */
public record DecisionForm(
    String chosen, String assignee, String assigned, String note, String actId) {

  /** The fields of the forms that hold one, besides those with the findings that are selected. */
  static final KnownParameters FIELDS =
      KnownParameters.once(
          "decision", "assignee", "assigned", "note", "actId", "version", "all", PageRequest.HERE);

  /** An empty form. */
  static DecisionForm none(String assignee) {
    return new DecisionForm("", assignee, assignee, "", UUID.randomUUID().toString());
  }

  /** A form that was sent. */
  static DecisionForm of(UrlQuery form) {
    return new DecisionForm(
        form.only("decision").orElse(""),
        form.only("assignee").orElse(""),
        form.only("assigned").orElse(""),
        form.only("note").map(String::strip).orElse(""),
        form.only("actId").orElse(""));
  }

  /**
   * What can be decided: a status, with its reason where it needs one.
   *
   * @param words the language of the labels
   */
  public static List<FindingListView.Choice> choices(PageWords words) {
    List<FindingListView.Choice> choices = new ArrayList<>();
    for (String status : SearchTarget.officerStatuses()) {
      List<String> reasons = SearchTarget.triageReasons(TriageStatus.valueOf(status));
      if (reasons.isEmpty()) {
        choices.add(new FindingListView.Choice(status, words.symbol(status)));
      }
      for (String reason : reasons) {
        choices.add(
            new FindingListView.Choice(
                status + "/" + reason, words.symbol(status) + ": " + words.symbol(reason)));
      }
    }
    return choices;
  }

  /** Whether nothing was filled in that would change anything. */
  boolean isEmpty() {
    return chosen.isEmpty() && note.isEmpty() && assignee.equals(assigned);
  }

  /** The same as the body of the API's request; what was left as it is, is left out. */
  ObjectNode body() {
    ObjectNode body = ApiJson.object();
    if (!chosen.isEmpty()) {
      String[] parts = chosen.split("/", 2);
      body.put("status", parts[0]);
      if (parts.length == 2) {
        body.put("reason", parts[1]);
      }
    }
    if (!assignee.equals(assigned)) {
      body.put("assignee", assignee);
    }
    if (!note.isEmpty()) {
      body.put("note", note);
    }
    if (!actId.isEmpty()) {
      body.put("actId", actId);
    }
    return body;
  }
}
