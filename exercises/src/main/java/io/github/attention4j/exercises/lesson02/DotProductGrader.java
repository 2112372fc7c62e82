package io.github.attention4j.exercises.lesson02;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.known.SoftmaxStep;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 02: 20 points over the five steps of {@link DotProductTask}. */
@ExerciseGrader
public class DotProductGrader {

  private static final Axes AXES =
      Axes.of("B", "Tq", "Tk", "Dq", "Dk", "Dv").alike("Tq", "Tk").alike("Dq", "Dk");

  /** Creates the grader; JUnit does. */
  public DotProductGrader() {}

  @Check(
      id = "02.1",
      part = "dotScores",
      points = 3,
      demand = "compare every query with every key by their dot product",
      hints = {
        "S[b, i, j] sums query[b, i, d] * key[b, j, d] over d. Which product of matrices is that?",
        "For each example: a (Tq, Dk) matrix times a (Dk, Tk) matrix. The keys come as (Tk, Dk), so"
            + " transpose them.",
        "Nd4j.matmul(query, key, false, true, false) gives Q K^T example by example."
      })
  void dotScores(DotProductTask task) {
    AXES.check(in -> DotProductTrials.dotScores(task, in));
  }

  @Check(
      id = "02.2",
      part = "generalScores",
      points = 4,
      demand = "compare every query with every key through the matrix",
      hints = {
        "Q M has as many features as a key: from there on it is step 1.",
        "Nd4j.matmul wants two arrays of the same rank, and the matrix has no batch axis. The"
            + " queries of all examples, one below the other, are a matrix of B * Tq rows: multiply"
            + " that, and give the result its three axes back.",
        "query.reshape(b * tq, dq).mmul(matrix).reshape(b, tq, dk), then Nd4j.matmul(that, key,"
            + " false, true, false)."
      })
  void generalScores(DotProductTask task) {
    AXES.check(in -> DotProductTrials.generalScores(task, in));
  }

  @Check(
      id = "02.3a",
      part = "weights",
      points = 3,
      demand = "turn each row of scores into positive weights that sum to 1",
      hints = {
        "A row holds one query's scores. Over which axis must the weights of one query sum to 1?",
        "exp of every score, divided by the sum of the exps along the last axis (the keys).",
        "INDArray e = Transforms.exp(scores); return e.div(e.sum(true, 2));"
      })
  void softmax(DotProductTask task) {
    AXES.check(softmaxOf(task)::plain);
  }

  @Check(
      id = "02.3b",
      part = "weights",
      points = 2,
      demand = "stay finite where scores reach 1e4",
      hints = {
        "What is Math.exp(10000)? And what is infinity divided by infinity?",
        "A softmax does not change if one number is subtracted from a whole row. Which number makes"
            + " every exponent at most 0, and at least one of them 0?",
        "scores.sub(scores.max(true, 2)) before the exp: the largest of each row, not of the whole"
            + " array."
      })
  void largeScores(DotProductTask task) {
    AXES.check(softmaxOf(task).largeScores());
  }

  @Check(
      id = "02.4",
      part = "context",
      points = 3,
      demand = "mix the values by each query's weights",
      hints = {
        "A query's context is a sum of value rows, each multiplied by its weight.",
        "C[b, i, d] sums weights[b, i, j] * value[b, j, d] over j: one product of matrices, nothing"
            + " transposed.",
        "Nd4j.matmul(weights, value, false, false, false)."
      })
  void context(DotProductTask task) {
    AXES.check(in -> DotProductTrials.context(task, in));
  }

  @Check(
      id = "02.5",
      part = "matrixGradient",
      points = 5,
      demand = "carry the gradient back from the general scores to the matrix",
      hints = {
        "M[c, d] is multiplied with feature c of a query and feature d of a key, in every pair and"
            + " every example.",
        "dM[c, d] sums query[b, i, c] * dS[b, i, j] * key[b, j, d] over b, i and j. For one example"
            + " that is Q^T dS K.",
        "Nd4j.matmul(query, scoresGradient, true, false, false) is (B, Dq, Tq) times (B, Tq, Tk);"
            + " multiply that by the keys, and sum over axis 0."
      })
  void matrixGradient(DotProductTask task) {
    AXES.check(in -> DotProductTrials.matrixGradient(task, in));
  }

  private static SoftmaxStep softmaxOf(DotProductTask task) {
    return SoftmaxStep.unmasked("weights", "(B, Tq, Tk)", task::weights);
  }
}
