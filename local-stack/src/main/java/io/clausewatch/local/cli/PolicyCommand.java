package io.clausewatch.local.cli;

import picocli.CommandLine.Command;

/** {@code clausewatch policy}: only a place for its subcommands. */
@Command(
    name = "policy",
    description = "Work on policy files.",
    synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand {}
