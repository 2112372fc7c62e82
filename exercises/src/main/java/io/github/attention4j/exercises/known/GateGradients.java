package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.UnaryOperator;

/** The gradient of a gate's logits, {@code g (1 - g) sum(dOutput * input)}, and its mistakes. */
public final class GateGradients {

  private GateGradients() {}

  /**
   * Returns the gradient with respect to the logits, shaped as the gate.
   *
   * @param pooling what one gate stands for
   * @param input what was multiplied by the gate, (B, C, H, W)
   * @param gate (B, C, 1, 1) or (B, 1, H, W)
   * @param outputGradient gradient with respect to the product, (B, C, H, W)
   */
  public static Values of(Pooling pooling, Values input, Values gate, Values outputGradient) {
    return pooling.sum(outputGradient.times(input)).times(Gates.slope(gate));
  }

  /** Returns the mistakes; {@code result} makes what the step returns of numbers like the gate. */
  public static Trial.Known mistakes(
      Pooling pooling,
      Values input,
      Values gate,
      Values outputGradient,
      UnaryOperator<Values> result) {
    Values both = outputGradient.times(input);
    Values sum = pooling.sum(both);
    Values slope = Gates.slope(gate);
    return trial ->
        trial
            .knows(
                "the sigmoid's derivative is missing: this is the gradient of the gate; multiply by"
                    + " g (1 - g)",
                result.apply(sum))
            .knows(
                "the mean is taken over the places that share a gate: add up what comes back from"
                    + " them",
                result.apply(pooling.mean(both).times(slope)))
            .knows(
                "the input is missing: the derivative of F * g by g is F",
                result.apply(pooling.sum(outputGradient).times(slope)))
            .knows(
                "the output's gradient is missing: multiply the input by it before you add up",
                result.apply(pooling.sum(input).times(slope)))
            .knows(
                "the sums are multiplied, not the products summed: multiply place by place, then add"
                    + " up",
                result.apply(pooling.sum(outputGradient).times(pooling.sum(input)).times(slope)))
            .knows(
                "the gated output stands for the input: the derivative of F * g by g is F",
                result.apply(sum.times(gate).times(slope)))
            .knows(
                "the gate stands for the sigmoid's derivative: it is g (1 - g)",
                result.apply(sum.times(gate)))
            .knows(
                "1 - g stands for the sigmoid's derivative: it is g (1 - g)",
                result.apply(sum.with(gate, (all, open) -> all * (1 - open))))
            .knows(
                "the derivative is that of the tanh: the sigmoid's is g (1 - g)",
                result.apply(sum.with(gate, (all, open) -> all * (1 - open * open))))
            .knows(
                "the sigmoid is applied to the gate once more: g is its result already",
                result.apply(sum.times(Gates.slope(Gates.sigmoid(gate)))))
            .knows(
                "the sigmoid's derivative is g (g - 1) here: it is g (1 - g)",
                result.apply(sum.times(slope).times(-1)))
            .knows(
                "the sigmoid's derivative is multiplied twice",
                result.apply(sum.times(slope).times(slope)))
            .knows(
                "what comes back is divided by g (1 - g): multiply",
                result.apply(sum.with(slope, (all, by) -> all / by)))
            .knows(
                "only the largest product of those that share a gate counts: add them all up",
                result.apply(pooling.max(both).times(slope)))
            .hint(
                "Compute one number by hand where the gate is 0.5: a quarter of the sum of dF' * F"
                    + " over all that this gate multiplied.");
  }
}
