package io.github.attention4j.param;

import io.github.attention4j.ops.TensorOps;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Dropout: while training, elements become 0 at random, so that no feature can rely on another.
 *
 * <pre>{@code
 * output = input * mask / (1 - probability)          mask 0 with the probability, else 1
 * output = input                                     unless training
 * }</pre>
 *
 * <p>Shapes: {@code (..) -> (..)}, FLOAT or DOUBLE.
 *
 * <p>Edge rules: off until {@link #training} turns it on. Every call draws anew; the numbers follow
 * from the seed, element by element in row-major order, on every machine alike. A graph draws from
 * ND4J's own generator whenever it runs: seed it with {@code Nd4j.getRandom().setSeed(..)}.
 *
 * <p>Cost: one random number for every element.
 *
 * <p>Compare: PyTorch and Keras {@code Dropout}, whose probability is that of becoming 0, too, and
 * which scale while training as here; ND4J's {@code dropout} takes the probability to stay.
 *
 * <p>Source: Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
 * Overfitting", section 4, and section 10 for scaling while training.
 *
 * <pre>{@code
 * Dropout dropout = Dropout.of(0.1, 42);
 * dropout.apply(ops, input); // the input itself
 * dropout.training().apply(ops, input); // a tenth is 0, the others are divided by 0.9
 * }</pre>
 */
public final class Dropout {
  private final double probability;
  private final RandomGenerator random;
  private final boolean training;

  private Dropout(double probability, RandomGenerator random, boolean training) {
    this.probability = probability;
    this.random = random;
    this.training = training;
  }

  /**
   * Dropout that is off.
   *
   * @param probability the probability that an element becomes 0, from 0 to below 1
   * @param seed decides which
   * @throws IllegalArgumentException if the probability is another
   */
  public static Dropout of(double probability, long seed) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "dropout: probability is " + probability + ", expected from 0 to below 1");
    }
    return new Dropout(probability, new Random(seed), false);
  }

  /** The same dropout while training; both draw from one sequence of numbers. */
  public Dropout training() {
    return new Dropout(probability, random, true);
  }

  /** Drops under any interpreter, if training; otherwise it returns the input itself. */
  public <T> T apply(TensorOps<T> ops, T input) {
    return training && probability > 0 ? ops.dropout(input, probability, random) : input;
  }
}
