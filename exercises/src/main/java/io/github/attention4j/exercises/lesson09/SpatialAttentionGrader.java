package io.github.attention4j.exercises.lesson09;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 09: 20 points over the six steps of {@link SpatialAttentionTask}. */
@ExerciseGrader
public class SpatialAttentionGrader {

  private static final Axes MAPS =
      Axes.of("B", "C", "H", "W").alike("H", "W").alike("B", "C", "H", "W");

  private static final Axes WINDOWS = Axes.of("B", "H", "W", "K").alike("H", "W");

  /** Creates the grader; JUnit does. */
  public SpatialAttentionGrader() {}

  @Check(
      id = "09.1",
      part = "pools",
      points = 3,
      demand = "pool the channels of every place: maximum, then average",
      hints = {
        "Take one place of 2 channels, 3 and 5. Which two numbers are left of it, in which order?",
        "Both run over the channels, axis 1, and keep that axis with length 1. Put the average"
            + " behind the maximum along it.",
        "Nd4j.concat(1, input.max(true, 1), input.mean(true, 1))."
      })
  void pools(SpatialAttentionTask task) {
    MAPS.check(
        in -> SpatialAttentionTrials.pools(task, in),
        in -> SpatialAttentionTrials.poolsOfNegative(task, in));
  }

  @Check(
      id = "09.2a",
      part = "logits",
      points = 1,
      demand = "weigh the two maps by a window of one cell",
      hints = {
        "With K = 1 a place is made of its own two numbers: each times its weight, and added.",
        "z[b, 0, h, w] = W[0, 0, 0, 0] P[b, 0, h, w] + W[0, 1, 0, 0] P[b, 1, h, w].",
        "weight.reshape(1, 2, 1, 1) times pooled repeats the two weights; then sum(true, 1)."
      })
  void logitsOfOneCell(SpatialAttentionTask task) {
    Axes.of("B", "H", "W").check(in -> SpatialAttentionTrials.logitsOfOneCell(task, in));
  }

  @Check(
      id = "09.2b",
      part = "logits",
      points = 4,
      demand = "slide any odd window over both maps, zeros beyond the edges",
      hints = {
        "Which row of the map lies under row u of the window, if its middle lies on row h?",
        "Row h + u - (K - 1) / 2, and the columns alike. Skip a row or column that is below 0 or"
            + " not below H or W; add up the rest, of both maps.",
        "Six loops: b, h, w, and c, u, v inside; sum += weight.getDouble(0, c, u, v) *"
            + " pooled.getDouble(b, c, row, column) where row and column lie in the map."
      })
  void logits(SpatialAttentionTask task) {
    WINDOWS.check(in -> SpatialAttentionTrials.logits(task, in));
  }

  @Check(
      id = "09.3",
      part = "output",
      points = 3,
      demand = "multiply every place by the sigmoid of its logit",
      hints = {
        "A logit of 0 halves all channels of its place; a very negative one leaves nothing.",
        "The gates are (B, 1, H, W), the map is (B, C, H, W): an axis of length 1 is repeated.",
        "input.mul(Transforms.sigmoid(logits))."
      })
  void output(SpatialAttentionTask task) {
    MAPS.check(in -> SpatialAttentionTrials.output(task, in));
  }

  @Check(
      id = "09.4",
      part = "weightGradient",
      points = 4,
      demand = "carry the gradient back to the window's weights",
      hints = {
        "Take one weight. In every sum z it stands beside one number of the maps: which?",
        "Beside P[b, c, h + u - r, w + v - r], in z[b, 0, h, w]. So it gets that number times dz[b,"
            + " 0, h, w], added up over b, h and w; beyond the edges there is nothing to add.",
        "The six loops of step 2, with c, u, v outside: sum += logitsGradient.getDouble(b, 0, h, w)"
            + " * pooled.getDouble(b, c, row, column)."
      })
  void weightGradient(SpatialAttentionTask task) {
    WINDOWS.check(in -> SpatialAttentionTrials.weightGradient(task, in));
  }

  @Check(
      id = "09.5",
      part = "pooledGradient",
      points = 3,
      demand = "carry the gradient back to the maps under the window",
      hints = {
        "Take one number of the maps, and the place above it: with which row of the window does the"
            + " window lie on our number when its middle lies there?",
        "P[b, c, y, x] stands in z[b, 0, h, w] beside W[0, c, y - h + r, x - w + r]: that is the"
            + " window turned by half a turn, slid over dz.",
        "The loops of step 2 over dz, with weight.getDouble(0, c, k - 1 - u, k - 1 - v), once for"
            + " each c."
      })
  void pooledGradient(SpatialAttentionTask task) {
    WINDOWS.check(in -> SpatialAttentionTrials.pooledGradient(task, in));
  }

  @Check(
      id = "09.6a",
      part = "inputGradient",
      points = 1,
      demand = "carry the gradient back by the product and by both pools",
      hints = {
        "Do one way at a time. F' = F * g with g held fixed: what is dF?",
        "By the product dF' * g; by the maximum, its gradient in the channel that was the largest;"
            + " by the average, its gradient / C in every channel. Add the three.",
        "Channel 0 of the pooled gradient belongs to the maxima, channel 1 to the averages. A loop"
            + " over the channels of a place finds the largest."
      })
  void inputGradient(SpatialAttentionTask task) {
    MAPS.check(in -> SpatialAttentionTrials.inputGradient(task, in));
  }

  @Check(
      id = "09.6b",
      part = "inputGradient",
      points = 1,
      demand = "hand a maximum's gradient to the first of several alike",
      hints = {
        "What does your answer do at a place that holds 1, 1 and 0 in its channels?",
        "The channels that equal the maximum may be several. Take the first of them.",
        "Nd4j.argMax(input, 1) returns the first channel; or keep the first with a loop that replaces"
            + " its best only by a larger number (>, not >=)."
      })
  void inputGradientOfTies(SpatialAttentionTask task) {
    MAPS.check(in -> SpatialAttentionTrials.inputGradientOfTies(task, in));
  }
}
