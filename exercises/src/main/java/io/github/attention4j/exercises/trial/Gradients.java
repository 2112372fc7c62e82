package io.github.attention4j.exercises.trial;

import java.util.function.ToDoubleFunction;

/** The gradient of any formula by differences: for gradients that a lesson derives by hand. */
public final class Gradients {

  private static final double STEP = 1e-3;

  private Gradients() {}

  /**
   * Returns the gradient of a loss, right to about 11 digits for smooth formulas of numbers around
   * 1: the central difference of fourth order, {@code (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) /
   * 12h}.
   *
   * @param loss loss, as a formula of the numbers
   * @param at where to differentiate
   * @return a tensor of the same shape
   */
  public static Values of(ToDoubleFunction<Values> loss, Values at) {
    return Values.fill(
        index ->
            (8 * (moved(loss, at, index, 1) - moved(loss, at, index, -1))
                    - (moved(loss, at, index, 2) - moved(loss, at, index, -2)))
                / (12 * STEP),
        at.shape());
  }

  private static double moved(ToDoubleFunction<Values> loss, Values at, int[] index, int steps) {
    int place = at.positionOf(index);
    double[] numbers = at.numbers();
    numbers[place] += steps * STEP;
    return loss.applyAsDouble(at.withNumbers(numbers));
  }
}
