package io.clausewatch.local.cli;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.terminal.Terminal;
import io.clausewatch.policy.PolicyFault;
import java.util.List;

/** What is wrong in files, as a command tells it. */
final class FaultList {

  private FaultList() {}

  /**
   * Tells each fault, then how many there are, the warnings apart.
   *
   * @param where in which files, to be said behind the number; empty where that is plain
   * @return the exit code
   */
  static int tell(Terminal terminal, List<PolicyFault> faults, String where) {
    faults.forEach(fault -> terminal.err().println(fault));
    int warnings = (int) faults.stream().filter(PolicyFault::warning).count();
    terminal
        .err()
        .println(
            CountedNoun.count(faults.size() - warnings, "error") + counted(warnings) + where + ".");
    return ExitCode.FAULTY;
  }

  /** How many warnings there are, to be said behind what else was counted; empty for none. */
  static String counted(int warnings) {
    return warnings == 0 ? "" : ", " + CountedNoun.count(warnings, "warning");
  }

  /**
   * Tells each warning, where there is nothing else to tell of.
   *
   * @param strict whether they are errors
   * @return whether the files can be used all the same
   */
  static boolean warn(Terminal terminal, List<PolicyFault> warnings, boolean strict) {
    warnings.forEach(warning -> terminal.err().println(warning));
    return !strict || warnings.isEmpty();
  }
}
