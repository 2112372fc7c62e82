package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 15: 10 points over the four steps of {@link TextAndPictureTask}. */
@ExerciseGrader
public class TextAndPictureGrader {

  private static final Axes PAIRS = Axes.of("N");

  /** Creates the grader; JUnit does. */
  public TextAndPictureGrader() {}

  @Check(
      id = "15.1",
      part = "similarities",
      points = 2,
      demand = "compare every picture with every text by their cosine",
      hints = {
        "Twice as long an embedding, and the similarity must not move. What does yours do?",
        "S[i, j] sums pictures[i, d] * texts[j, d] over d, divided by the lengths of both, times"
            + " e^t.",
        "pictures.div(pictures.norm2(true, 1)).mmul(texts.div(texts.norm2(true, 1)).transpose())"
            + ".mul(Math.exp(t))."
      })
  void similarities(TextAndPictureTask task) {
    Axes.of("P", "T", "D")
        .alike("P", "T")
        .alike("P", "D")
        .check(in -> SimilarityTrials.similarities(task, in));
  }

  @Check(
      id = "15.2a",
      part = "loss",
      points = 1,
      demand = "compute the symmetric contrastive loss",
      hints = {
        "Two pairs whose similarities are all 0: every right one has probability 1/2. The loss is"
            + " log 2.",
        "For each row, log of the sum of its exps, less the number on the diagonal: the mean of"
            + " these. The same for each column. Half of each.",
        "logs = s.sub(log of exp(s).sum(true, 1)): its diagonal are the logarithms for the pictures;"
            + " the same of s.transpose() for the texts."
      })
  void loss(TextAndPictureTask task) {
    PAIRS.check(in -> LossTrials.loss(task, in));
  }

  @Check(
      id = "15.2b",
      part = "loss",
      points = 1,
      demand = "stay right in the loss where similarities reach 1e4",
      hints = {
        "What is Math.exp(10000)? And Math.log(Math.exp(-10000))?",
        "log of the sum of e^s is m + log of the sum of e^(s - m), for any m. Which m is safe?",
        "shifted = s.sub(s.max(true, 1)); shifted.sub(Transforms.log(Transforms.exp(shifted)"
            + ".sum(true, 1))): no logarithm of a softmax."
      })
  void largeLoss(TextAndPictureTask task) {
    PAIRS.check(LossTrials.largeLosses(task));
  }

  @Check(
      id = "15.3a",
      part = "gradient",
      points = 2,
      demand = "differentiate the loss by the similarities",
      hints = {
        "Two pairs, all similarities 0: raise one on the diagonal a little. Does the loss rise or"
            + " fall, and how fast?",
        "Of one row, the cross-entropy's gradient is softmax minus 1 on the diagonal. A number is in"
            + " one row and in one column; each counts by 1 / 2N.",
        "softmax over axis 1 plus softmax over axis 0, minus 2 times Nd4j.eye(n), divided by 2 n."
      })
  void gradient(TextAndPictureTask task) {
    PAIRS.check(in -> LossTrials.gradient(task, in));
  }

  @Check(
      id = "15.3b",
      part = "gradient",
      points = 1,
      demand = "stay right in the gradient where similarities reach 1e4",
      hints = {
        "What is Math.exp(10000)? And infinity divided by infinity?",
        "Subtract the largest of each row before its exps, and the largest of each column before its"
            + " own.",
        "s.sub(s.max(true, 1)) for the rows, s.sub(s.max(true, 0)) for the columns."
      })
  void largeGradient(TextAndPictureTask task) {
    PAIRS.check(LossTrials.largeGradients(task));
  }

  @Check(
      id = "15.4a",
      part = "recall",
      points = 2,
      demand = "measure recall at k, both ways",
      hints = {
        "Write down three pairs' similarities, and rank by hand: at which place does the right one"
            + " stand in each row, and in each column?",
        "In row i count the numbers that are larger than S[i, i]: it is found if they are fewer than"
            + " k. The share of rows, then the same with columns.",
        "own = s.mul(eye).sum(true, 1); count = s.sub(own).gte(0) as numbers, summed over axis 1,"
            + " the right one included; count.lte(k) as numbers, and their mean."
      })
  void recall(TextAndPictureTask task) {
    PAIRS.check(RecallTrials.distinct(task));
  }

  @Check(
      id = "15.4b",
      part = "recall",
      points = 1,
      demand = "count nothing as found that cannot be told from others",
      hints = {
        "Let all similarities be 0. How much may a model that tells nothing apart find?",
        "The right one comes last among those as similar: count what is at least as similar, not"
            + " what is more similar.",
        "s[i, j] >= s[i, i] for all j but i: found if these are fewer than k."
      })
  void ties(TextAndPictureTask task) {
    PAIRS.check(RecallTrials.ties(task));
  }
}
