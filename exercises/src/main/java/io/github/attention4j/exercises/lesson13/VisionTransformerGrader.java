package io.github.attention4j.exercises.lesson13;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 13: 10 points over the three steps of {@link VisionTransformerTask}. */
@ExerciseGrader
public class VisionTransformerGrader {

  /** Creates the grader; JUnit does. */
  public VisionTransformerGrader() {}

  @Check(
      id = "13.1",
      part = "patches",
      points = 3,
      demand = "cut pictures into patches, row by row",
      hints = {
        "Number the pixels of a picture of 4 x 4 from 0: which four are in its second patch?",
        "Reshape to (B, C, I, P, J, P). Which axes must stand in front, which are one patch?",
        "pictures.dup('c').reshape('c', b, c, i, p, j, p).permute(0, 2, 4, 1, 3, 5), dup('c'), and"
            + " reshape to (B, I*J, C*P*P)."
      })
  void patches(VisionTransformerTask task) {
    Axes.of("B", "C", "I", "J", "P")
        .alike("I", "J")
        .alike("I", "J", "P")
        .check(in -> VisionTransformerTrials.patches(task, in));
  }

  @Check(
      id = "13.2",
      part = "tokens",
      points = 3,
      demand = "make tokens, the class token first, and add the positions",
      hints = {
        "Two pictures of one patch: write down the four rows of numbers that must come out.",
        "W p + b for every patch; the class token, once for each picture, in front of them along"
            + " axis 1; then the positions, the same for every picture.",
        "Nd4j.concat(1, Nd4j.tile(classToken.reshape(1, 1, d), b, 1, 1), embedded), and add"
            + " positions.reshape(1, t + 1, d)."
      })
  void tokens(VisionTransformerTask task) {
    Axes.of("B", "T", "M", "D")
        .alike("M", "D")
        .check(in -> VisionTransformerTrials.tokens(task, in));
  }

  @Check(
      id = "13.3",
      part = "rollout",
      points = 4,
      demand = "multiply the blocks' weights, half of each kept",
      hints = {
        "Do the example of the page's section 3 with your code: (1/2, 1/4, 1/4) is its first row.",
        "For each block: mean over the heads, plus the identity, divided by 2. The later block"
            + " stands on the left of the product.",
        "weights.mean(2) is (L, B, N, N). Start with the first block's matrix; product ="
            + " Nd4j.matmul(next, product)."
      })
  void rollout(VisionTransformerTask task) {
    Axes.of("L", "B", "H", "N")
        .alike("L", "H")
        .alike("B", "N")
        .check(in -> VisionTransformerTrials.rollout(task, in));
  }
}
