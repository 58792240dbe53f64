package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.isAboutOne;
import static io.clausewatch.alertsender.outbox.OutboxIndex.matterOf;
import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoute;
import io.clausewatch.contract.AlertAttempt;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertRequest;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.TriageStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that one receiver is to be told. It is told what happened ({@link #decided}, {@link
 * #requested}, {@link #troubles}), what came of attempts ({@link #attempted}) and what time it is
 * ({@link #tick}); it says what to send ({@link #next}) and what to keep ({@link #changes}). What
 * it kept, given back by {@link #restore}, makes the same outbox again: it holds nothing else.
 *
 * <p>A receiver that was told of a finding is told of its end, after its beginning; one that was
 * not is not. Not thread-safe.
 */
public final class ReceiverOutbox {
  /** As many findings as a message lists. */
  public static final int FINDINGS = 20;

  private static final int ATTEMPTS = 20;
  private static final Duration SUMMARY_WAIT = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
  private static final String OPEN = TriageStatus.OPEN.name();

  private final String receiver;
  private final RetryPauses pauses;
  private final NewMessages messages;
  private final OutboxIndex index = new OutboxIndex();
  private final Set<String> inFlight = new HashSet<>();
  private final Set<String> untold = new HashSet<>();
  private final Map<String, AlertMessage> changes = new LinkedHashMap<>();
  private OutboxRules rules;
  private Instant leaveAloneUntil = Instant.MIN;
  private Instant forgotten = Instant.EPOCH;

  /**
   * An outbox in which nothing is.
   *
   * @param receiver the receiver's name in the file
   * @param rules what is in force
   * @param pauses between attempts
   */
  public ReceiverOutbox(String receiver, OutboxRules rules, RetryPauses pauses) {
    this.receiver = receiver;
    this.rules = rules;
    this.pauses = pauses;
    this.messages = new NewMessages(receiver);
  }

  /** How long to wait before a message is tried again. */
  @FunctionalInterface
  public interface RetryPauses {
    /**
     * A pause.
     *
     * @param tries how often it was tried, from 1
     */
    Duration after(int tries);
  }

  /**
   * A message on its way.
   *
   * @param message the message
   * @param findings all that it tells of, also those that it does not list
   */
  public record Sending(AlertMessage message, List<AlertedFinding> findings) {}

  // --- What is kept ------------------------------------------------------------------------------

  /** Takes in a message as it was kept; to be given each in the order in which they changed. */
  public void restore(AlertMessage message) {
    index.put(message);
  }

  /** All that was kept has been given back. */
  public void restored(Instant now) {
    List.copyOf(index.matters().values()).forEach(matter -> goOn(matter, now));
  }

  /** What has changed since it was last asked, to be kept. */
  public List<AlertMessage> changes() {
    List<AlertMessage> taken = List.copyOf(changes.values());
    changes.clear();
    return taken;
  }

  /** Other rules are in force: what is kept back is looked at again, if it need not be any more. */
  public void rules(OutboxRules others, Instant now) {
    boolean otherHours = !others.routes().quietHours().equals(rules.routes().quietHours());
    rules = others;
    index.keptBack().stream()
        .filter(
            message ->
                message.getSilenceId() == null
                    ? otherHours
                    : !rules.silences().containsKey(message.getSilenceId()))
        .forEach(message -> index.held().put(message.getMessageId(), now));
  }

  private void put(AlertMessage message, AlertState state, Instant now) {
    if (message.getState() != state) {
      message.setChangedAt(now);
      message.setState(state);
    }
    message.setRevision(message.getRevision() + 1);
    changes.put(message.getMessageId(), message);
    index.put(message);
    if (inFlight.contains(message.getMessageId())) {
      index.due().remove(message.getMessageId()); // it is tried already; what comes of it is heard
    }
  }

  // --- What happened -----------------------------------------------------------------------------

  /** Something was decided about a finding. */
  public void decided(AlertDecision decision, Instant now) {
    ToldMatter matter =
        index.matter(decision.getFinding().getFindingId()).orElseGet(ToldMatter::new);
    boolean begun = matter.beginning().isPresent() && !matter.isEnding();
    switch (decision.getChange()) {
      case RAISED -> {
        if (!begun) {
          begin(decision, matter, now);
        }
      }
      case REOPENED -> {
        if (begun) {
          reopened(decision, matter, now);
        } else {
          begin(decision, matter, now);
        }
      }
      case CHANGED -> {
        if (begun) {
          changed(decision, matter, now);
        } else {
          begin(decision, matter, now);
        }
      }
      case ACKNOWLEDGED -> acknowledged(decision, matter, now);
      case RETRACTED, CLOSED -> ended(decision, matter, now);
      case ASSIGNED -> assigned(decision, matter, begun, now);
      case UNKNOWN -> {
        // A newer version decided it, which tells of it too.
      }
    }
  }

  private void begin(AlertDecision decision, ToldMatter matter, Instant now) {
    Finding finding = decision.getFinding();
    boolean isTakenCareOf =
        decision.getTriage() != TriageStatus.OPEN && decision.getTriage() != TriageStatus.UNKNOWN;
    if (isTakenCareOf) {
      return; // what was changed of it is for who takes care of it to see
    }
    rules
        .routeTo(receiver, finding)
        .ifPresent(
            route -> {
              AlertType type =
                  finding.getDueAt() == null ? AlertType.FINDING_RAISED : AlertType.DEADLINE_MISSED;
              AlertMessage message = messages.about(decision, type, now);
              message.setRoute(route.number());
              if (matter.pending().isEmpty()) {
                place(message, decision.getOrigin(), now);
              }
              put(message, AlertState.WAITING, now);
            });
    escalate(decision, now);
  }

  private void escalate(AlertDecision decision, Instant now) {
    Optional<AlertMessage> waiting =
        index
            .matter(decision.getFinding().getFindingId())
            .flatMap(ToldMatter::escalation)
            .flatMap(index::live);
    if (waiting.isPresent()) {
      update(waiting.get(), decision, now);
      return;
    }
    rules
        .escalationTo(receiver, decision.getFinding())
        .ifPresent(
            route -> {
              AlertMessage message = messages.about(decision, AlertType.FINDING_ESCALATED, now);
              message.setRoute(route.number());
              Instant due = now.plus(route.escalation().orElseThrow().after());
              // Many that came about together are escalated together.
              boolean isOneOfMany = decision.getOrigin() != AlertOrigin.LIVE;
              message.setDueAt(
                  isOneOfMany ? due.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE) : due);
              message.setCollecting(true);
              put(message, AlertState.WAITING, now);
            });
  }

  private void changed(AlertDecision decision, ToldMatter matter, Instant now) {
    matter.escalation().flatMap(index::live).ifPresent(waiting -> update(waiting, decision, now));
    AlertMessage beginning = matter.beginning().orElseThrow();
    if (isUntried(beginning)) {
      update(beginning, decision, now); // nobody has seen it yet, so nothing has changed
    } else if (!matter.isUndeliverable()) {
      follow(decision, matter, AlertType.FINDING_CHANGED, now);
    }
  }

  private void update(AlertMessage message, AlertDecision decision, Instant now) {
    noteToldIn(message, now);
    message.setFindings(List.of(NewMessages.told(decision)));
    put(message, message.getState(), now);
  }

  /** What carried it is over, and will not say again that it was told. */
  private void noteToldIn(AlertMessage message, Instant now) {
    boolean isTold =
        message.getState() == AlertState.GROUPED
            && index.matter(matterOf(message)).filter(ToldMatter::isTold).isPresent();
    if (isTold && message.getToldAt() == null) {
      message.setToldAt(now);
    }
  }

  private void acknowledged(AlertDecision decision, ToldMatter matter, Instant now) {
    AlertReason.Said why = AlertReason.ACKNOWLEDGED.of();
    cancelEscalation(matter, why, now);
    boolean begun = matter.beginning().isPresent() && !matter.isEnding();
    if (!begun) {
      return;
    }
    cancelUntried(matter, why, now);
    if (matter.beginning().isPresent() && !matter.isEnding()) {
      AlertMessage beginning = matter.beginning().get();
      beginning.setRemindAt(null);
      update(beginning, decision, now);
      if (keepsState() && !matter.isUndeliverable()) {
        follow(decision, matter, AlertType.FINDING_ACKNOWLEDGED, now);
      }
    }
  }

  private void reopened(AlertDecision decision, ToldMatter matter, Instant now) {
    AlertMessage beginning = matter.beginning().orElseThrow();
    update(beginning, decision, now); // also where it is still tried: it must say what is so then
    if (matter.isTold()) {
      remindLater(matter, now);
    }
    if (matter.escalation().isEmpty() && type(beginning) != AlertType.FINDING_ESCALATED) {
      escalate(decision, now);
    }
  }

  private void ended(AlertDecision decision, ToldMatter matter, Instant now) {
    boolean isClosed = decision.getChange() == AlertChange.CLOSED;
    AlertReason.Said why = (isClosed ? AlertReason.CLOSED : AlertReason.RETRACTED).of();
    cancelEscalation(matter, why, now);
    if (matter.beginning().isEmpty() || matter.isEnding()) {
      return;
    }
    cancelUntried(matter, why, now);
    if (matter.beginning().isEmpty()) {
      return; // nobody can have seen it
    }
    if (matter.isUndeliverable()) {
      AlertMessage beginning = matter.beginning().get();
      index
          .dead(beginning.getCarriedBy())
          .ifPresentOrElse(
              carrier -> takeOut(beginning, carrier, why, now), () -> cancel(beginning, why, now));
    } else if (matter.isTold() || !matter.pending().isEmpty()) {
      AlertType type = isClosed ? AlertType.FINDING_CLOSED : AlertType.FINDING_RETRACTED;
      follow(decision, matter, type, now);
    }
  }

  private void assigned(AlertDecision decision, ToldMatter matter, boolean begun, Instant now) {
    String assignee = decision.getAssignee();
    boolean stands =
        decision.getFinding().getStatus() == FindingStatus.OPEN
            && decision.getTriage() != TriageStatus.RESOLVED
            && decision.getTriage() != TriageStatus.DISMISSED;
    if (assignee == null || !stands || !rules.isOf(assignee, receiver)) {
      return;
    }
    if (begun) {
      changed(decision, matter, now);
    } else {
      AlertMessage message = messages.about(decision, AlertType.FINDING_RAISED, now);
      message.setDueAt(matter.pending().isEmpty() ? now : null);
      put(message, AlertState.WAITING, now);
    }
  }

  /** Makes a message about what has begun; it arrives after those before it. */
  private void follow(AlertDecision decision, ToldMatter matter, AlertType type, Instant now) {
    AlertMessage message = messages.about(decision, type, now);
    AlertMessage beginning = matter.beginning().orElseThrow();
    message.setRoute(beginning.getRoute());
    message.setThread(matter.thread(message.getThread()));
    if (type.isEnd()) {
      message.setEndOf(beginning.getMessageId());
    }
    boolean isNext = matter.pending().isEmpty();
    put(message, AlertState.WAITING, now);
    if (isNext) {
      goOn(matter, now);
    }
  }

  /** The next of those that waited for the one before it. */
  private void goOn(ToldMatter matter, Instant now) {
    AlertMessage next = matter.pending().isEmpty() ? null : matter.pending().getFirst();
    boolean isNext =
        next != null && next.getState() == AlertState.WAITING && next.getDueAt() == null;
    if (!isNext) {
      return;
    }
    boolean isOfBeginning =
        matter.beginning().filter(m -> m.getMessageId().equals(next.getEndOf())).isPresent();
    if (isOfBeginning) {
      next.setThread(matter.thread(next.getThread())); // it may have been told with others
    }
    boolean isPartOfIncident =
        type(next).isEnd() && keepsState() && index.openInThread(next.getThread()) > 1;
    if (isPartOfIncident) {
      next.setKeptBackBy(AlertReason.SAME_INCIDENT.of().text());
      put(next, AlertState.SILENCED, now);
      goOn(matter, now);
      return;
    }
    if (next.getFindings().isEmpty()) {
      next.setDueAt(now);
    } else {
      place(next, AlertOrigin.LIVE, now);
    }
    put(next, AlertState.WAITING, now);
  }

  /** Whether the receiver has one incident for all that it was told at once, and resolves it. */
  private boolean keepsState() {
    return rules.receiver(receiver).filter(AlertReceiver.PagerDuty.class::isInstance).isPresent();
  }

  /** Somebody asks for a message. */
  public void requested(AlertRequest request, Instant now) {
    switch (request.getKind()) {
      case TEST -> {
        AlertMessage message = messages.blank(request.getMessageId(), AlertType.TEST, now);
        message.setAbout(request.getBy());
        message.setDueAt(now);
        put(message, AlertState.WAITING, now);
      }
      case RESEND ->
          index
              .dead(request.getMessageId())
              .or(() -> index.live(request.getMessageId()))
              .filter(message -> message.getTries() > 0 && !isInFlight(message))
              .ifPresent(
                  message -> {
                    message.setDueAt(now);
                    message.setKeptBackBy(null);
                    message.setFirstTriedAt(null); // another day to arrive
                    leaveAloneUntil = Instant.MIN;
                    put(message, AlertState.RETRYING, now);
                  });
      case UNKNOWN -> {
        // A newer version asks for what this one does not know.
      }
    }
  }

  /**
   * What is wrong with the pipeline, or which services are silent.
   *
   * @param beginning the type of message by which the receiver is told
   * @param end the type by which it is told that it is over
   * @param current what is so now, in words, by a name that stays the same
   */
  public void troubles(
      AlertType beginning, AlertType end, Map<String, String> current, Instant now) {
    String prefix = beginning.id() + " ";
    untold.removeIf(
        thread ->
            thread.startsWith(prefix) && !current.containsKey(thread.substring(prefix.length())));
    new TreeMap<>(current)
        .forEach(
            (name, words) -> {
              String thread = prefix + name;
              ToldMatter known = index.matter(thread).orElseGet(ToldMatter::new);
              boolean begun = known.beginning().isPresent() && !known.isEnding();
              if (!begun && !untold.contains(thread)) {
                AlertMessage message = messages.trouble(thread, beginning, words, now);
                message.setDueAt(known.pending().isEmpty() ? now : null);
                put(message, AlertState.WAITING, now);
              }
            });
    List<String> over =
        index.matters().entrySet().stream()
            .filter(one -> one.getKey().startsWith(prefix))
            .filter(one -> !current.containsKey(one.getKey().substring(prefix.length())))
            .filter(one -> one.getValue().beginning().isPresent() && !one.getValue().isEnding())
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(thread -> troubleIsOver(thread, end, now));
  }

  private void troubleIsOver(String thread, AlertType end, Instant now) {
    ToldMatter matter = index.matter(thread).orElseThrow();
    AlertMessage begun = matter.beginning().orElseThrow();
    cancelUntried(matter, AlertReason.OVER.of(), now);
    if (matter.beginning().isEmpty()) {
      return; // nobody can have seen it, though an end before it may still be on its way
    }
    if (matter.isUndeliverable()) {
      index.forget(thread);
    } else if (matter.isTold() || !matter.pending().isEmpty()) {
      AlertMessage message = messages.trouble(thread, end, begun.getAbout(), now);
      message.setEndOf(begun.getMessageId());
      put(message, AlertState.WAITING, now);
      goOn(matter, now);
    }
  }

  // --- What is kept back, or goes together -------------------------------------------------------

  /** Says when a message is due, and with which others it goes. */
  private void place(AlertMessage message, AlertOrigin origin, Instant now) {
    Optional<AlertRoute> route = rules.route(message.getRoute());
    boolean alone = keepsState() && !type(message).isBeginning();
    if (alone || route.isEmpty()) {
      message.setDueAt(now);
    } else if (origin != AlertOrigin.LIVE) {
      collect(message, MessageGroups.SUMMARY + origin, now.plus(SUMMARY_WAIT));
    } else if (route.get().groupBy().isEmpty()) {
      message.setDueAt(now);
    } else {
      String values = String.join("|", route.get().group(findingOf(message)));
      String name = groupName(message, values);
      Duration wait = route.get().groupWait();
      Duration interval = route.get().groupInterval();
      collect(message, values, index.groups().nextDue(name, wait, interval, now));
    }
  }

  private static void collect(AlertMessage message, String values, Instant due) {
    message.setGroup(groupName(message, values));
    message.setCollecting(true);
    message.setDueAt(due);
  }

  private static String groupName(AlertMessage message, String values) {
    boolean isSummary = values.startsWith(MessageGroups.SUMMARY);
    boolean isRaised = isSummary && type(message).isBeginning();
    String type = isRaised ? AlertType.FINDING_RAISED.id() : message.getType();
    return (isSummary ? MessageGroups.SUMMARY : "")
        + type
        + " route "
        + message.getRoute()
        + " "
        + (isSummary ? values.substring(MessageGroups.SUMMARY.length()) : values);
  }

  /** Time has passed: groups that are due become messages, those kept back are let go. */
  public void tick(Instant now) {
    release(now);
    MessageGroups groups = index.groups();
    for (var due = groups.poll(now); due.isPresent(); due = groups.poll(now)) {
      List<AlertMessage> free =
          due.get().stream()
              .flatMap(id -> index.live(id).stream())
              .filter(message -> !isHeld(message, now))
              .toList();
      together(free, now);
    }
    DueQueue reminders = index.reminders();
    for (var key = reminders.poll(now); key.isPresent(); key = reminders.poll(now)) {
      index.matter(key.get()).ifPresent(matter -> remind(matter, now));
    }
    if (now.isAfter(forgotten.plus(MINUTE))) {
      forgotten = now;
      groups.forget(now);
    }
  }

  /** Those whose time is over until which they were kept back go together. */
  private void release(Instant now) {
    Map<String, List<AlertMessage>> released = new TreeMap<>();
    DueQueue held = index.held();
    for (var id = held.poll(now); id.isPresent(); id = held.poll(now)) {
      AlertMessage message = index.live(id.get()).orElseThrow();
      if (!isHeld(message, now)) {
        boolean isNew = type(message).isBeginning() && type(message) != AlertType.FINDING_ESCALATED;
        String kind = isNew ? "" : message.getType();
        released.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(message);
      }
    }
    released.forEach(
        (kind, those) -> {
          if (kind.isEmpty() || !keepsState()) {
            together(those, now);
          } else {
            those.forEach(one -> together(List.of(one), now)); // each is of its own incident
          }
        });
  }

  /** Keeps a message back, if something does now. */
  private boolean isHeld(AlertMessage message, Instant now) {
    if (!index.carriedBy(message).isEmpty()) {
      return false; // looked at when it was put together
    }
    Optional<OutboxRules.Hold> hold = rules.hold(message, now);
    hold.ifPresent(
        held -> {
          message.setKeptBackBy(held.by().text());
          message.setSilenceId(held.silenceId());
          message.setDueAt(held.until());
          message.setCollecting(false);
          put(message, held.silenceId() == null ? AlertState.WAITING : AlertState.SILENCED, now);
        });
    return hold.isPresent();
  }

  /** Makes one message of several; a single one stays itself. */
  private void together(List<AlertMessage> those, Instant now) {
    if (those.size() > 1) {
      AlertMessage carrier = messages.carrying(those, now);
      carrier.setDueAt(now);
      for (AlertMessage message : those) {
        letGo(message, null);
        message.setCarriedBy(carrier.getMessageId());
        if (type(message).isBeginning()) {
          message.setThread(carrier.getMessageId());
        }
        put(message, AlertState.GROUPED, now);
      }
      put(carrier, AlertState.WAITING, now);
    } else {
      for (AlertMessage message : those) {
        letGo(message, now);
        message.setChangedAt(now);
        put(message, AlertState.WAITING, now);
      }
    }
  }

  private static void letGo(AlertMessage message, Instant due) {
    message.setCollecting(false);
    message.setKeptBackBy(null);
    message.setSilenceId(null);
    message.setDueAt(due);
  }

  // --- Reminders ---------------------------------------------------------------------------------

  private static Finding findingOf(AlertMessage message) {
    return message.getFindings().getFirst().getFinding();
  }

  /** After how long a receiver is reminded of what it was told; empty where it is not. */
  private Optional<Duration> repeat(AlertMessage beginning) {
    boolean isOpen =
        beginning.getFindingId() != null
            && beginning.getFindings().getFirst().getStatus().equals(OPEN);
    return isOpen
        ? rules.routeTo(receiver, findingOf(beginning)).flatMap(AlertRoute::repeat)
        : Optional.empty();
  }

  private void remindLater(ToldMatter matter, Instant now) {
    AlertMessage beginning = matter.beginning().orElseThrow();
    Instant at = repeat(beginning).map(now::plus).orElse(null);
    if (at != null || beginning.getRemindAt() != null) {
      beginning.setRemindAt(at);
      noteToldIn(beginning, now);
      put(beginning, beginning.getState(), now);
    }
  }

  private void remind(ToldMatter matter, Instant now) {
    AlertMessage beginning = matter.beginning().orElse(null);
    if (beginning == null || matter.isEnding()) {
      return;
    }
    if (matter.pending().isEmpty() && repeat(beginning).isPresent()) {
      AlertMessage message = messages.reminder(beginning, now);
      message.setRoute(rules.routeTo(receiver, findingOf(beginning)).orElseThrow().number());
      place(message, AlertOrigin.LIVE, now);
      put(message, AlertState.WAITING, now);
    }
    remindLater(matter, now);
  }

  // --- What is cancelled -------------------------------------------------------------------------

  private boolean isInFlight(AlertMessage message) {
    return inFlight.contains(message.getMessageId());
  }

  /** Whether nobody can have seen it. */
  private boolean isUntried(AlertMessage message) {
    return message.getTries() == 0
        && index.live(message.getMessageId()).isPresent()
        && !isInFlight(message);
  }

  private void cancelEscalation(ToldMatter matter, AlertReason.Said why, Instant now) {
    matter
        .escalation()
        .flatMap(index::live)
        .filter(this::isUntried)
        .ifPresent(message -> cancel(message, why, now));
  }

  private void cancelUntried(ToldMatter matter, AlertReason.Said why, Instant now) {
    for (AlertMessage message : List.copyOf(matter.pending())) {
      if (type(message).isEnd()) {
        continue;
      }
      if (isUntried(message)) {
        cancel(message, why, now);
      } else if (message.getState() == AlertState.GROUPED) {
        index
            .live(message.getCarriedBy())
            .filter(this::isUntried)
            .ifPresent(carrier -> takeOut(message, carrier, why, now));
      }
    }
  }

  /** What is over before the message is sent that tells of it and of others is not told. */
  private void takeOut(
      AlertMessage message, AlertMessage carrier, AlertReason.Said why, Instant now) {
    cancel(message, why, now);
    List<AlertMessage> rest = index.carriedBy(carrier);
    if (rest.isEmpty()) {
      cancel(carrier, why, now);
    } else {
      NewMessages.list(carrier, rest);
      put(carrier, carrier.getState(), now);
    }
  }

  /** What kept it back until now it still says: that may be why nobody was told. */
  private void cancel(AlertMessage message, AlertReason.Said why, Instant now) {
    String held = message.getTries() == 0 ? message.getKeptBackBy() : null;
    letGo(message, null);
    message.setKeptBackBy(
        held == null ? why.text() : AlertReason.KEPT_BACK_UNTIL_THEN.of(why.text(), held).text());
    put(message, AlertState.SILENCED, now);
  }

  // --- Sending -----------------------------------------------------------------------------------

  /**
   * The next message to send now; empty where none is due, or the receiver wants to be left alone.
   */
  public Optional<Sending> next(Instant now) {
    if (now.isBefore(leaveAloneUntil)) {
      return Optional.empty();
    }
    DueQueue due = index.due();
    for (var id = due.poll(now); id.isPresent(); id = due.poll(now)) {
      AlertMessage message = index.live(id.get()).orElseThrow();
      if (message.getTries() > 0 || !isHeld(message, now)) {
        inFlight.add(id.get());
        List<AlertMessage> those = index.carriedBy(message);
        List<AlertedFinding> findings =
            those.isEmpty()
                ? message.getFindings()
                : those.stream().map(one -> one.getFindings().getFirst()).toList();
        return Optional.of(new Sending(message, findings));
      }
    }
    return Optional.empty();
  }

  /**
   * What came of an attempt.
   *
   * @param at when it began
   * @param took how long it took
   */
  public void attempted(
      String messageId, Instant at, Duration took, AttemptOutcome outcome, Instant now) {
    inFlight.remove(messageId);
    index.live(messageId).ifPresent(message -> attempted(message, at, took, outcome, now));
  }

  private void attempted(
      AlertMessage message, Instant at, Duration took, AttemptOutcome outcome, Instant now) {
    note(message, at, took, outcome);
    switch (outcome) {
      case AttemptOutcome.Delivered delivered -> {
        message.setDueAt(null);
        message.setToldAt(now);
        List<String> told = mattersOf(message);
        put(message, AlertState.DELIVERED, now);
        told.stream()
            .flatMap(key -> index.matter(key).stream())
            .forEach(matter -> delivered(matter, now));
      }
      case AttemptOutcome.Postponed postponed -> {
        Duration asked = postponed.notWithin().orElse(Duration.ZERO);
        Instant free = now.plus(asked);
        if (asked.isPositive() && free.isAfter(leaveAloneUntil)) {
          leaveAloneUntil = free;
        }
        Instant next = now.plus(pauses.after(message.getTries()));
        next = next.isBefore(free) ? free : next;
        Instant end = message.getFirstTriedAt().plus(GIVE_UP_AFTER);
        boolean isOver = asked.isZero() ? next.isAfter(end) : !now.isBefore(end);
        if (isOver) {
          die(message, AlertReason.TRIED_FOR_A_DAY.of(postponed.answer().text()), now);
        } else {
          message.setDueAt(next);
          put(message, AlertState.RETRYING, now);
        }
      }
      case AttemptOutcome.Refused refused -> die(message, refused.answer(), now);
    }
  }

  private static void note(
      AlertMessage message, Instant at, Duration took, AttemptOutcome outcome) {
    List<AlertAttempt> attempts = new ArrayList<>(message.getAttempts());
    attempts.add(new AlertAttempt(at, (int) took.toMillis(), outcome.answer().text()));
    int over = Math.max(0, attempts.size() - ATTEMPTS);
    message.setAttempts(new ArrayList<>(attempts.subList(over, attempts.size())));
    message.setTries(message.getTries() + 1);
    if (message.getFirstTriedAt() == null) {
      message.setFirstTriedAt(at);
    }
  }

  private List<String> mattersOf(AlertMessage message) {
    List<AlertMessage> those = index.carriedBy(message);
    return (those.isEmpty() ? List.of(message) : those)
        .stream().filter(OutboxIndex::isAboutOne).map(OutboxIndex::matterOf).toList();
  }

  private void delivered(ToldMatter matter, Instant now) {
    boolean isFirst = matter.beginning().filter(m -> m.getRemindAt() == null).isPresent();
    if (isFirst && matter.isTold() && !matter.isEnding()) {
      remindLater(matter, now);
    }
    goOn(matter, now);
  }

  private void die(AlertMessage message, AlertReason.Said why, Instant now) {
    letGo(message, null);
    message.setKeptBackBy(why.text());
    List<String> about = mattersOf(message);
    put(message, AlertState.DEAD, now);
    if (isAboutOne(message) && message.getFindings().isEmpty()) {
      untold.add(matterOf(message)); // one such message is enough
    }
    Set<String> ids = new HashSet<>(Set.of(message.getMessageId()));
    index.carriedBy(message).forEach(one -> ids.add(one.getMessageId()));
    about.stream()
        .flatMap(key -> index.matter(key).stream())
        .forEach(
            matter -> {
              boolean isUntold = matter.isUndeliverable();
              List.copyOf(matter.pending()).stream()
                  .filter(one -> isUntold || ids.contains(one.getEndOf()))
                  .filter(this::isUntried)
                  .forEach(one -> cancel(one, AlertReason.BEGINNING_DEAD.of(why.text()), now));
              goOn(matter, now);
            });
  }

  /**
   * When there is something to do next; empty where nothing waits for a time.
   *
   * @return perhaps in the past
   */
  public Optional<Instant> nextDue() {
    return index.firstDue();
  }

  /** Whether it has no use for attempts before an instant: the receiver wants to be left alone. */
  public Instant leftAloneUntil() {
    return leaveAloneUntil;
  }

  /** The findings that it has been told of, and of whose end it has not. */
  public List<AlertedFinding> openFindings() {
    return index.matters().values().stream()
        .filter(matter -> matter.isTold() && !matter.isEnding())
        .flatMap(matter -> matter.beginning().stream())
        .flatMap(message -> message.getFindings().stream())
        .toList();
  }

  /** The messages by which it was told of what is no finding, and of whose end it was not. */
  public List<AlertMessage> openTroubles() {
    return index.matters().values().stream()
        .filter(matter -> matter.isTold() && !matter.isEnding())
        .flatMap(matter -> matter.beginning().stream())
        .filter(message -> message.getFindings().isEmpty())
        .toList();
  }

  /** How many are on their way now. */
  public int inFlight() {
    return inFlight.size();
  }

  /** How many wait to be tried for the first time. */
  public long waiting() {
    return index.waiting();
  }

  /** How many are tried again. */
  public long retrying() {
    return index.retrying();
  }

  /** How many are dead. */
  public long dead() {
    return index.dead();
  }
}
