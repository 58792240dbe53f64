package io.clausewatch.deliveries;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Fault;
import io.clausewatch.deliveries.DeliverySearch.DeliveryPage;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/deliveries}: what became of the caller's own events. */
public final class DeliveryRoutes implements Routes {
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_IDS = 1_000;
  private static final int UNLESS_GIVEN = 50;

  private final DeliverySearch deliveries;

  /**
   * The call on top of a searcher.
   *
   * @param recent what was just accepted
   * @param ownActs the policy of what people do through Clausewatch
   */
  public DeliveryRoutes(SearchClient searcher, RecentAcceptances recent, String ownActs) {
    this.deliveries = new DeliverySearch(searcher, recent, ownActs);
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        "/v1/deliveries",
        this::deliveries,
        Role.PRODUCER,
        KnownParameters.once("from", "to", "limit", "cursor")
            .andRepeatable("state", "eventId", "service"));
  }

  private void deliveries(Context ctx) {
    DeliveryPage page =
        deliveries.find(
            new QueryReader(RequestParameters.query(ctx)).read(AccessControl.found(ctx)));
    ObjectNode json = ApiJson.object().put("total", page.total());
    ArrayNode items = json.putArray("items");
    page.items().forEach(delivery -> items.add(toJson(delivery)));
    json.put("nextCursor", page.next().map(DeliveryCursor::encode).orElse(null));
    ctx.json(json);
  }

  private static ObjectNode toJson(EventDelivery delivery) {
    ObjectNode json = ApiJson.object().put("eventId", delivery.eventId());
    json.put("service", delivery.service()).put("kind", delivery.kind());
    json.put("receivedAt", delivery.receivedAt().toString());
    json.put("state", delivery.state().name());
    json.set("faults", ApiJson.tree(delivery.faults()));
    json.set("gaps", ApiJson.tree(delivery.gaps()));
    if (delivery.state() == DeliveryState.CONFLICTING) {
      json.put("duplicateOf", delivery.eventId());
    }
    return json;
  }

  /** Reads what is asked for. */
  private static final class QueryReader {
    private final Map<String, List<String>> given;
    private final List<Fault> faults = new ArrayList<>();

    private QueryReader(Map<String, List<String>> given) {
      this.given = given;
    }

    private DeliveryQuery read(Caller caller) {
      Optional<Instant> from = instant("from");
      Optional<Instant> to = instant("to");
      if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
        faults.add(new Fault("to", "an instant after from", "an earlier one"));
      }
      List<String> eventIds = given.getOrDefault("eventId", List.of());
      if (eventIds.size() > MAX_IDS) {
        faults.add(new Fault("eventId", "at most " + MAX_IDS, eventIds.size() + " of them"));
      }
      DeliveryQuery query =
          new DeliveryQuery(services(caller), eventIds, states(), from, to, limit(), cursor());
      if (!faults.isEmpty()) {
        throw new InvalidRequestException(faults);
      }
      return query;
    }

    /** Those that are asked for, of those that the caller may see. */
    private Optional<Set<String>> services(Caller caller) {
      List<String> asked = given.getOrDefault("service", List.of());
      if (asked.isEmpty()) {
        return caller.services();
      }
      Set<String> services = new HashSet<>(asked);
      services.removeIf(service -> !caller.maySendFor(service));
      return Optional.of(services);
    }

    private Set<DeliveryState> states() {
      Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
      for (String name : given.getOrDefault("state", List.of())) {
        Arrays.stream(DeliveryState.values())
            .filter(state -> state.name().equals(name))
            .findFirst()
            .ifPresentOrElse(
                states::add,
                () ->
                    faults.add(
                        new Fault(
                            "state",
                            "one of "
                                + String.join(
                                    ", ",
                                    Arrays.stream(DeliveryState.values())
                                        .map(DeliveryState::name)
                                        .toList()),
                            "something else")));
      }
      return states;
    }

    private Optional<Instant> instant(String name) {
      Optional<String> value = single(name);
      Optional<Instant> instant = value.flatMap(SearchParameters::instant);
      if (value.isPresent() && instant.isEmpty()) {
        faults.add(
            new Fault(
                name,
                "a date such as 2026-01-31 or an instant such as 2026-01-31T09:00:00Z",
                "something else"));
      }
      return instant;
    }

    private int limit() {
      String value = single("limit").orElse(Integer.toString(UNLESS_GIVEN));
      int limit = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
      if (limit < 1 || limit > MAX_LIMIT) {
        faults.add(new Fault("limit", "a whole number from 1 to " + MAX_LIMIT, "something else"));
      }
      return limit;
    }

    private Optional<DeliveryCursor> cursor() {
      Optional<String> token = single("cursor");
      Optional<DeliveryCursor> cursor = token.flatMap(DeliveryCursor::decode);
      if (token.isPresent() && cursor.isEmpty()) {
        faults.add(new Fault("cursor", "the nextCursor of the page before", "something else"));
      }
      return cursor;
    }

    private Optional<String> single(String name) {
      return given.getOrDefault(name, List.of()).stream().findFirst();
    }
  }
}
