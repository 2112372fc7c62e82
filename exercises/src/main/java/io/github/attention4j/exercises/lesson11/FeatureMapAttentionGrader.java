package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 11: 10 points over the three steps of {@link FeatureMapAttentionTask}. */
@ExerciseGrader
public class FeatureMapAttentionGrader {

  private static final Axes MAPS = Axes.of("B", "C", "H", "W").alike("H", "W").alike("B", "C");

  /** Creates the grader; JUnit does. */
  public FeatureMapAttentionGrader() {}

  @Check(
      id = "11.1",
      part = "weights",
      points = 4,
      demand = "let every place look at every place",
      hints = {
        "Which axis of the map counts the features of a place, and where must it stand?",
        "(B, C, H, W) becomes (B, C, H*W), then by a permutation (B, H*W, C): the places as a"
            + " sequence. Queries and keys are its projections; then dot products and a softmax.",
        "x = input.dup('c').reshape(b, c, h * w).permute(0, 2, 1).dup('c'); q = x.reshape(b * h * w,"
            + " c).mmul(queryWeight.transpose()).reshape(b, h * w, dk), k likewise."
      })
  void weights(FeatureMapAttentionTask task) {
    Axes.of("B", "C", "H", "W", "Dk")
        .alike("H", "W")
        .alike("C", "Dk")
        .check(in -> FeatureMapAttentionTrials.weights(task, in));
  }

  @Check(
      id = "11.2",
      part = "output",
      points = 3,
      demand = "add what was found, times the residual weight, to the map",
      hints = {
        "A residual weight of 0: what comes out? And with 1, if all weights look at one place?",
        "Values are X Wv^T, what is found A times these, (B, H*W, C). Permute it back before you"
            + " reshape it to (B, C, H, W).",
        "found.permute(0, 2, 1).dup('c').reshape(b, c, h, w).mul(residual.getDouble(0)).add(input)."
      })
  void output(FeatureMapAttentionTask task) {
    MAPS.check(in -> FeatureMapAttentionTrials.output(task, in));
  }

  @Check(
      id = "11.3",
      part = "valueGradient",
      points = 3,
      demand = "carry the gradient back to the weight of the values",
      hints = {
        "Wv[o, i] times number i of A X is added to number o of a place. At which places?",
        "dWv[o, i] is the residual weight times the sum, over all examples and places, of dY's"
            + " channel o and channel i of A X.",
        "For each example: dY as (C, H*W), times A, times X as (H*W, C). Add them up, times"
            + " residual.getDouble(0)."
      })
  void valueGradient(FeatureMapAttentionTask task) {
    MAPS.check(in -> FeatureMapAttentionTrials.valueGradient(task, in));
  }
}
