package io.github.attention4j.ops;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array on a tape, as {@link TapeOps} makes it: what was computed, and where it stands among all
 * that was computed. It prints as its array does.
 */
public final class Tensor {
  /** The number of a tensor that no gradient flows to. */
  private static final int CONSTANT = -1;

  private final INDArray array;
  private final Tape tape;
  private final int number;

  private Tensor(INDArray array, Tape tape, int number) {
    this.array = Objects.requireNonNull(array, "array");
    this.tape = tape;
    this.number = number;
  }

  /** A tensor that no gradient flows to. */
  static Tensor constant(INDArray array) {
    return new Tensor(array, null, CONSTANT);
  }

  /** The tensor that a tape numbers so. */
  static Tensor numbered(INDArray array, Tape tape, int number) {
    return new Tensor(array, tape, number);
  }

  /** The array itself; do not write to it, for the gradients are computed from it. */
  public INDArray array() {
    return array;
  }

  /** Whether it is a parameter, a variable, or computed from one: then it has a gradient. */
  public boolean hasGradient() {
    return tape != null;
  }

  /** The tape that it stands on, or null. */
  Tape tape() {
    return tape;
  }

  /** Its place on the tape: what it is computed from has lower numbers. */
  int number() {
    return number;
  }

  /** The array, printed. */
  @Override
  public String toString() {
    return array.toString();
  }
}
