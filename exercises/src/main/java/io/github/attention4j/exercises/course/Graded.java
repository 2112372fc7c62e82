package io.github.attention4j.exercises.course;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;
import java.util.List;

/**
 * What became of one submission.
 *
 * @param student who handed it in
 * @param lessons one result for each lesson; none if the grader itself failed
 * @param problem why the grader failed; empty if it did not
 */
record Graded(String student, List<Grades> lessons, String problem) {

  static Graded failed(String student, Throwable cause) {
    return new Graded(student, List.of(), "the grader failed: " + cause);
  }

  /** Whether something is known about the answer; otherwise it must be graded again. */
  boolean isSound() {
    return problem.isEmpty()
        && lessons.stream()
            .flatMap(lesson -> lesson.checks().stream())
            .noneMatch(grade -> grade.outcome() == Grade.Outcome.GRADER_BROKEN);
  }

  int earned() {
    return lessons.stream().mapToInt(Grades::earned).sum();
  }

  int points() {
    return lessons.stream().mapToInt(Grades::points).sum();
  }

  /** What to know first about the answer, in a line. */
  String note() {
    if (!problem.isEmpty()) {
      return problem;
    }
    return lessons.stream()
        .flatMap(lesson -> lesson.next().stream())
        .findFirst()
        .map(Graded::inALine)
        .orElse("");
  }

  /** A line that ends in a colon says nothing without the next. */
  private static String inALine(Grade grade) {
    String first = grade.firstLine();
    String second = grade.diagnosis().lines().skip(1).findFirst().orElse("").strip();
    return first.endsWith(":") ? first + " " + second : first;
  }

  @Override
  public String toString() {
    return problem.isEmpty() ? "%d of %d".formatted(earned(), points()) : problem;
  }
}
