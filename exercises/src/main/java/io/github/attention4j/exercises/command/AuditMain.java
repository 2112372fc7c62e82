package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.audit.Audit;
import io.github.attention4j.exercises.audit.Evidence;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Reports how the graders were tried: no answer is graded, and nothing runs. */
final class AuditMain {

  static final String OPTION = "--audit";

  private AuditMain() {}

  /**
   * Prints the report.
   *
   * @param out where it goes
   * @param err where the one line about a wrong command goes
   * @param arguments lessons, and whether their experiments
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    try {
      List<String> rest = new ArrayList<>(List.of(arguments));
      rest.remove(OPTION);
      Options options = Options.parse(rest.toArray(String[]::new));
      if (options.help()) {
        out.print(Help.GRADE);
        return 0;
      }
      options.requireLessonsAlone();
      Evidence evidence =
          Evidence.find()
              .orElseThrow(() -> new UsageException("needs the solutions on the class path"));
      out.print(Audit.of(options.tasks(), evidence));
      return 0;
    } catch (UsageException e) {
      err.println("grade " + OPTION + ": " + e.getMessage());
      return 2;
    }
  }
}
