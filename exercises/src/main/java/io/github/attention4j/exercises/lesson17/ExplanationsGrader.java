package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 17: 10 points over the three steps of {@link ExplanationsTask}. */
@ExerciseGrader
public class ExplanationsGrader {

  private static final Axes ROWS = Axes.of("N", "T").alike("N", "T");

  /** Creates the grader; JUnit does. */
  public ExplanationsGrader() {}

  @Check(
      id = "17.1",
      part = "divergence",
      points = 3,
      demand = "measure how far apart two rows of weights are",
      hints = {
        "What is J of a row and itself? And of two rows that share no word?",
        "middle = (a + b) / 2. Half of sum of a ln(a / middle), plus half of the same with b. Where"
            + " a weight is 0 its logarithm is not a number, but its part is 0.",
        "In a loop: sum += a[t] > 0 ? a[t] * Math.log(a[t] / middle) / 2 : 0; and likewise with b."
      })
  void divergence(ExplanationsTask task) {
    ROWS.check(in -> ExplanationsTrials.divergence(task, in));
  }

  @Check(
      id = "17.2",
      part = "furthest",
      points = 4,
      demand = "find the furthest weights that give the same verdict",
      hints = {
        "Values 4, -4, 0 and weights 1/2, 1/4, 1/4: which two pairs of words can have the mean 1?",
        "A word that is far above the mean needs little weight: a_i = (v_j - m) / (v_j - v_i) is"
            + " the lower word's share.",
        "Two loops over i and j; if (v[i] <= m && m < v[j]), try the row with these two weights, and"
            + " keep it if its divergence is the largest so far."
      })
  void furthest(ExplanationsTask task) {
    ROWS.check(in -> ExplanationsTrials.furthest(task, in));
  }

  @Check(
      id = "17.3",
      part = "integrated",
      points = 3,
      demand = "integrate the gradients on the way from blank to note",
      hints = {
        "If all slopes were the same, what would a word get?",
        "The mean of the slopes over P, times (x - blank), summed over D.",
        "slopes.mean(0).mul(input.sub(blank.reshape(1, 1, blank.length()))).sum(2)"
      })
  void integrated(ExplanationsTask task) {
    Axes.of("P", "N", "T", "D")
        .alike("T", "D")
        .check(in -> ExplanationsTrials.integrated(task, in));
  }
}
