package io.clausewatch.local.cli;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.terminal.TextTable;
import io.clausewatch.local.terminal.TextTable.Column;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyVersion;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clausewatch policy check DIR}. */
@Command(
    name = "check",
    description = {
      "Compile every policy file of a folder.",
      "",
      "Names each error with its file, line, column and clause, and what to write instead; warnings"
          + " are counted apart. Needs nothing that runs.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every policy compiles",
      "1:there are errors; with --strict, also: warnings",
      "2:wrong usage"
    },
    footer = {"", "Example:", "  ./clausewatch policy check policies"})
final class PolicyCheckCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "DIR", description = "The folder of policy files.")
  private Path folder;

  @Option(names = "--strict", description = "Take warnings for errors.")
  private boolean strict;

  PolicyCheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PolicyCatalog catalog;
    try {
      catalog = PolicyCatalog.load(folder);
    } catch (PolicyException e) {
      return FaultList.tell(context.terminal(), e.faults(), "");
    }
    TextTable table =
        new TextTable(
            Column.keep("policy"),
            Column.keep("version"),
            Column.keep("in force from"),
            Column.number("purposes"),
            Column.number("clauses"),
            Column.cut("controller"));
    for (Policy policy : catalog.policies()) {
      for (PolicyVersion version : policy.versions()) {
        table.row(
            policy.policyId(),
            version.version(),
            Objects.toString(version.effectiveFrom(), "always"),
            version.purposes().size(),
            version.clauses().size(),
            policy.controller());
      }
    }
    boolean usable = FaultList.warn(context.terminal(), catalog.warnings(), strict);
    int number = catalog.policies().size();
    context.terminal().out().print(table.render(context.terminal().width()));
    context
        .terminal()
        .out()
        .println(
            number
                + CountedNoun.of(number, " policy", " policies")
                + ", no errors"
                + FaultList.counted(catalog.warnings().size())
                + ".");
    return usable ? ExitCode.OK : ExitCode.FAULTY;
  }
}
