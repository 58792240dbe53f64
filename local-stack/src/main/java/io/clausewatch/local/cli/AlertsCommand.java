package io.clausewatch.local.cli;

import picocli.CommandLine.Command;

/** {@code clausewatch alerts}: only a place for its subcommands. */
@Command(
    name = "alerts",
    description = "Look after who is told of which finding.",
    synopsisSubcommandLabel = "COMMAND")
final class AlertsCommand {}
