package io.clausewatch.alertsender.watch;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertroutes.AlertRoutesException;
import io.clausewatch.alertsender.delivery.DeliveryChannels;
import io.clausewatch.contract.Sha256Digest;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes file, looked at again and again: what it says comes into force when it is changed. A
 * faulty one leaves the state before it in force, and is told of once. Looked at by one thread,
 * asked by many.
 */
public final class RoutesFile {
  private static final Logger LOG = LoggerFactory.getLogger(RoutesFile.class);

  private final Path file;
  private final PolicyCatalog policies;
  private final Function<AlertRoutes, DeliveryChannels> channels;
  private final Set<URI> openAddresses = new HashSet<>();
  private volatile RoutesInForce inForce;
  private String digest;

  private RoutesFile(
      Path file,
      PolicyCatalog policies,
      Function<AlertRoutes, DeliveryChannels> channels,
      String digest,
      AlertRoutes first) {
    this.digest = digest;
    this.file = file;
    this.policies = policies;
    this.channels = channels;
    this.inForce = new RoutesInForce(1, first, channels.apply(first), List.of());
    tellOfOpenAddresses(first);
  }

  /**
   * Reads a file for the first time.
   *
   * @param policies whose policies and clauses routes may name
   * @param channels the ways to the receivers of a file
   * @throws AlertRoutesException when it cannot be used; there is no state before it
   */
  public static RoutesFile open(
      Path file, PolicyCatalog policies, Function<AlertRoutes, DeliveryChannels> channels)
      throws AlertRoutesException {
    String digest = digest(file); // before it is read: what changes meanwhile is another state
    return new RoutesFile(file, policies, channels, digest, AlertRoutes.load(file, policies));
  }

  /** What is in force. */
  public RoutesInForce inForce() {
    return inForce;
  }

  /** Looks whether the file has changed. */
  public void look() {
    String now = digest(file);
    if (now.equals(digest)) {
      return;
    }
    digest = now;
    RoutesInForce before = inForce;
    try {
      AlertRoutes routes = AlertRoutes.load(file, policies);
      inForce = new RoutesInForce(before.number() + 1, routes, channels.apply(routes), List.of());
      LOG.info(
          "{} has changed: {} receivers and {} routes are in force",
          file,
          routes.receivers().size(),
          routes.routes().size());
      tellOfOpenAddresses(routes);
    } catch (AlertRoutesException e) {
      List<String> faults = e.faults().stream().map(PolicyFault::toString).toList();
      LOG.error(
          "{} has changed and cannot be used; what it said before stays in force:\n{}",
          file,
          e.getMessage());
      inForce = new RoutesInForce(before.number() + 1, before.routes(), before.channels(), faults);
    }
  }

  /** Once of each address, however often the file changes. */
  private void tellOfOpenAddresses(AlertRoutes routes) {
    routes
        .receivers()
        .forEach(
            (name, receiver) -> {
              URI url =
                  switch (receiver) {
                    case AlertReceiver.Webhook it -> it.url();
                    case AlertReceiver.PagerDuty it -> it.url();
                    case AlertReceiver.Alertmanager it -> it.url();
                    case AlertReceiver.Slack it -> null;
                    case AlertReceiver.Email it -> null;
                  };
              boolean isOpen = url != null && "http".equalsIgnoreCase(url.getScheme());
              if (isOpen && openAddresses.add(url)) {
                LOG.warn("Messages to {} cross the network unencrypted: its address is http", name);
              }
            });
  }

  /** Of what it holds now; another text where it cannot be read. */
  private static String digest(Path file) {
    try {
      return HexFormat.of().formatHex(Sha256Digest.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }
}
