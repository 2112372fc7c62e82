package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.known.SoftmaxStep;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 04: 20 points over the five steps of {@link ScaledDotProductTask}. */
@ExerciseGrader
public class ScaledDotProductGrader {

  private static final Axes AXES = Axes.of("B", "Tq", "Tk", "Dk", "Dv").alike("Tq", "Tk");

  /** Creates the grader; JUnit does. */
  public ScaledDotProductGrader() {}

  @Check(
      id = "04.1",
      part = "scores",
      points = 3,
      demand = "compare every query with every key, divided by sqrt(Dk)",
      hints = {
        "S[b, i, j] sums query[b, i, d] * key[b, j, d] over d. Which product of matrices is that?",
        "For each example: a (Tq, Dk) matrix times a (Dk, Tk) matrix. The keys come as (Tk, Dk),"
            + " so transpose them, and divide by the root of the axis that was summed over.",
        "Nd4j.matmul(query, key, false, true, false) gives Q K^T example by example; then"
            + " div(Math.sqrt(query.size(2)))."
      })
  void scores(ScaledDotProductTask task) {
    AXES.check(in -> ScaledDotProductTrials.scores(task, in));
  }

  @Check(
      id = "04.2a",
      part = "maskedSoftmax",
      points = 2,
      demand = "without a mask, turn each row into positive weights that sum to 1",
      hints = {
        "A row holds one query's scores. Over which axis must the weights of one query sum to 1?",
        "exp of every score, divided by the sum of the exps along the last axis (the keys).",
        "INDArray e = Transforms.exp(scores); return e.div(e.sum(true, 2));"
      })
  void softmax(ScaledDotProductTask task) {
    AXES.check(softmaxOf(task)::plain);
  }

  @Check(
      id = "04.2b",
      part = "maskedSoftmax",
      points = 2,
      demand = "stay finite where scores reach 1e4",
      hints = {
        "What is Math.exp(10000)? And what is infinity divided by infinity?",
        "A softmax does not change if one number is subtracted from a whole row. Which number makes"
            + " every exponent at most 0, and at least one of them 0?",
        "scores.sub(scores.max(true, 2)) before the exp: the largest of each row, not of the whole"
            + " array."
      })
  void largeScores(ScaledDotProductTask task) {
    AXES.check(softmaxOf(task).largeScores());
  }

  @Check(
      id = "04.2c",
      part = "maskedSoftmax",
      points = 2,
      demand = "with a mask, give weight to the allowed keys alone",
      hints = {
        "After masking, a row must still sum to 1. So can the mask come after the softmax?",
        "Make the score of every masked key so low that its exp is 0, then take the softmax.",
        "Add (mask - 1) * 1e9 to the scores: 0 where the mask is 1, -1e9 where it is 0."
      })
  void mask(ScaledDotProductTask task) {
    AXES.check(softmaxOf(task)::masked);
  }

  @Check(
      id = "04.2d",
      part = "maskedSoftmax",
      points = 1,
      demand = "give zeros to a query that may attend to nothing",
      hints = {
        "Print the weights of a row whose mask is all 0. Why are they what they are?",
        "If every score of a row is lowered alike, the softmax is as before; if all are -infinity,"
            + " it is 0/0. Such a row needs a treatment of its own.",
        "Multiply the weights by the mask as a last step; with -1e9 (and not -infinity) there is no"
            + " NaN left to spoil the product."
      })
  void nothingAllowed(ScaledDotProductTask task) {
    AXES.check(softmaxOf(task)::nothingAllowed);
  }

  @Check(
      id = "04.2e",
      part = "maskedSoftmax",
      points = 1,
      demand = "let a masked score have no influence, however large it is",
      hints = {
        "A masked key's score of 1e4 beside allowed scores near 0: what does your row maximum see?",
        "If the maximum is a masked score, every allowed exp underflows to 0. Mask first.",
        "The order that works: mask the scores, subtract the row's maximum, exp, sum, divide."
      })
  void largeMaskedScores(ScaledDotProductTask task) {
    AXES.check(softmaxOf(task)::largeMaskedScores);
  }

  @Check(
      id = "04.3",
      part = "output",
      points = 3,
      demand = "mix the values by each query's weights",
      hints = {
        "A query's output is a sum of value rows, each multiplied by its weight.",
        "O[b, i, d] sums weights[b, i, j] * value[b, j, d] over j: one product of matrices, nothing"
            + " transposed.",
        "Nd4j.matmul(weights, value, false, false, false)."
      })
  void output(ScaledDotProductTask task) {
    AXES.check(in -> ScaledDotProductTrials.output(task, in));
  }

  @Check(
      id = "04.4",
      part = "scoresGradient",
      points = 4,
      demand = "carry the gradient back through the output and the softmax",
      hints = {
        "Two steps: from O = W V to the weights (call it G), then from the weights to the scores.",
        "G = dO V^T. In a row, dS_j = W_j (G_j - c) with one number c for the whole row: the mean of"
            + " G under the weights.",
        "INDArray g = Nd4j.matmul(outputGradient, value, false, true, false); the row sum is"
            + " weights.mul(g).sum(true, 2); the result is weights.mul(g.sub(rowSum))."
      })
  void scoresGradient(ScaledDotProductTask task) {
    AXES.check(in -> ScaledDotProductTrials.scoresGradient(task, in));
  }

  @Check(
      id = "04.5",
      part = "queryGradient",
      points = 2,
      demand = "carry the gradient back from the scaled scores to the queries",
      hints = {
        "S = Q K^T / sqrt(Dk) is linear in Q. Which keys does query i meet, each with which score?",
        "dQ[b, i, d] sums dS[b, i, j] * key[b, j, d] over j, and the scale of step 1 stays a factor"
            + " of the derivative.",
        "Nd4j.matmul(scoresGradient, key, false, false, false).div(Math.sqrt(key.size(2)))."
      })
  void queryGradient(ScaledDotProductTask task) {
    AXES.check(in -> ScaledDotProductTrials.queryGradient(task, in));
  }

  private static SoftmaxStep softmaxOf(ScaledDotProductTask task) {
    return SoftmaxStep.masked("maskedSoftmax", "(B, Tq, Tk)", task::maskedSoftmax);
  }
}
