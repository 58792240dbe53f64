package io.clausewatch.local.cli;

import io.clausewatch.alertroutes.AlertField;
import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoute;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertroutes.AlertRoutesException;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertroutes.ServiceHeartbeat;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.terminal.Terminal;
import io.clausewatch.local.terminal.TextTable;
import io.clausewatch.local.terminal.TextTable.Column;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clausewatch alerts check}. */
@Command(
    name = "check",
    description = {
      "Check a routes file: who is told of which finding.",
      "",
      "Names each error with its line and what was expected: unknown names, receivers, policies and"
          + " clauses, routes that no finding can ever take, secrets in clear text. Sends nothing,"
          + " and needs nothing that runs. Secrets that are not on this machine are no error, and"
          + " are told.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file can be used", "1:there are errors", "2:wrong usage"},
    footer = {"", "Example:", "  ./clausewatch alerts check alerts.yaml"})
final class AlertsCheckCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "The routes file.")
  private Path file;

  @Option(
      names = "--policies",
      paramLabel = "DIR",
      defaultValue = "policies",
      description =
          "The folder of the policies whose clauses the routes name. Default: ${DEFAULT-VALUE}")
  private Path policies;

  AlertsCheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AlertRoutes routes;
    try {
      routes = AlertRoutes.load(file, PolicyCatalog.load(policies));
    } catch (PolicyException e) {
      return FaultList.tell(context.terminal(), e.faults(), "");
    } catch (AlertRoutesException e) {
      return FaultList.tell(context.terminal(), e.faults(), "");
    }
    Terminal terminal = context.terminal();
    terminal.out().print(receivers(routes).render(terminal.width()));
    terminal.out().println();
    terminal.out().print(routes(routes).render(terminal.width()));
    others(routes).forEach(terminal.out()::println);
    tellMissingSecrets(routes);
    terminal
        .out()
        .println(
            CountedNoun.count(routes.receivers().size(), "receiver")
                + ", "
                + CountedNoun.count(routes.routes().size(), "route")
                + ", no errors.");
    return ExitCode.OK;
  }

  private static TextTable receivers(AlertRoutes routes) {
    TextTable table =
        new TextTable(Column.keep("receiver"), Column.keep("kind"), Column.cut("where"));
    routes
        .receivers()
        .forEach((name, receiver) -> table.row(name, receiver.kind(), receiver.place()));
    return table;
  }

  private static TextTable routes(AlertRoutes routes) {
    TextTable table =
        new TextTable(
            Column.number("line"),
            Column.cut("findings"),
            Column.keep("to"),
            Column.keep("one message by"),
            Column.keep("reminds after"),
            Column.keep("then tells"));
    for (AlertRoute route : routes.routes()) {
      table.row(
          route.line(),
          route.match().inWords() + (route.goesOn() ? ", and looks further" : ""),
          String.join(", ", route.to()),
          route.groupBy().stream().map(AlertField::field).collect(Collectors.joining(", ")),
          route.repeat().map(Object::toString).orElse(""),
          route
              .escalation()
              .map(one -> String.join(", ", one.to()) + " after " + one.after())
              .orElse(""));
    }
    return table;
  }

  /** What is neither a receiver nor a route, a line each. */
  private static List<String> others(AlertRoutes routes) {
    List<String> lines = new ArrayList<>();
    if (routes.routes().isEmpty()) {
      lines.add("Nobody is told of any finding: there is no route.");
    }
    routes.publicUrl().ifPresent(url -> lines.add("Links lead to " + url + "."));
    routes
        .smtp()
        .ifPresent(
            smtp ->
                lines.add(
                    "E-mail goes out by %s:%d (%s), from %s."
                        .formatted(smtp.host(), smtp.port(), smtp.tls(), smtp.from())));
    routes
        .quietHours()
        .ifPresent(
            quiet ->
                lines.add(
                    "Quiet from %s to %s (%s) on %s, but for %s."
                        .formatted(
                            quiet.from(),
                            quiet.to(),
                            quiet.zone(),
                            words(quiet.days()),
                            quiet.except().isEmpty() ? "nothing" : words(quiet.except()))));
    for (ServiceHeartbeat heartbeat : routes.heartbeats()) {
      lines.add(
          "%s is told when %s is quiet for %s."
              .formatted(words(heartbeat.to()), heartbeat.service(), heartbeat.atLeastEvery()));
    }
    if (!routes.pipeline().isEmpty()) {
      lines.add(words(routes.pipeline()) + " is told when Clausewatch itself is in trouble.");
    }
    routes
        .people()
        .forEach(
            (name, to) -> lines.add("What is assigned to " + name + " goes to " + words(to) + "."));
    return lines;
  }

  private static String words(Collection<?> some) {
    return some.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private void tellMissingSecrets(AlertRoutes routes) {
    Map<String, String> environment = context.environment();
    Stream.concat(
            routes.receivers().values().stream().flatMap(AlertsCheckCommand::secrets),
            routes.smtp().flatMap(smtp -> smtp.credentials()).stream().map(by -> by.password()))
        .forEach(
            secret -> {
              try {
                String unused = secret.read(environment);
              } catch (IOException e) {
                context.terminal().err().println("Not on this machine: " + e.getMessage() + ".");
              }
            });
  }

  private static Stream<SecretSource> secrets(AlertReceiver receiver) {
    return switch (receiver) {
      case AlertReceiver.Webhook webhook -> Stream.of(webhook.secret());
      case AlertReceiver.Slack slack -> Stream.of(slack.url());
      case AlertReceiver.PagerDuty pager -> Stream.of(pager.routingKey());
      case AlertReceiver.Email mail -> Stream.empty();
      case AlertReceiver.Alertmanager alertmanager -> Stream.empty();
    };
  }
}
