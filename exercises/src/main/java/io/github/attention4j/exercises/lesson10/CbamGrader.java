package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 10: 20 points over the six steps of {@link CbamTask}. */
@ExerciseGrader
public class CbamGrader {

  private static final Axes MAPS =
      Axes.of("B", "C", "H", "W").alike("H", "W").alike("B", "C", "H", "W");

  /** Creates the grader; JUnit does. */
  public CbamGrader() {}

  @Check(
      id = "10.1",
      part = "channelGate",
      points = 3,
      demand = "make the gate of every channel, of both pools",
      hints = {
        "Which four steps made it in lesson 08: what is pooled, shared, added and squashed?",
        "Mean and maximum over H and W, each through the perceptron, then the sum, then one"
            + " sigmoid. The gate keeps four axes.",
        "Transforms.sigmoid(mlp(input.mean(2, 3)).add(mlp(input.max(2, 3)))).reshape(b, c, 1, 1)."
      })
  void channelGate(CbamTask task) {
    Axes.of("B", "C", "H", "W", "R").alike("C", "R").check(in -> CbamTrials.channelGate(task, in));
  }

  @Check(
      id = "10.2",
      part = "spatialGate",
      points = 3,
      demand = "make the gate of every place, of both pools",
      hints = {
        "Which three steps made it in lesson 09: what is pooled, weighed and squashed?",
        "Maximum and mean over C, beside each other in this order; the window slides over both, with"
            + " zeros beyond the edges; then one sigmoid.",
        "Nd4j.concat(1, input.max(true, 1), input.mean(true, 1)) is what your lesson 09's logits"
            + " takes."
      })
  void spatialGate(CbamTask task) {
    Axes.of("B", "C", "H", "W", "K").alike("H", "W").check(in -> CbamTrials.spatialGate(task, in));
  }

  @Check(
      id = "10.3",
      part = "output",
      points = 4,
      demand = "let the spatial gate follow, over what the channels' let pass",
      hints = {
        "Write two lines, one for F' and one for F''. Which of the two maps does each gate see?",
        "F' = F * c(F). The spatial gate is computed of F', and multiplies F'.",
        "INDArray first = input.mul(channelGate(input, ..)); return first.mul(spatialGate(first,"
            + " weight));"
      })
  void output(CbamTask task) {
    Axes.of("B", "C", "H", "W", "R", "K").check(in -> CbamTrials.output(task, in));
  }

  @Check(
      id = "10.4",
      part = "bottleneck",
      points = 4,
      demand = "join both logits to one gate, and add the input",
      hints = {
        "Both logits 0: what is the gate, and what comes of an input of 2?",
        "Add the logits first: (B, C, 1, 1) and (B, 1, H, W) make (B, C, H, W). One sigmoid, times"
            + " the input, plus the input.",
        "input.add(input.mul(Transforms.sigmoid(channelLogits.add(spatialLogits))))."
      })
  void bottleneck(CbamTask task) {
    MAPS.check(in -> CbamTrials.bottleneck(task, in));
  }

  @Check(
      id = "10.5",
      part = "channelGradient",
      points = 3,
      demand = "carry the gradient back to the channel gate's logits",
      hints = {
        "What is the gradient of F'? It has two parts; one of them is given.",
        "dF' = dF'' * s + the way through s. F' = F * c, so dc is the sum of dF' * F over H and W;"
            + " then c (1 - c).",
        "outputGradient.mul(spatialGate).add(spatialWay) is dF'; times input, sum(true, 2, 3), times"
            + " channelGate, times channelGate.rsub(1)."
      })
  void channelGradient(CbamTask task) {
    MAPS.check(in -> GradientTrials.channelGradient(task, in));
  }

  @Check(
      id = "10.6",
      part = "inputGradient",
      points = 3,
      demand = "carry the gradient back to the input, through both gates",
      hints = {
        "Go back in the order in which you came, the last gate first.",
        "dF' = dF'' * s + the way through s; dF = dF' * c + the way through c. So the way through s"
            + " passes the channels' gate, and the way through c passes none.",
        "outputGradient.mul(spatialGate).add(spatialWay).mul(channelGate).add(channelWay)."
      })
  void inputGradient(CbamTask task) {
    MAPS.check(in -> GradientTrials.inputGradient(task, in));
  }
}
