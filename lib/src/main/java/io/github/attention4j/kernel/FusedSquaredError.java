package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The mean squared error of all {@code n} elements in one pass over both arrays, and its gradient
 * in another:
 *
 * <pre>{@code
 * L = sum((Y - T)^2) / n          dY = 2 (Y - T) dL / n          dT = -dY
 * }</pre>
 *
 * <p>The definition makes four arrays of that size on the way and four for the gradient. The sum is
 * kept in DOUBLE.
 *
 * <p>It applies to FLOAT arrays of one shape on ND4J's CPU backend.
 */
public final class FusedSquaredError implements Fused {
  private static final int CHUNK = 1024 + 16; // no power of two: see OnlineSoftmax

  private final INDArray output;
  private final INDArray target;
  private final INDArray error;

  private FusedSquaredError(INDArray output, INDArray target) {
    this.output = output;
    this.target = target;
    this.error = Nd4j.scalar(DataType.FLOAT, sumOfSquares() / output.length());
  }

  /**
   * Computes the error, if it applies.
   *
   * @return nothing where the definition is to be used instead, also for shapes that it has to
   *     refuse
   */
  public static Optional<FusedSquaredError> of(INDArray output, INDArray target) {
    boolean applies =
        output.dataType() == DataType.FLOAT
            && target.dataType() == DataType.FLOAT
            && Arrays.equals(output.shape(), target.shape())
            && !output.wasClosed()
            && !target.wasClosed()
            && output.length() < 1 << 29 // bytes are counted, too
            && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
    return applies
        ? Optional.of(new FusedSquaredError(FloatMemory.dense(output), FloatMemory.dense(target)))
        : Optional.empty();
  }

  /** What is done with some neighbouring differences. */
  private interface Step {
    void take(float[] differences, int first, int length);
  }

  private void eachChunk(Step step) {
    int all = (int) output.length();
    FloatBuffer left = FloatMemory.part(output, 0, all);
    FloatBuffer right = FloatMemory.part(target, 0, all);
    float[] differences = new float[Math.min(CHUNK, all)];
    float[] some = new float[differences.length];
    for (int first = 0; first < all; first += some.length) {
      int length = Math.min(some.length, all - first);
      left.get(first, differences, 0, length);
      right.get(first, some, 0, length);
      RowLoops.subtract(differences, some, length);
      step.take(differences, first, length);
    }
    Reference.reachabilityFence(this);
  }

  private double sumOfSquares() {
    double[] sum = new double[1];
    eachChunk((differences, first, length) -> sum[0] += RowLoops.sumOfSquares(differences, length));
    return sum[0];
  }

  /** A single number, without axes. */
  @Override
  public INDArray output() {
    return error;
  }

  /** Of the output and the target. */
  @Override
  public INDArray[] gradients(INDArray errorGradient) {
    return gradients(errorGradient, new boolean[] {true, true});
  }

  @Override
  public INDArray[] gradients(INDArray errorGradient, boolean[] wanted) {
    INDArray gradient = FloatMemory.uninitialized(output.shape());
    FloatBuffer to = FloatMemory.part(gradient, 0, (int) gradient.length());
    float factor = (float) (2 * errorGradient.getDouble(0) / output.length());
    eachChunk(
        (differences, first, length) -> {
          RowLoops.scale(differences, factor, length);
          to.put(first, differences, 0, length);
        });
    Reference.reachabilityFence(gradient);
    return new INDArray[] {gradient, wanted[1] ? gradient.neg() : null};
  }
}
