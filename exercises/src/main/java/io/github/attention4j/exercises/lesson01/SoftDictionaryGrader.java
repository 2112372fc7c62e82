package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.known.SoftmaxStep;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 01: 20 points over the six steps of {@link SoftDictionaryTask}. */
@ExerciseGrader
public class SoftDictionaryGrader {

  private static final Axes AXES = Axes.of("Tq", "Tk", "Dk", "Dv").alike("Tq", "Tk");

  /** Creates the grader; JUnit does. */
  public SoftDictionaryGrader() {}

  @Check(
      id = "01.1",
      part = "scores",
      points = 4,
      demand = "score every key by its distance from the query",
      hints = {
        "Take one query and one key of two features. What is their squared distance, and what must"
            + " happen to it so that a close key scores higher?",
        "Sum (query - key)^2 over the features, divide by 2 width^2, and put a minus in front.",
        "Squared lengths x.mul(x).sum(true, 1) of queries, (Tq, 1), and of keys, transposed to"
            + " (1, Tk); query.mmul(key.transpose()).mul(-2) plus both; then div(-2 * width * width)."
      })
  void scores(SoftDictionaryTask task) {
    AXES.check(in -> SoftDictionaryTrials.scores(task, in));
  }

  @Check(
      id = "01.2a",
      part = "weights",
      points = 3,
      demand = "turn each row of scores into positive weights that sum to 1",
      hints = {
        "A row holds one query's scores. Over which axis must the weights of one query sum to 1?",
        "exp of every score, divided by the sum of the exps along the last axis (the keys).",
        "INDArray e = Transforms.exp(scores); return e.div(e.sum(true, 1));"
      })
  void weights(SoftDictionaryTask task) {
    AXES.check(softmaxOf(task)::plain);
  }

  @Check(
      id = "01.2b",
      part = "weights",
      points = 2,
      demand = "stay finite where scores reach 1e4 and -1e4",
      hints = {
        "What is Math.exp(-10000)? And what is 0/0?",
        "A softmax does not change if one number is subtracted from a whole row. Which number makes"
            + " every exponent at most 0, and at least one of them 0?",
        "scores.sub(scores.max(true, 1)) before the exp: the largest of each row, not of the whole"
            + " array."
      })
  void largeScores(SoftDictionaryTask task) {
    AXES.check(softmaxOf(task).largeScores());
  }

  @Check(
      id = "01.3",
      part = "output",
      points = 2,
      demand = "mix the values by each query's weights",
      hints = {
        "A query's answer is a sum of value rows, each multiplied by its weight.",
        "O[i, d] sums weights[i, j] * value[j, d] over j: one product of matrices, nothing"
            + " transposed.",
        "weights.mmul(value)"
      })
  void output(SoftDictionaryTask task) {
    AXES.check(in -> SoftDictionaryTrials.output(task, in));
  }

  @Check(
      id = "01.4",
      part = "lookup",
      points = 3,
      demand = "look up exactly: the nearest key takes all, equally near share",
      hints = {
        "As the width falls, what becomes of the ratio of two weights if one key is nearer? And if"
            + " both are equally near?",
        "Find each row's least distance; mark the keys that have it with 1; divide by their number.",
        "INDArray s = scores(query, key, 1); INDArray best = s.eq(s.max(true, 1)).castTo(s.dataType());"
            + " return best.div(best.sum(true, 1)). Does eq broadcast? s.sub(s.max(true, 1)).eq(0)"
            + " does."
      })
  void lookup(SoftDictionaryTask task) {
    AXES.check(
        in -> LookupTrials.lookup(task, in),
        in -> LookupTrials.lookupOfKeys(task, in),
        in -> LookupTrials.lookupOfTies(task, in));
  }

  @Check(
      id = "01.5",
      part = "scoresGradient",
      points = 4,
      demand = "carry the gradient of the squared error back to the scores",
      hints = {
        "The error of an answer is O - Y. A higher score moves the answer by W (V - O).",
        "dS[i, j] = W[i, j] times the dot product of the error of query i with V[j] - O[i].",
        "INDArray o = weights.mmul(value), e = o.sub(target); return"
            + " weights.mul(e.mmul(value.transpose()).sub(e.mul(o).sum(true, 1)));"
      })
  void scoresGradient(SoftDictionaryTask task) {
    AXES.check(in -> GradientTrials.scoresGradient(task, in));
  }

  @Check(
      id = "01.6",
      part = "widthGradient",
      points = 2,
      demand = "carry the gradient back from the scores to ln h",
      hints = {
        "S = -distance^2 / 2 * e^(-2 ln h). What is its derivative by ln h, said with S itself?",
        "Every score changes by -2 S for a change of ln h; the loss changes by dS for each. Add up.",
        "scores.mul(scoresGradient).sumNumber().doubleValue() * -2"
      })
  void widthGradient(SoftDictionaryTask task) {
    AXES.check(in -> GradientTrials.widthGradient(task, in));
  }

  private static SoftmaxStep softmaxOf(SoftDictionaryTask task) {
    return SoftmaxStep.unmasked("weights", "(Tq, Tk)", task::weights);
  }
}
