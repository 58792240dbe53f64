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
import picocli.CommandLine.Parameters;

/** {@code clausewatch policy check DIR}. */
@Command(
    name = "check",
    description = {
      "Compile every policy file of a folder.",
      "",
      "Names each error with its file, line, column and clause. Needs nothing that runs.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every policy compiles", "1:there are errors", "2:wrong usage"},
    footer = {"", "Example:", "  ./clausewatch policy check policies"})
final class PolicyCheckCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "DIR", description = "The folder of policy files.")
  private Path folder;

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
    int number = catalog.policies().size();
    context.terminal().out().print(table.render(context.terminal().width()));
    context
        .terminal()
        .out()
        .println(number + CountedNoun.of(number, " policy", " policies") + ", no errors.");
    return ExitCode.OK;
  }
}
