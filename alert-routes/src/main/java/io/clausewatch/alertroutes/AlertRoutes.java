package io.clausewatch.alertroutes;

import io.clausewatch.contract.Finding;
import io.clausewatch.policy.PolicyCatalog;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A routes file. Immutable; holds no secret, only where each is.
 *
 * @param publicUrl where people reach Clausewatch, for links; empty where the file does not say
 * @param receivers by their names, in the order of the file
 * @param smtp by which e-mails are sent; empty where none are
 * @param routes in the order of the file
 * @param quietHours when only some are told; empty where all are at any time
 * @param heartbeats the services that are to be heard of
 * @param pipeline the receivers that are told when the pipeline itself is in trouble
 * @param people the receivers of those to whom findings are assigned, by their names
 */
public record AlertRoutes(
    Optional<URI> publicUrl,
    Map<String, AlertReceiver> receivers,
    Optional<SmtpServer> smtp,
    List<AlertRoute> routes,
    Optional<QuietHours> quietHours,
    List<ServiceHeartbeat> heartbeats,
    List<String> pipeline,
    Map<String, List<String>> people) {

  /** What holds without a file: nobody is told of anything. */
  public static final AlertRoutes NONE =
      new AlertRoutes(
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          Map.of());

  /** Keeps copies, in their order. */
  public AlertRoutes {
    receivers = Collections.unmodifiableMap(new LinkedHashMap<>(receivers));
    routes = List.copyOf(routes);
    heartbeats = List.copyOf(heartbeats);
    pipeline = List.copyOf(pipeline);
    people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
  }

  /**
   * Reads a file.
   *
   * @param policies whose policies and clauses routes may name
   * @throws AlertRoutesException with every fault
   */
  public static AlertRoutes load(Path file, PolicyCatalog policies) throws AlertRoutesException {
    return new AlertRoutesReader(file, policies).read();
  }

  /**
   * The routes that a finding takes: the first that it matches, and the next after one that goes
   * on.
   */
  public List<AlertRoute> routesOf(Finding finding) {
    List<AlertRoute> taken = new ArrayList<>();
    for (AlertRoute route : routes) {
      if (route.match().matches(finding)) {
        taken.add(route);
        if (!route.goesOn()) {
          break;
        }
      }
    }
    return List.copyOf(taken);
  }
}
