package io.github.attention4j.train;

import java.util.Optional;

/**
 * Training met a loss or a gradient that is NaN or infinite. The parameters are those from before
 * the step in which that happened.
 */
public final class TrainingException extends ArithmeticException {
  private static final long serialVersionUID = 1;

  private final long step;
  private final double loss;
  private final double lossBefore;
  private final String parameter;

  TrainingException(long step, double loss, double lossBefore, String parameter) {
    super(message(step, loss, lossBefore, parameter));
    this.step = step;
    this.loss = loss;
    this.lossBefore = lossBefore;
    this.parameter = parameter;
  }

  private static String message(long step, double loss, double lossBefore, String parameter) {
    String before = Double.isNaN(lossBefore) ? "" : " (at the step before " + lossBefore + ")";
    String gradients =
        parameter == null
            ? "every gradient is finite"
            : "the first parameter whose gradient is not finite is " + parameter;
    return "training: the loss is " + loss + " at step " + step + before + "; " + gradients;
  }

  /** The step in which it happened, counted from 1. */
  public long step() {
    return step;
  }

  /** The loss of that step. */
  public double loss() {
    return loss;
  }

  /** The loss of the step before, NaN in the first. */
  public double lossBefore() {
    return lossBefore;
  }

  /** The path of the first parameter whose gradient is not finite. */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }
}
