package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.known.SoftmaxStep;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 03: 20 points over the six steps of {@link AdditiveTask}. */
@ExerciseGrader
public class AdditiveGrader {

  private static final Axes AXES =
      Axes.of("B", "Tq", "Tk", "Dq", "Dk", "A", "Dv")
          .alike("Tq", "Tk")
          .alike("A", "Dq", "Dk")
          .alike("B", "Tq");

  /** Creates the grader; JUnit does. */
  public AdditiveGrader() {}

  @Check(
      id = "03.1",
      part = "project",
      points = 2,
      demand = "map every position to the hidden width",
      hints = {
        "Unit a of position t sums input[b, t, d] * weight[a, d] over d.",
        "The positions of all examples, one below the other, are a matrix of B * T rows: multiply"
            + " that by the weight transposed, and give the result its three axes back.",
        "input.reshape(b * t, d).mmul(weight.transpose()).reshape(b, t, a)."
      })
  void project(AdditiveTask task) {
    AXES.check(HiddenTrials.project(task));
  }

  @Check(
      id = "03.2",
      part = "hidden",
      points = 4,
      demand = "join every query with every key: tanh of their sum",
      hints = {
        "H[b, i, j, a] is tanh(query[b, i, a] + key[b, j, a]): four axes.",
        "The queries get an axis of length 1 for the keys, the keys one for the queries; add"
            + " repeats what has length 1.",
        "query.reshape(b, tq, 1, a).add(key.reshape(b, 1, tk, a)), then Transforms.tanh(..)."
      })
  void hidden(AdditiveTask task) {
    AXES.check(in -> HiddenTrials.hidden(task, in));
  }

  @Check(
      id = "03.3",
      part = "scores",
      points = 3,
      demand = "make one score of each pair's hidden layer by v",
      hints = {
        "S[b, i, j] sums hidden[b, i, j, a] * v[a] over a.",
        "Multiply by v in the shape (1, 1, 1, A) and sum the last axis away; or one product of a"
            + " matrix of all pairs with v as a column.",
        "hidden.mul(v.reshape(1, 1, 1, a)).sum(3)."
      })
  void scores(AdditiveTask task) {
    AXES.check(in -> AdditiveTrials.scores(task, in));
  }

  @Check(
      id = "03.4a",
      part = "weights",
      points = 3,
      demand = "give weight to the real keys alone, and 1 to each row",
      hints = {
        "The mask has two axes, the scores three. Which one is missing, and where?",
        "Give the mask an axis of length 1 for the queries. Make a padding's score so low that its"
            + " exp is 0, then take the softmax over the keys.",
        "mask.reshape(b, 1, tk).rsub(1).mul(-1e9), added to the scores: 0 for a real key, -1e9 for"
            + " padding; then exp, sum(true, 2), div."
      })
  void mask(AdditiveTask task) {
    AXES.check(softmaxOf(task)::masked);
  }

  @Check(
      id = "03.4b",
      part = "weights",
      points = 1,
      demand = "let a padding's score have no influence, however large",
      hints = {
        "A padding's score of 1e4 beside real scores near 0: what does your row maximum see?",
        "If the maximum is that of a padding, every real exp underflows to 0. Mask first.",
        "The order that works: mask the scores, subtract the row's maximum, exp, sum, divide."
      })
  void largeMaskedScores(AdditiveTask task) {
    AXES.check(softmaxOf(task)::largeMaskedScores);
  }

  @Check(
      id = "03.4c",
      part = "weights",
      points = 1,
      demand = "stay finite where scores reach 1e4",
      hints = {
        "What is Math.exp(10000)? And what is infinity divided by infinity?",
        "A softmax does not change if one number is subtracted from a whole row. Which number makes"
            + " every exponent at most 0, and at least one of them 0?",
        "masked.sub(masked.max(true, 2)) before the exp: the largest of each row, of the masked"
            + " scores."
      })
  void largeScores(AdditiveTask task) {
    AXES.check(softmaxOf(task).largeScores());
  }

  @Check(
      id = "03.5",
      part = "context",
      points = 2,
      demand = "mix the values by each query's weights",
      hints = {
        "A query's context is a sum of value rows, each multiplied by its weight.",
        "C[b, i, d] sums weights[b, i, j] * value[b, j, d] over j: one product of matrices, nothing"
            + " transposed.",
        "Nd4j.matmul(weights, value, false, false, false)."
      })
  void context(AdditiveTask task) {
    AXES.check(in -> AdditiveTrials.context(task, in));
  }

  @Check(
      id = "03.6",
      part = "queriesGradient",
      points = 4,
      demand = "carry the gradient back through v and tanh to the queries",
      hints = {
        "A score is a sum over a of v[a] * tanh(query[a] + key[a]). Differentiate one term.",
        "dQ[b, i, a] sums dS[b, i, j] * v[a] * (1 - H[b, i, j, a]^2) over the keys j.",
        "hidden.mul(hidden).rsub(1).mul(v.reshape(1, 1, 1, a)).mul(scoresGradient.reshape(b, tq, tk,"
            + " 1)).sum(2)."
      })
  void queriesGradient(AdditiveTask task) {
    AXES.check(in -> AdditiveTrials.queriesGradient(task, in));
  }

  private static SoftmaxStep softmaxOf(AdditiveTask task) {
    return SoftmaxStep.padded("weights", "(B, Tq, Tk)", task::weights);
  }
}
