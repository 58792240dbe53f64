package io.clausewatch.findings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.alerts.AlertsView;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.Finding;
import io.clausewatch.findings.TriageService.Outcome;
import io.clausewatch.findings.TriageService.Result;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.ServerFront;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.words.PageWords;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One finding, with all that an officer has to know about it, and what they decide. */
public final class FindingPage implements Page {
  private static final int MOST_SIMILAR = 5;

  private final FindingSearch findings;
  private final TriageService triage;
  private final PolicyCatalog catalog;
  private final DataSubjects subjects;
  private final Function<String, List<AlertDocument>> alerts;

  /**
   * Findings of a searcher.
   *
   * @param triage where they are decided about
   * @param catalog the policies, which say in which language a clause is
   * @param subjects tells data subjects from nobody
   * @param alerts finds who was told of a finding, by its id
   */
  public FindingPage(
      SearchClient searcher,
      TriageService triage,
      PolicyCatalog catalog,
      DataSubjects subjects,
      Function<String, List<AlertDocument>> alerts) {
    this.findings = new FindingSearch(searcher);
    this.triage = triage;
    this.catalog = catalog;
    this.subjects = subjects;
    this.alerts = alerts;
  }

  @Override
  public void addTo(Places places) {
    places.get("/findings/{findingId}", KnownParameters.once("done"), this::finding);
    places.post("/findings/{findingId}/status", DecisionForm.FIELDS, this::decide, Role.OFFICER);
  }

  private void finding(PageRequest request) {
    Optional<FindingDetails> found = findings.finding(id(request));
    if (found.isEmpty()) {
      request.show(404, MessagePages.unknown(request.words(), "finding", FindingsPage.PATH));
      return;
    }
    String assignee = Objects.requireNonNullElse(found.get().document().assignee(), "");
    show(request, found.get(), DecisionForm.none(assignee), List.of());
  }

  private static String id(PageRequest request) {
    return RequestParameters.path(request.ctx(), "findingId");
  }

  private void show(
      PageRequest request, FindingDetails finding, DecisionForm decision, List<String> faults) {
    request.record(new OfficerAccess.ViewedFindings(List.of(finding.document())));
    FindingView view =
        FindingView.of(
            finding,
            similar(finding.finding(), request.words()),
            alerts.apply(finding.finding().getFindingId()).stream()
                .map(AlertsView.Row::of)
                .toList(),
            catalog,
            subjects,
            request.words());
    FindingForm form =
        new FindingForm(
            decision,
            faults,
            request.query().has("done", "1"),
            request.mayDecide(),
            mail(request, view.summary()));
    request.show(
        "finding.jte",
        request
            .words()
            .preferred(
                finding.finding().getPolicyId(),
                finding.finding().getTitle(),
                finding.finding().getLocalTitle(),
                catalog),
        Map.of("view", view, "form", form));
  }

  private List<FindingSummary> similar(Finding finding, PageWords words) {
    Map<String, List<String>> filters =
        Map.of(
            "policyId", List.of(finding.getPolicyId()),
            "clauseId", List.of(finding.getClauseId()),
            "limit", List.of(Integer.toString(MOST_SIMILAR + 1)));
    return findings
        .page(SearchParameters.page(SearchTarget.FINDINGS, filters, id -> id), Paging.LIVE)
        .items()
        .stream()
        .filter(other -> !other.document().finding().getFindingId().equals(finding.getFindingId()))
        .limit(MOST_SIMILAR)
        .map(other -> FindingSummary.of(other, catalog, words))
        .toList();
  }

  /** A mail with the link and nothing that the link protects. */
  private static String mail(PageRequest request, FindingSummary finding) {
    String link = ServerFront.link(request.ctx(), "/findings/" + finding.findingId()).toString();
    return "mailto:?subject="
        + encoded(request.words().say("mail.subject", finding.clauseId(), finding.policyId()))
        + "&body="
        + encoded(link);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private void decide(PageRequest request) {
    UrlQuery form = request.form();
    DecisionForm decision = DecisionForm.of(form);
    ObjectNode body = decision.body();
    form.only("version")
        .filter(version -> version.matches("\\d{1,9}"))
        .ifPresent(version -> body.put("version", Integer.parseInt(version)));
    List<String> faults = new ArrayList<>();
    int status = 400;
    if (decision.isEmpty()) {
      faults.add(request.words().say("decision.nothing"));
    } else {
      status = decide(request, body, faults);
    }
    if (faults.isEmpty()) {
      request.goTo("/findings/" + id(request) + "?done=1");
      return;
    }
    Optional<FindingDetails> present = findings.finding(id(request));
    if (present.isEmpty()) {
      request.show(404, MessagePages.unknown(request.words(), "finding", FindingsPage.PATH));
    } else {
      request.ctx().status(status);
      UrlQuery none = new UrlQuery(Map.of());
      show(request.on("/findings/" + id(request), none), present.get(), decision, faults);
    }
  }

  /** Does it, or says why not; returns the status of that answer. */
  private int decide(PageRequest request, ObjectNode body, List<String> faults) {
    try {
      Result result =
          TriageForms.act(
              triage,
              TriageRequest.ofOne(id(request), ApiJson.bytes(body), TriageRequest.Headers.NONE),
              request);
      if (result.outcomes().get(id(request)) instanceof Outcome.Refused refused) {
        boolean changed = refused.status() == 409;
        faults.add(changed ? request.words().say("triage.changed") : refused.detail());
        faults.addAll(refused.errors());
        return refused.status();
      }
    } catch (InvalidRequestException e) {
      e.faults().stream().map(Fault::toString).forEach(faults::add);
    }
    return 400;
  }
}
