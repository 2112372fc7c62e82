package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 12: 10 points over the four steps of {@link ShowAttendTellTask}. */
@ExerciseGrader
public class ShowAttendTellGrader {

  private static final Axes LINEAR = Axes.of("B", "L", "D", "N").alike("B", "L").alike("D", "N");

  private static final Axes ADDITIVE =
      Axes.of("B", "L", "D", "N", "A").alike("A", "D", "N").alike("B", "L");

  /** Creates the grader; JUnit does. */
  public ShowAttendTellGrader() {}

  @Check(
      id = "12.1a",
      part = "linearWeights",
      points = 1,
      demand = "weigh the locations by a score linear over location and state",
      hints = {
        "One location and the state, one behind the other, have as many numbers as w. What is their"
            + " dot product with w?",
        "s[b, i] sums locations[b, i, d] * w[d] over d, plus state[b, n] * w[D + n] over n; then the"
            + " softmax over i.",
        "locations.reshape(b * l, d).mmul(w.get(NDArrayIndex.interval(0, d)).reshape(d, 1))"
            + ".reshape(b, l), and Nd4j.nn().softmax(.., 1)."
      })
  void linearWeights(ShowAttendTellTask task) {
    LINEAR.check(in -> LinearTrials.weights(task, in), in -> LinearTrials.alikeLocations(task, in));
  }

  @Check(
      id = "12.1b",
      part = "linearWeights",
      points = 1,
      demand = "give the same weights whatever the state adds to all scores",
      hints = {
        "What is Math.exp(10000)? And what do the weights of a picture become if its state adds"
            + " 10000 to all of its scores?",
        "Whatever all scores of a row have in common cancels. So it may be subtracted, or left out.",
        "scores.sub(scores.max(true, 1)) before the exp, or no state in the scores at all."
      })
  void largeStates(ShowAttendTellTask task) {
    LINEAR.check(LinearTrials.largeScores(task));
  }

  @Check(
      id = "12.2",
      part = "linearGradient",
      points = 3,
      demand = "show by the gradient that w learns nothing about the state",
      hints = {
        "Take one picture of two locations, weights 1/2 and 1/2, and a gradient of 1 and 0: what is"
            + " the gradient of the two scores?",
        "ds[b, i] is alpha[b, i] * (g[b, i] - sum over j of alpha[b, j] * g[b, j]), and sums to 0"
            + " over i. dw sums ds[b, i] times [a[b, i]; h[b]] over b and i.",
        "ds = weights.mul(weightsGradient.sub(weights.mul(weightsGradient).sum(true, 1))); the first"
            + " part is ds.reshape(1, b * l).mmul(locations.reshape(b * l, d)), the second"
            + " ds.sum(true, 1).transpose().mmul(state)."
      })
  void linearGradient(ShowAttendTellTask task) {
    LINEAR.check(in -> LinearTrials.gradient(task, in));
  }

  @Check(
      id = "12.3a",
      part = "context",
      points = 2,
      demand = "look at the picture with the additive score",
      hints = {
        "Take one picture and A = 1: v * tanh(wa . a_i + wh . h + b) is a number for each location.",
        "Wa a_i is (B, L, A), Wh h + b is (B, A) and becomes (B, 1, A). Add them, tanh, times v,"
            + " summed over A: (B, L). Softmax over L; then sum_i alpha_i a_i.",
        "Transforms.tanh(ofLocations.add(ofState.reshape(b, 1, a))).mul(v.reshape(1, 1, a)).sum(2),"
            + " softmax over axis 1, reshape to (b, 1, l), Nd4j.matmul with locations, reshape to"
            + " (b, d)."
      })
  void context(ShowAttendTellTask task) {
    ADDITIVE.check(in -> ContextTrials.context(task, in), in -> ContextTrials.alike(task, in));
  }

  @Check(
      id = "12.3b",
      part = "context",
      points = 1,
      demand = "stay right where the additive scores reach 1e4",
      hints = {
        "v may hold numbers of any size. What is Math.exp(10000)?",
        "Subtract from a picture's scores the largest of them: every exponent is then at most 0.",
        "scores.sub(scores.max(true, 1)) before the exp; Nd4j.nn().softmax may begin its maximum at"
            + " 0, so subtract it yourself."
      })
  void largeScores(ShowAttendTellTask task) {
    ADDITIVE.check(ContextTrials.largeScores(task));
  }

  @Check(
      id = "12.4",
      part = "penalty",
      points = 2,
      demand = "measure by the doubly stochastic penalty, without padding",
      hints = {
        "Two words over two locations, (1, 0) and (1, 0): the first location gets 2, the second 0."
            + " What is (1 - 2)^2 + (1 - 0)^2?",
        "Weights times mask, summed over the words: (B, L). 1 minus it, squared, summed over the"
            + " locations; the mean over the examples, times lambda.",
        "looked = weights.mul(mask.reshape(b, t, 1)).sum(1); off = looked.rsub(1); lambda *"
            + " off.mul(off).sumNumber().doubleValue() / b."
      })
  void penalty(ShowAttendTellTask task) {
    Axes.of("B", "T", "L").alike("T", "L").check(in -> PenaltyTrials.penalty(task, in));
  }
}
