package io.clausewatch.app;

import io.clausewatch.alerts.AlertRequests;
import io.clausewatch.alerts.AlertSearch;
import io.clausewatch.alerts.AlertSilences;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.deliveries.RecentAcceptances;
import io.clausewatch.eventlog.EventLogConnection;
import io.clausewatch.findings.FindingSearch;
import io.clausewatch.findings.KafkaTriageLog;
import io.clausewatch.findings.TriageService;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.clausewatch.policies.PolicyProgress;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.LookupLimit;
import io.clausewatch.recording.OwnActLog;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.recording.SubjectLookup;
import io.clausewatch.reviews.ReviewService;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.signin.IdentityProvider;
import io.clausewatch.trail.TrailSearch;
import java.time.InstantSource;
import java.util.Optional;

/** What the features of the audit API share. */
final class SharedServices {
  private final ServerConnections servers;
  private final PolicyCatalog catalog;
  private final PersonalValues personalValues;
  private final RecentAcceptances acceptances = new RecentAcceptances();
  private final String ownActs;
  private final Optional<IdentityProvider> provider;
  private final AccessControl access;
  private final SubjectLookup lookups;
  private final OwnActLog acts;
  private final AccessRecorder recorder;
  private final RecordedSearches searches;
  private final DataSubjects subjects;
  private final SavedSearches saved;
  private final TriageService triage;
  private final ReviewService reviews;
  private final AlertSearch alerts;
  private final AlertRequests alertRequests;
  private final AlertSilences alertSilences;
  private final PolicyProgress progress;
  private final InstantSource clock = InstantSource.system();

  /**
   * Services on top of some servers.
   *
   * @param ownActs the policy under which what is done here is recorded
   */
  SharedServices(
      AuditApiSettings settings, PolicyCatalog catalog, Policy ownActs, ServerConnections servers) {
    this.servers = servers;
    this.catalog = catalog;
    this.personalValues = settings.personalValues();
    this.ownActs = ownActs.policyId();
    provider = settings.oidc().map(oidc -> new IdentityProvider(oidc, clock));
    access =
        new AccessControl(
            settings.tokens(),
            new BrowserSessions(clock, settings.isHttps()),
            provider.map(known -> known::caller));
    TrailSearch trail = new TrailSearch(servers.searcher());
    lookups =
        new SubjectLookup(
            new SubjectPseudonym(settings.subjectKey())::ref,
            new LookupLimit(settings.lookupsPerMinute()),
            access::caller,
            ownActs.policyId());
    subjects = new DataSubjects(lookups.ours());
    EventLogConnection eventLog = servers.eventLog();
    acts = new OwnActLog(ownActs.policyId(), eventLog.ownActs(), eventLog.log(), clock);
    recorder = new AccessRecorder(acts, access::caller, lookups, trail::isAboutAnyOf);
    searches = new RecordedSearches(servers.searcher(), lookups, recorder);
    saved =
        new SavedSearches(servers.table(servers.topics().searches()), trail::isAboutAnyOf, clock);
    triage =
        new TriageService(
            new FindingSearch(servers.searcher()),
            new KafkaTriageLog(eventLog.log(), servers.topics().triage(), servers.serdes()),
            clock);
    alerts = new AlertSearch(servers.searcher());
    alertRequests =
        new AlertRequests(
            servers.table(servers.topics().alertReceivers()),
            eventLog.log(),
            servers.topics().alertRequests(),
            servers.serdes(),
            clock);
    alertSilences =
        new AlertSilences(
            servers.table(servers.topics().alertSilences()), trail::isAboutAnyOf, clock);
    progress = new PolicyProgress(servers.table(servers.topics().policyPasses()), catalog);
    reviews =
        new ReviewService(
            servers.searcher(),
            catalog,
            settings.reviews(),
            servers.table(servers.topics().reviews()),
            lookups.ours(),
            clock);
  }

  /** The servers that they work on. */
  ServerConnections servers() {
    return servers;
  }

  /** The policies. */
  PolicyCatalog catalog() {
    return catalog;
  }

  /** What was just accepted at the door, and what was rejected. */
  RecentAcceptances acceptances() {
    return acceptances;
  }

  /** The policy under which what is done here is recorded. */
  String ownActs() {
    return ownActs;
  }

  /** What becomes of a personal value in place of an id. */
  PersonalValues personalValues() {
    return personalValues;
  }

  /** Who signs people in; empty where tokens alone do. */
  Optional<IdentityProvider> provider() {
    return provider;
  }

  /** Tells who makes a request, and what they may do. */
  AccessControl access() {
    return access;
  }

  /** Turns ids into keyed hashes for those who ask. */
  SubjectLookup lookups() {
    return lookups;
  }

  /** What was done here, and by whom, as events. */
  OwnActLog acts() {
    return acts;
  }

  /** Records what is done here. */
  AccessRecorder recorder() {
    return recorder;
  }

  /** What all searches have in common. */
  RecordedSearches searches() {
    return searches;
  }

  /** Tells data subjects from nobody. */
  DataSubjects subjects() {
    return subjects;
  }

  /** Searches that are kept under names. */
  SavedSearches saved() {
    return saved;
  }

  /** Takes what officers decide. */
  TriageService triage() {
    return triage;
  }

  /** Makes reviews of access records. */
  ReviewService reviews() {
    return reviews;
  }

  /** Finds messages to receivers. */
  AlertSearch alerts() {
    return alerts;
  }

  /** Asks for messages, and knows the receivers. */
  AlertRequests alertRequests() {
    return alertRequests;
  }

  /** What nobody is told of for a while. */
  AlertSilences alertSilences() {
    return alertSilences;
  }

  /** Of which policies all events are being judged again. */
  PolicyProgress progress() {
    return progress;
  }

  /** The wall clock. */
  InstantSource clock() {
    return clock;
  }
}
