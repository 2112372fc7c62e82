package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 14: 10 points over the three steps of {@link SequenceToSequenceTask}. */
@ExerciseGrader
public class SequenceToSequenceGrader {

  /** Creates the grader; JUnit does. */
  public SequenceToSequenceGrader() {}

  @Check(
      id = "14.1",
      part = "told",
      points = 3,
      demand = "tell the decoder the words before, and nothing at padding",
      hints = {
        "Write a target of three words and two places of padding, and below it what is told.",
        "Column 0 is the start, column j the target's column j - 1; where the target is 0, so is"
            + " this.",
        "target.getDouble(i, j) == 0 ? 0 : j == 0 ? start : target.getDouble(i, j - 1)"
      })
  void told(SequenceToSequenceTask task) {
    Axes.of("B", "T").check(in -> SequenceToSequenceTrials.told(task, in));
  }

  @Check(
      id = "14.2",
      part = "bleu",
      points = 4,
      demand = "measure a translation by clipped counts and brevity",
      hints = {
        "Work out the lesson's example by hand: \"the cat on the mat\" with runs of one and two.",
        "For each n take the candidate's runs one after the other and cross out one like it in the"
            + " reference. Matches by C - n + 1; then the N-th root of the product; then the"
            + " penalty.",
        "Math.min(1, Math.exp(1 - r / c)) * Math.pow(product, 1.0 / longest), and 0 where C < n."
      })
  void bleu(SequenceToSequenceTask task) {
    Axes.of("C", "R").alike("C", "R").check(BleuTrials.all(task));
  }

  @Check(
      id = "14.3",
      part = "beamStep",
      points = 3,
      demand = "keep the best K of all K V longer beginnings",
      hints = {
        "How probable is a beginning with one word more? What becomes of that as a logarithm?",
        "Put all K V sums into one list and sort it: candidate i is word i mod V of beginning"
            + " i / V.",
        "IntStream.range(0, k * v).boxed().sorted(Comparator.comparingDouble(i -> -(scores[i / v]"
            + " + next[i / v][i % v]))).limit(k)"
      })
  void beamStep(SequenceToSequenceTask task) {
    Axes.of("K", "V").alike("K", "V").check(in -> SequenceToSequenceTrials.beamStep(task, in));
  }
}
