package io.github.attention4j.train;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that falls by the same amount after every step, and then stays:
 *
 * <pre>{@code
 * rate(t) = last + (initial - last) max(0, 1 - t / steps)          t = 0, 1, ..
 * }</pre>
 *
 * <p>Long steps at first find the valley, short ones at the end find its ground. It counts steps
 * over all trainings of a {@link Trainer}, and does not look at epochs; any of ND4J's updaters
 * takes it.
 *
 * <p>Compare: PyTorch {@code LinearLR(optimizer, 1, last / initial, steps)}; Keras {@code
 * PolynomialDecay(initial, steps, last)}. ND4J's {@code PolySchedule} rises from r to 2 r.
 *
 * <pre>{@code
 * Trainer.of(parameters, new Adam(LinearDecay.of(0.02, 300))).steps(300)
 * }</pre>
 *
 * @param initial the rate of the first step, above 0
 * @param last the rate from step {@code steps} on, from 0 to {@code initial}
 * @param steps how many steps before the rate is the last one, 1 or more
 */
public record LinearDecay(double initial, double last, int steps) implements ISchedule {

  /**
   * A rate that falls from the first to the last.
   *
   * @throws IllegalArgumentException if a number is not as said above
   */
  public LinearDecay {
    if (!(initial > 0 && initial < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "linearDecay: initial is " + initial + ", expected a number above 0");
    }
    if (!(last >= 0 && last <= initial)) {
      throw new IllegalArgumentException(
          "linearDecay: last is " + last + ", expected from 0 to the initial " + initial);
    }
    if (steps < 1) {
      throw new IllegalArgumentException("linearDecay: steps is " + steps + ", expected 1 or more");
    }
  }

  /**
   * A rate that falls to 0: the last of the steps has the rate {@code initial / steps}.
   *
   * @throws IllegalArgumentException if the rate is not above 0, or there is no step
   */
  public static LinearDecay of(double initial, int steps) {
    return new LinearDecay(initial, 0, steps);
  }

  /**
   * The rate of a step.
   *
   * @param iteration the number of steps before this one
   * @param epoch not looked at
   */
  @Override
  public double valueAt(int iteration, int epoch) {
    double left = 1 - Math.min(iteration, steps) / (double) steps;
    return last + (initial - last) * left; // in this order exactly the last one in the end
  }

  /** Itself: nothing can change it. */
  @Override
  public LinearDecay clone() {
    return this;
  }
}
