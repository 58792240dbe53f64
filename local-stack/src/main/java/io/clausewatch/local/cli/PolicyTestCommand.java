package io.clausewatch.local.cli;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyFault;
import io.clausewatch.scenario.PolicyReport;
import io.clausewatch.scenario.PolicyScenarios;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clausewatch policy test [DIR]}. */
@Command(
    name = "test",
    description = {
      "Run the scenarios of every policy of a folder.",
      "",
      "A scenario is a few events and what must be found in them; DIR/scenarios holds a file of"
          + " them for each policy. Names what was expected and not found, what was found and not"
          + " expected, the clauses that no scenario tests, and the branches of their rules that no"
          + " scenario saw true, or false. Needs nothing that runs.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every scenario passed",
      "1:some failed, or the files have errors; with --strict, also: there are warnings, or"
          + " something is untested",
      "2:wrong usage"
    },
    footer = {"", "Example:", "  ./clausewatch policy test policies"})
final class PolicyTestCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = "policies",
      showDefaultValue = Visibility.ALWAYS,
      description = "The folder of policy files.")
  private Path folder;

  @Option(
      names = "--strict",
      description =
          "Fail, too, where there are warnings, or a clause or a branch of its rules is untested.")
  private boolean strict;

  PolicyTestCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<PolicyScenarios> policies;
    List<PolicyFault> warnings = new ArrayList<>();
    try {
      policies = PolicyScenarios.load(folder, warnings::add);
    } catch (PolicyException e) {
      return FaultList.tell(context.terminal(), e.faults(), " in policies or scenarios");
    }
    boolean passed = FaultList.warn(context.terminal(), warnings, strict);
    for (PolicyScenarios policy : policies) {
      PolicyReport report = policy.report();
      context.terminal().out().print(report);
      passed &= report.passed() && (!strict || report.coversEverything());
    }
    if (!warnings.isEmpty()) {
      context.terminal().err().println(CountedNoun.count(warnings.size(), "warning") + ".");
    }
    return passed ? ExitCode.OK : ExitCode.FAULTY;
  }
}
