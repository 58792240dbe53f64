package io.clausewatch.recording;

import io.clausewatch.activity.ActivityRoutes;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Event;
import io.clausewatch.deadlines.DeadlineRoutes;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.findings.FindingRoutes;
import io.clausewatch.gaps.GapRoutes;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.http.TestServer;
import io.clausewatch.overview.OverviewRoutes;
import io.clausewatch.people.PeopleRoutes;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.SearchClient;
import io.clausewatch.trail.TrailRoutes;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records acts in a Kafka that takes everything, or is away. */
public final class TestActivity {
  /** When everything happens. */
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");

  private final List<Access> recorded = new CopyOnWriteArrayList<>();
  private final OwnActLog acts =
      new OwnActLog(
          "the-trail", this::encode, records -> {}, InstantSource.fixed(NOW.plusNanos(456_789)));
  private final AccessRecorder recorder;
  private final SubjectLookup lookups;

  private volatile boolean away;

  /** Acts of those who have the tokens of the test server. */
  public TestActivity() {
    this(TestActivity::caller);
  }

  /** Acts of whoever this says that makes a request. */
  public TestActivity(Function<Context, Caller> callers) {
    this(callers, id -> "ref-of-" + id);
  }

  /** Acts of those who may look up anybody, in an index with such hashes of ids. */
  public TestActivity(Function<Context, Caller> callers, UnaryOperator<String> pseudonym) {
    this(callers, pseudonym, new LookupLimit(Integer.MAX_VALUE));
  }

  /** Acts of those who may look up so many, in an index with such hashes of ids. */
  public TestActivity(
      Function<Context, Caller> callers, UnaryOperator<String> pseudonym, LookupLimit limit) {
    lookups = new SubjectLookup(pseudonym, limit, callers, "the-trail");
    recorder =
        new AccessRecorder(
            acts, callers, lookups, named -> named.include(pseudonym.apply("member"), null));
  }

  /** What is tested with. */
  public AccessRecorder recorder() {
    return recorder;
  }

  /** Records who signs in, among the other acts. */
  public SignInRecorder signIns() {
    return new SignInRecorder(acts);
  }

  /** Of those whose acts these are. */
  public SubjectLookup lookups() {
    return lookups;
  }

  /** The look-ups of the test server's callers, with such hashes of ids. */
  public static SubjectLookup lookups(UnaryOperator<String> pseudonym) {
    return new TestActivity(TestActivity::caller, pseudonym).lookups();
  }

  /** A server of the searches of an index, which records these acts, and of some calls more. */
  public TestServer searches(SearchClient searcher, Routes... more) {
    List<Routes> calls = new ArrayList<>(List.of(more));
    calls.add(recorder);
    calls.addAll(searchCalls(searcher));
    return new TestServer(calls.toArray(Routes[]::new));
  }

  /** The calls that search an index, which record these acts. */
  public List<Routes> searchCalls(SearchClient searcher) {
    RecordedSearches searches = new RecordedSearches(searcher, lookups, recorder);
    return List.of(
        new FindingRoutes(searcher, searches, recorder),
        new TrailRoutes(searcher, searches),
        new DeadlineRoutes(searcher, searches),
        new GapRoutes(searcher, searches),
        new OverviewRoutes(searcher, searches),
        new PeopleRoutes(searcher, new DataSubjects(lookups.ours()), searches),
        new ActivityRoutes(recorder, TestActivity::caller, searcher, searches));
  }

  /** How many acts count as written. */
  long written() {
    return acts.written();
  }

  /** All that was recorded so far, first first. */
  public List<Access> recorded() {
    return List.copyOf(recorded);
  }

  /** The one act that was recorded. */
  public Access only() {
    if (recorded.size() != 1) {
      throw new AssertionError("expected one act: " + recorded);
    }
    return recorded.getFirst();
  }

  /** From now on nothing can be recorded. */
  public void goAway() {
    away = true;
  }

  /** Whoever has the token of a role is called like it. */
  public static Caller caller(Context ctx) {
    String token = String.valueOf(ctx.header("Authorization")).replace("Bearer ", "");
    Role role =
        TestServer.TOKENS.entrySet().stream()
            .filter(entry -> entry.getValue().equals(token))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return new Caller(role.id(), role);
  }

  private ProducerRecord<String, byte[]> encode(Event event) throws UnavailableException {
    if (away) {
      throw new UnavailableException("Kafka did not acknowledge", null);
    }
    recorded.add(event.access());
    return new ProducerRecord<>("access", event.eventId(), new byte[0]);
  }
}
