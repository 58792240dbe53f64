package io.clausewatch.local.cli;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.terminal.Terminal;
import io.clausewatch.policy.PolicyFault;
import java.util.List;

/** What is wrong in files, as a command tells it. */
final class FaultList {

  private FaultList() {}

  /**
   * Tells each fault, then how many there are.
   *
   * @param where in which files, to be said behind the number; empty where that is plain
   * @return the exit code
   */
  static int tell(Terminal terminal, List<PolicyFault> faults, String where) {
    faults.forEach(fault -> terminal.err().println(fault));
    terminal.err().println(CountedNoun.count(faults.size(), "error") + where + ".");
    return ExitCode.FAULTY;
  }
}
