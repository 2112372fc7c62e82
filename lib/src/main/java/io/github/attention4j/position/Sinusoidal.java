package io.github.attention4j.position;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import java.util.Collections;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sinusoidal positions: every position of a sequence gets a pattern of its own, made of waves of
 * different lengths, which is added to its features.
 *
 * <pre>{@code
 * P(t, 2i)     = sin(t / 10000^(2i / D))
 * P(t, 2i + 1) = cos(t / 10000^(2i / D))          t = 0, 1, ..
 * output       = input + P
 * }</pre>
 *
 * <p>The wave lengths grow from 2 pi to nearly 10000 * 2 pi. An odd D ends with a sine.
 *
 * <p>Shapes: {@code (B, T, D) -> (B, T, D)}, any T; the table is {@code (T, D)}.
 *
 * <p>Edge rules: the angles are computed in DOUBLE whatever the input's type, so that in FLOAT a
 * late position is as exact as an early one.
 *
 * <p>Cost: {@code T D} sines and {@code B T D} additions; no parameters.
 *
 * <p>Compare: neither in PyTorch nor in Keras; their tutorials make the same table for an even D,
 * some with all sines before all cosines.
 *
 * <p>Source: Vaswani et al. 2017, "Attention Is All You Need", section 3.5.
 *
 * <pre>{@code
 * Sinusoidal.table(2, 4); // [[0, 1, 0, 1], [0.8415, 0.5403, 0.0100, 0.9999]]
 * }</pre>
 */
public final class Sinusoidal {
  private static final String NAME = "sinusoidal";
  private static final Signature SIGNATURE = Signature.of(NAME).argument("input", "B", "T", "D");

  private Sinusoidal() {}

  /**
   * The table of positions.
   *
   * @param length the number of positions, T
   * @param modelDim the width, D
   * @return {@code (T, D)}, DOUBLE
   * @throws IllegalArgumentException if a size is less than 1
   */
  public static INDArray table(long length, long modelDim) {
    Sizes.atLeast(1, NAME, "length", length);
    Sizes.atLeast(1, NAME, "modelDim", modelDim);
    INDArray input = Nd4j.create(DataType.DOUBLE, 1, length, modelDim);
    return waves(NdArrayOps.eager(), input).reshape(length, modelDim);
  }

  /**
   * Adds the positions eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public static INDArray apply(INDArray input) {
    return apply(NdArrayOps.eager(), input);
  }

  /**
   * Adds the positions under any interpreter.
   *
   * @param ops the interpreter
   * @param input {@code (B, T, D)}; a graph must know D, B and T may be open
   * @return {@code (B, T, D)}
   * @throws ShapeException if the input does not fit
   */
  public static <T> T apply(TensorOps<T> ops, T input) {
    ops.check(SIGNATURE, Collections.singletonList(input));
    T positions = ops.cast(waves(ops, input), ops.shape(input).type());
    return ops.add(input, positions);
  }

  private static <T> T waves(TensorOps<T> ops, T input) {
    long width = Sizes.known(NAME, "input axis 2 (D)", ops.shape(input).size(-1));
    int modelDim = Math.toIntExact(width);
    double[] frequencies = new double[modelDim];
    double[] phases = new double[modelDim];
    for (int feature = 0; feature < modelDim; feature++) {
      int even = feature - feature % 2;
      frequencies[feature] = Math.pow(10000, -(double) even / modelDim);
      phases[feature] = feature % 2 * Math.PI / 2; // cos(x) = sin(x + pi / 2)
    }
    T time = ops.cast(ops.positions(input, 1), DataType.DOUBLE); // (1, T, 1)
    T angles = ops.multiply(time, row(ops, frequencies)); // (1, T, D)
    return ops.sin(ops.add(angles, row(ops, phases)));
  }

  private static <T> T row(TensorOps<T> ops, double[] numbers) {
    return ops.constant(Nd4j.createFromArray(numbers).reshape(1, 1, numbers.length));
  }
}
