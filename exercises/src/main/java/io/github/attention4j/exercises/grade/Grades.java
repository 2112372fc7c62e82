package io.github.attention4j.exercises.grade;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.notebook.display.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of an exercise: print it to read it, or show its {@link #rendering} in a notebook.
 *
 * @param exercise the exercise
 * @param submission name of the answer's class
 * @param checks one grade for each check, in the order of their ids
 * @param printed what the answer printed while it ran in a JVM of its own, shortened
 * @param hintLevel how much to reveal about checks that failed, 0 for nothing
 */
public record Grades(
    Exercise exercise, String submission, List<Grade> checks, String printed, int hintLevel) {

  /** Returns the points earned. */
  public int earned() {
    return checks.stream().mapToInt(Grade::earned).sum();
  }

  /** Returns the points that a right answer earns. */
  public int points() {
    return checks.stream().mapToInt(grade -> grade.check().points()).sum();
  }

  /** Whether every check passed. */
  public boolean complete() {
    return checks.stream().allMatch(Grade::passed);
  }

  /** Returns the first check that did not pass. */
  public Optional<Grade> next() {
    return checks.stream().filter(grade -> !grade.passed()).findFirst();
  }

  /** Returns what is wrong if every check fails for the same reason, to be said once. */
  public Optional<String> oneReason() {
    boolean isOne =
        checks.stream().allMatch(grade -> grade.outcome() == Grade.Outcome.FAILED)
            && checks.stream().map(Grade::firstLine).distinct().count() == 1;
    return isOne ? Optional.of(checks.get(0).diagnosis()) : Optional.empty();
  }

  /**
   * Returns the same result with hints to what is wrong, and to the first step not done yet.
   *
   * @param level 1 for a nudge, 2 for the way, 3 for all but the code
   * @throws IllegalArgumentException for another level
   */
  public Grades withHints(int level) {
    if (level < 1 || level > Check.HINT_LEVELS) {
      throw new IllegalArgumentException("hint level " + level + " is not 1, 2 or 3");
    }
    return new Grades(exercise, submission, checks, printed, level);
  }

  /** Returns the hints to show below a grade. */
  public List<String> hintsFor(Grade grade) {
    boolean due =
        grade.outcome() == Grade.Outcome.FAILED || next().filter(grade::equals).isPresent();
    if (!due || grade.passed()) {
      return List.of();
    }
    List<String> hints = new ArrayList<>(List.of(grade.check().hints()).subList(0, hintLevel));
    if (hintLevel > 0 && !grade.hint().isEmpty()) {
      hints.set(0, grade.hint()); // to this very mistake
    }
    return hints;
  }

  /** Returns the scorecard as a table for a notebook, to be shown or to be a cell's last value. */
  public Rendering rendering() {
    return Rendering.html(HtmlScorecard.of(this), toString());
  }

  /** Returns the scorecard as text. */
  @Override
  public String toString() {
    return TextScorecard.of(this);
  }
}
