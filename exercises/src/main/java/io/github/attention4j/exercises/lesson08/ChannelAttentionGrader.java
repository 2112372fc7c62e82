package io.github.attention4j.exercises.lesson08;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 08: 20 points over the six steps of {@link ChannelAttentionTask}. */
@ExerciseGrader
public class ChannelAttentionGrader {

  private static final Axes MAPS =
      Axes.of("B", "C", "H", "W").alike("H", "W").alike("C", "W").alike("B", "C", "H", "W");

  private static final Axes PERCEPTRON = Axes.of("B", "C", "R").alike("C", "R");

  /** Creates the grader; JUnit does. */
  public ChannelAttentionGrader() {}

  @Check(
      id = "08.1",
      part = "averagePool",
      points = 3,
      demand = "squeeze every channel to the average of its places",
      hints = {
        "What does the average of a channel of 1 row and 2 columns, 3 and 5, have to be?",
        "Add up over rows and columns, axes 2 and 3, and divide by H * W. Examples and channels"
            + " stay.",
        "input.mean(2, 3) runs over both axes at once."
      })
  void averagePool(ChannelAttentionTask task) {
    MAPS.check(in -> ChannelAttentionTrials.averagePool(task, in));
  }

  @Check(
      id = "08.2",
      part = "maxPool",
      points = 3,
      demand = "squeeze every channel to the largest of its numbers",
      hints = {
        "What is the maximum of a channel that holds -3 and -5 alone?",
        "As the average, over rows and columns, axes 2 and 3. Whoever searches by a loop begins"
            + " with the channel's first number.",
        "input.max(2, 3) runs over both axes at once."
      })
  void maxPool(ChannelAttentionTask task) {
    MAPS.check(
        in -> ChannelAttentionTrials.maxPool(task, in),
        in -> ChannelAttentionTrials.maxPoolOfNegative(task, in));
  }

  @Check(
      id = "08.3",
      part = "logits",
      points = 4,
      demand = "lead both pools through the one perceptron, and add",
      hints = {
        "Write mlp(x) as a method of its own and call it twice.",
        "Each layer is x W^T + b. The ReLU stands between the layers; b1 comes out twice, once for"
            + " each pool.",
        "hidden = Transforms.relu(x.mmul(reduceWeight.transpose()).addRowVector(reduceBias), true);"
            + " hidden.mmul(expandWeight.transpose()).addRowVector(expandBias)."
      })
  void logits(ChannelAttentionTask task) {
    PERCEPTRON.check(in -> ChannelAttentionTrials.logits(task, in));
  }

  @Check(
      id = "08.4",
      part = "output",
      points = 3,
      demand = "multiply every channel by the sigmoid of its logit",
      hints = {
        "A logit of 0 halves its channel; a very negative one leaves nothing of it.",
        "The gates are (B, C), the map is (B, C, H, W): give the gates two axes of length 1, so"
            + " that they are repeated over rows and columns.",
        "input.mul(Transforms.sigmoid(logits).reshape(b, c, 1, 1))."
      })
  void output(ChannelAttentionTask task) {
    MAPS.check(in -> ChannelAttentionTrials.output(task, in));
  }

  @Check(
      id = "08.5",
      part = "logitsGradient",
      points = 4,
      demand = "carry the gradient back to the gate's logits",
      hints = {
        "What is the derivative of F * g by g at one place? And how many places have the same g?",
        "dg is the sum of dF' * F over H and W; the sigmoid's derivative is g (1 - g), so dz = dg g"
            + " (1 - g).",
        "outputGradient.mul(input).sum(2, 3) is dg, (B, C); gate.reshape(b, c) is g."
      })
  void logitsGradient(ChannelAttentionTask task) {
    MAPS.check(in -> ChannelAttentionTrials.logitsGradient(task, in));
  }

  @Check(
      id = "08.6a",
      part = "inputGradient",
      points = 2,
      demand = "carry the gradient back by the product and by both pools",
      hints = {
        "Do one way at a time. F' = F * g with g held fixed: what is dF?",
        "By the product dF' * g; by the average, da / (H W) at every place; by the maximum, dm where"
            + " the largest number of the channel stands, and 0 elsewhere. Add the three.",
        "For the maximum, loop over b and c: Nd4j.argMax of the channel's H * W numbers is n; its"
            + " row is n / W, its column n % W."
      })
  void inputGradient(ChannelAttentionTask task) {
    MAPS.check(in -> ChannelAttentionTrials.inputGradient(task, in));
  }

  @Check(
      id = "08.6b",
      part = "inputGradient",
      points = 1,
      demand = "hand a maximum's gradient to the first of several alike",
      hints = {
        "What does your answer do with a channel that holds 1, 1 and 0?",
        "The places that equal the maximum may be several. Take the first of them, counted row by"
            + " row.",
        "Nd4j.argMax returns the first place; or keep the first with a loop that replaces its best"
            + " only by a larger number (>, not >=)."
      })
  void inputGradientOfTies(ChannelAttentionTask task) {
    MAPS.check(in -> ChannelAttentionTrials.inputGradientOfTies(task, in));
  }
}
