package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.grade.Grades;

/** What to do after a scorecard, in terms of the command and of the files to open. */
final class Advice {

  private Advice() {}

  /** Returns the lines below the scorecard of a learner's own answer; nothing for any other. */
  static String after(Class<?> task, Grades grades, Options options) {
    String starter = task.getAnnotation(Exercise.class).starter().getName();
    if (options.submission() != null || !grades.submission().equals(starter)) {
      return "";
    }
    String file = "/src/main/java/" + starter.replace('.', '/') + ".java";
    if (grades.exercise().experiment()) {
      return "Change: exercises%s%n".formatted(file);
    }
    if (grades.complete()) {
      return "All done. Compare: solutions%s%n".formatted(file.replace("exercises", "solutions"));
    }
    String hints =
        options.hints() < Check.HINT_LEVELS
            ? "Hint: add --hints %d%n".formatted(options.hints() + 1)
            : "";
    return "Edit: exercises%s%n%s".formatted(file, hints);
  }
}
