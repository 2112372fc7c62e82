package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.known.SoftmaxStep;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 05: 20 points over the five steps of {@link SelfAttentionTask}. */
@ExerciseGrader
public class SelfAttentionGrader {

  private static final Axes AXES =
      Axes.of("B", "T", "D", "Dk", "Dv").alike("D", "Dk", "Dv").alike("T", "D");

  /** Creates the grader; JUnit does. */
  public SelfAttentionGrader() {}

  @Check(
      id = "05.1",
      part = "addPositions",
      points = 4,
      demand = "add sine and cosine of its position to every feature",
      hints = {
        "Position 0 gets 0, 1, 0, 1, ..: the sine and the cosine of 0, in turn.",
        "Feature f belongs to the pair i = f / 2 (of whole numbers): its angle is t / 10000^(2i /"
            + " D), of which an even f takes the sine and an odd f the cosine.",
        "Fill a table (T, D) in two loops: int even = f - f % 2; double angle = t /"
            + " Math.pow(10000, (double) even / d); then input.add(table.reshape(1, t, d))."
      })
  void addPositions(SelfAttentionTask task) {
    AXES.check(in -> SelfAttentionTrials.addPositions(task, in));
  }

  @Check(
      id = "05.2",
      part = "scores",
      points = 3,
      demand = "compare every position's query with every position's key",
      hints = {
        "Make the queries and the keys first, each (B, T, Dk); then it is lesson 04's step 1.",
        "The positions of all examples, one below the other, are a matrix of B * T rows: multiply"
            + " that by a weight transposed, and give the result its three axes back.",
        "q = input.reshape(b * t, d).mmul(queryWeight.transpose()).reshape(b, t, dk), k likewise;"
            + " Nd4j.matmul(q, k, false, true, false).div(Math.sqrt(dk))."
      })
  void scores(SelfAttentionTask task) {
    AXES.check(in -> SelfAttentionTrials.scores(task, in));
  }

  @Check(
      id = "05.3a",
      part = "causalWeights",
      points = 3,
      demand = "give weight to the position itself and to all before it",
      hints = {
        "Write down for 4 positions which j may be seen by i = 0, 1, 2, 3.",
        "Make the score of every j > i so low that its exp is 0, then take the softmax.",
        "Add a table (T, T) to the scores, 0 where j <= i and -1e9 where j > i, as (1, T, T); then"
            + " exp, sum(true, 2), div."
      })
  void causal(SelfAttentionTask task) {
    AXES.check(softmaxOf(task)::masked);
  }

  @Check(
      id = "05.3b",
      part = "causalWeights",
      points = 2,
      demand = "stay finite at scores of 1e4, and blind to those of later ones",
      hints = {
        "What is Math.exp(10000)? And may a later position's score be the maximum of a row?",
        "Subtract each row's largest score before the exp: the largest of those that are allowed.",
        "The order that works: mask the scores, subtract the row's maximum, exp, sum, divide."
      })
  void largeScores(SelfAttentionTask task) {
    AXES.check(softmaxOf(task).large());
  }

  @Check(
      id = "05.4",
      part = "output",
      points = 3,
      demand = "mix the sequence's own values by the weights",
      hints = {
        "The values are the third projection of the input: as the queries, with another weight.",
        "O = A V with V = X Wv^T: a projection, then one product of matrices, nothing transposed.",
        "v = input.reshape(b * t, d).mmul(valueWeight.transpose()).reshape(b, t, dv);"
            + " Nd4j.matmul(weights, v, false, false, false)."
      })
  void output(SelfAttentionTask task) {
    AXES.check(in -> SelfAttentionTrials.output(task, in));
  }

  @Check(
      id = "05.5",
      part = "inputGradient",
      points = 5,
      demand = "carry the gradient back along queries, keys and values",
      hints = {
        "Do one way at a time. dQ = dS K / sqrt(Dk) is lesson 04's; what is dK, and what dV?",
        "dQ = dS K / sqrt(Dk), dK = dS^T Q / sqrt(Dk), dV = A^T dO. A projection is y = x w^T, so"
            + " each comes back to x by dx = dy w, nothing transposed; add up the three.",
        "Nd4j.matmul(scoresGradient, q, true, false, false) is dS^T Q; Nd4j.matmul(weights,"
            + " outputGradient, true, false, false) is A^T dO."
      })
  void inputGradient(SelfAttentionTask task) {
    AXES.check(in -> SelfAttentionTrials.inputGradient(task, in));
  }

  private static SoftmaxStep softmaxOf(SelfAttentionTask task) {
    return SoftmaxStep.causal("causalWeights", "(B, T, T)", task::causalWeights);
  }
}
