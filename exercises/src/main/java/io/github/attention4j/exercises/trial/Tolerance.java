package io.github.attention4j.exercises.trial;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * How far a right answer may be from the exact number: another order of operations rounds
 * otherwise.
 *
 * @param absolute what any number may be off
 * @param relative what it may be off beyond that, as a fraction of the exact number
 */
public record Tolerance(double absolute, double relative) {

  /** FLOAT carries about 7 digits; sums over the graders' small axes keep 5 of them. */
  public static final Tolerance FLOAT = new Tolerance(1e-5, 1e-5);

  /**
   * DOUBLE carries about 16 digits; whoever passes through FLOAT on the way keeps only 7 of them.
   */
  public static final Tolerance DOUBLE = new Tolerance(1e-9, 1e-9);

  /** What an answer of 3 digits (HALF) may be off, if nothing else is wrong. */
  static final Tolerance HALF = new Tolerance(2e-3, 5e-3);

  /** What an answer of 2 digits (BFLOAT16) may be off, if nothing else is wrong. */
  static final Tolerance BFLOAT16 = new Tolerance(1e-2, 3e-2);

  /** What a whole number may be off, rounded or cut, if nothing else is wrong. */
  static final Tolerance WHOLE = new Tolerance(1.001, 0);

  /**
   * Returns the tolerance for answers of a type.
   *
   * @param type type of the numbers
   */
  public static Tolerance of(DataType type) {
    return switch (type) {
      case DOUBLE -> DOUBLE;
      case FLOAT -> FLOAT;
      case HALF -> HALF;
      case BFLOAT16 -> BFLOAT16;
      default -> WHOLE;
    };
  }

  /**
   * Allows for the rounding of large exponents: {@code exp(x)} moves by a fraction of {@code |x|}
   * machine epsilons when {@code x} is rounded, so that a right softmax of logits of 1e4 keeps only
   * 3 digits in FLOAT.
   *
   * @param magnitude largest absolute value that is exponentiated
   */
  public Tolerance forExponentsUpTo(double magnitude) {
    double epsilon = this == FLOAT ? Math.ulp(1f) : Math.ulp(1.0);
    return new Tolerance(absolute, Math.max(relative, 2 * magnitude * epsilon));
  }

  /**
   * Tells whether two numbers are the same within this tolerance; two NaN are, two like infinities
   * are.
   *
   * @param got number of the answer
   * @param exact number it is compared with
   */
  public boolean allows(double got, double exact) {
    return Double.compare(got, exact) == 0
        || Math.abs(got - exact) <= absolute + relative * Math.abs(exact);
  }
}
