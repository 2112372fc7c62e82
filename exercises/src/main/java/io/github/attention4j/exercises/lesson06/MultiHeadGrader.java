package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.trial.Axes;

/** Grades lesson 06: 20 points over the six steps of {@link MultiHeadTask}. */
@ExerciseGrader
public class MultiHeadGrader {

  private static final Axes AXES =
      Axes.of("B", "H", "T", "Tq", "Tk", "D", "Do").alike("Tq", "Tk").alike("H", "T", "D");

  /** Creates the grader; JUnit does. */
  public MultiHeadGrader() {}

  @Check(
      id = "06.1",
      part = "splitHeads",
      points = 4,
      demand = "give every head its own part of the features",
      hints = {
        "Head h of position t gets the features h * D to h * D + D - 1. Where do they stand?",
        "First make two axes of the last one, (B, T, H, D), which moves nothing; then exchange the"
            + " axes T and H.",
        "input.reshape(b, t, heads, d).permute(0, 2, 1, 3)."
      })
  void splitHeads(MultiHeadTask task) {
    AXES.check(in -> MultiHeadTrials.splitHeads(task, in));
  }

  @Check(
      id = "06.2",
      part = "attend",
      points = 4,
      demand = "let every head attend by itself, scaled by its own width",
      hints = {
        "Compare, scale, softmax over the keys, mix: as in lesson 04, once for each head.",
        "Nd4j.matmul multiplies over the last two axes and treats all before them alike. The scale"
            + " is the root of what a head sums over, and the keys are the last axis, 3.",
        "s = Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(query.size(3))); e ="
            + " exp(s - its max(true, 3)); w = e.div(e.sum(true, 3)); Nd4j.matmul(w, value)."
      })
  void attend(MultiHeadTask task) {
    AXES.check(in -> HeadTrials.attend(task, in));
  }

  @Check(
      id = "06.3",
      part = "mergeHeads",
      points = 3,
      demand = "put the heads' outputs side by side",
      hints = {
        "It is splitHeads backwards, and so are its steps.",
        "First move the axis of the heads behind that of the positions, (B, T, H, D); then join the"
            + " last two axes.",
        "outputs.permute(0, 2, 1, 3).reshape(b, t, h * d)."
      })
  void mergeHeads(MultiHeadTask task) {
    AXES.check(in -> MultiHeadTrials.mergeHeads(task, in));
  }

  @Check(
      id = "06.4",
      part = "project",
      points = 3,
      demand = "project the merged heads, and add the bias",
      hints = {
        "Y[b, t, o] sums merged[b, t, f] * weight[o, f] over f, plus bias[o].",
        "The positions of all examples, one below the other, are a matrix of B * T rows: multiply"
            + " that by the weight transposed, and give the result its three axes back.",
        "merged.reshape(b * t, f).mmul(weight.transpose()).reshape(b, t, o), then"
            + " add(bias.reshape(1, 1, o))."
      })
  void project(MultiHeadTask task) {
    AXES.check(in -> MultiHeadTrials.project(task, in));
  }

  @Check(
      id = "06.5",
      part = "sumOverHeads",
      points = 4,
      demand = "add up what each head gives to the output",
      hints = {
        "Y[b, t, o] sums over f = h * D + d. Make two sums of it, one over h and one over d.",
        "Head h meets the columns h * D to h * D + D - 1 of the weight. Project each head by its"
            + " own columns, add up over the heads, and add the bias once.",
        "For each h: outputs.dup().get(all(), point(h), all(), all()) is (B, T, D), and"
            + " weight.dup().get(all(), interval(h * d, h * d + d)) its (Do, D): project as in step"
            + " 4, and add. (In a view, ND4J's get may find nothing; hence dup.)"
      })
  void sumOverHeads(MultiHeadTask task) {
    AXES.check(in -> MultiHeadTrials.sumOverHeads(task, in));
  }

  @Check(
      id = "06.6",
      part = "parameterCount",
      points = 2,
      demand = "count the trained numbers of the four projections",
      hints = {
        "A projection from m to n features has m * n numbers, and n more with a bias.",
        "Three go from modelDim to heads * headDim, one from there back to modelDim. For large"
            + " models the number is beyond an int.",
        "long inner = (long) heads * headDim; 4 * modelDim * inner, and with a bias 3 * inner +"
            + " modelDim more."
      })
  void parameterCount(MultiHeadTask task) {
    AXES.check(CountTrials.all(task));
  }
}
