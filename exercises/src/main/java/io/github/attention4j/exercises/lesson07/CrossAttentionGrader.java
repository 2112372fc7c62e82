package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.known.SoftmaxStep;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 07: 20 points over the six steps of {@link CrossAttentionTask}. */
@ExerciseGrader
public class CrossAttentionGrader {

  private static final Axes PICTURE =
      Axes.of("B", "C", "H", "W", "Tq").alike("H", "W").alike("C", "H", "W");

  private static final Axes AXES =
      Axes.of("B", "Tq", "Tk", "D", "C", "Dk", "Dv")
          .alike("Tq", "Tk")
          .alike("D", "C")
          .alike("D", "C", "Dk", "Dv");

  /** Creates the grader; JUnit does. */
  public CrossAttentionGrader() {}

  @Check(
      id = "07.1",
      part = "cells",
      points = 3,
      demand = "make a sequence of the picture's cells, row after row",
      hints = {
        "cells[b, row * W + column, c] is picture[b, c, row, column]. Which axis has to move?",
        "Rows and columns stand side by side, in this order: joining them moves nothing. Then bring"
            + " the channels to the end.",
        "picture.reshape(b, c, h * w).permute(0, 2, 1)."
      })
  void cells(CrossAttentionTask task) {
    PICTURE.check(in -> PictureTrials.cells(task, in));
  }

  @Check(
      id = "07.2",
      part = "scores",
      points = 3,
      demand = "compare every query with every position of the memory",
      hints = {
        "Make queries, (B, Tq, Dk), and keys, (B, Tk, Dk), first; then it is lesson 04's step 1.",
        "The positions of all examples, one below the other, are a matrix: multiply that by a"
            + " weight transposed, and give the result its three axes back.",
        "k = memory.reshape(b * tk, c).mmul(keyWeight.transpose()).reshape(b, tk, dk), q likewise;"
            + " Nd4j.matmul(q, k, false, true, false).div(Math.sqrt(dk))."
      })
  void scores(CrossAttentionTask task) {
    AXES.check(in -> CrossAttentionTrials.scores(task, in));
  }

  @Check(
      id = "07.3a",
      part = "weights",
      points = 3,
      demand = "give weight to the real positions alone, and 1 to each row",
      hints = {
        "Write down the mask of the lengths 1 and 3 where the memory has 4 positions.",
        "Make the score of every position from the length on so low that its exp is 0, then take"
            + " the softmax over the memory.",
        "Fill a mask (B, 1, Tk) by loops: lengths.getInt(b) > j ? 0 : -1e9; add it to the scores;"
            + " then exp, sum(true, 2), div."
      })
  void lengths(CrossAttentionTask task) {
    AXES.check(softmaxOf(task)::masked);
  }

  @Check(
      id = "07.3b",
      part = "weights",
      points = 1,
      demand = "give zeros where the memory is empty",
      hints = {
        "Print the weights of an example of length 0. Why are they what they are?",
        "If every score of a row is lowered alike, the softmax is as before; if all are -infinity,"
            + " it is 0/0. Such a row needs a treatment of its own.",
        "Multiply the weights by the mask of 1 and 0 as a last step; with -1e9 (and not -infinity)"
            + " there is no NaN left to spoil the product."
      })
  void emptyMemory(CrossAttentionTask task) {
    AXES.check(softmaxOf(task)::nothingAllowed);
  }

  @Check(
      id = "07.3c",
      part = "weights",
      points = 1,
      demand = "stay finite at scores of 1e4, and blind to those of padding",
      hints = {
        "What is Math.exp(10000)? And may a padding's score be the maximum of a row?",
        "Subtract each row's largest score before the exp: the largest of those that are real.",
        "The order that works: mask the scores, subtract the row's maximum, exp, sum, divide."
      })
  void largeScores(CrossAttentionTask task) {
    AXES.check(softmaxOf(task).large());
  }

  @Check(
      id = "07.4",
      part = "output",
      points = 2,
      demand = "mix the memory's values by the weights",
      hints = {
        "The values are a projection of the memory: as the keys, with another weight.",
        "O = A V with V = M Wv^T: a projection, then one product of matrices, nothing transposed.",
        "v = memory.reshape(b * tk, c).mmul(valueWeight.transpose()).reshape(b, tk, dv);"
            + " Nd4j.matmul(weights, v, false, false, false)."
      })
  void output(CrossAttentionTask task) {
    AXES.check(in -> CrossAttentionTrials.output(task, in));
  }

  @Check(
      id = "07.5",
      part = "pointing",
      points = 3,
      demand = "tell row and column of the cell with the largest weight",
      hints = {
        "Where in the row is the largest weight? And how many cells has a row of the picture?",
        "Cell n of the sequence lies in row n / W, of whole numbers, and in column n % W.",
        "Nd4j.argMax(weights, 2).getInt(b, i) is n; fill Nd4j.create(weights.dataType(), b, tq, 2)"
            + " with n / columns and n % columns."
      })
  void pointing(CrossAttentionTask task) {
    PICTURE.check(in -> PictureTrials.pointing(task, in));
  }

  @Check(
      id = "07.6",
      part = "memoryGradient",
      points = 4,
      demand = "carry the gradient back to the memory by keys and values",
      hints = {
        "Do one way at a time. S = Q K^T / sqrt(Dk): what is dK? O = A V: what is dV?",
        "dK = dS^T Q / sqrt(Dk), dV = A^T dO. A projection is y = x w^T, so each comes back to the"
            + " memory by dx = dy w, nothing transposed; add up the two.",
        "Nd4j.matmul(scoresGradient, q, true, false, false) is dS^T Q; Nd4j.matmul(weights,"
            + " outputGradient, true, false, false) is A^T dO."
      })
  void memoryGradient(CrossAttentionTask task) {
    AXES.check(in -> CrossAttentionTrials.memoryGradient(task, in));
  }

  private static SoftmaxStep softmaxOf(CrossAttentionTask task) {
    return SoftmaxStep.upTo("weights", "(B, Tq, Tk)", task::weights);
  }
}
