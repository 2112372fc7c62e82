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
 * A convolution over feature maps with stride 1 that keeps height and width, dilated or not, and
 * its gradients, as matrix products.
 *
 * <pre>{@code
 * Y  = [W b] [P(X); 1]     P(X): a column for each place, what its window sees, by WindowBlock
 * dX = T P(dY)             T: the window turned by half a circle, inputs and outputs exchanged
 * dT = P(dY) X^T           the gradient of the turned window; turned back it is dW
 * db = P(dY) 1             where the window's middle is
 * }</pre>
 *
 * <p>Why dX: an output at place p has {@code W[u] X[p + u]} from an input u further on, so an input
 * at q is used by the outputs at {@code q - u}, with {@code W[u]}: a convolution of dY by the
 * window with {@code -u} in place of u. And the same columns P(dY) serve for the weight: {@code
 * dW[u]}, the sum over p of {@code dY[p] X[p + u]}, is the sum over q of {@code X[q] dY[q - u]}.
 * Both gradients need the windows of one array only.
 *
 * <p>The columns of a block of rows are made, multiplied and forgotten while they are in the cache:
 * for the whole map they would be as many times as large as a window has places. Blocks are shared
 * between the calling thread and the threads of Java's common pool, OpenBLAS computes each on one
 * thread; each share of the blocks has a sum dT of its own, and these are added up in their order.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend, with OpenBLAS on the class path.
 */
public final class FusedConvolution implements Fused {
  private static final long MOST_NUMBERS = 1 << 29; // bytes are counted, too

  private final INDArray input;
  private final WindowWeights weights;
  private final INDArray output;
  private final WindowSizes inputs;
  private final WindowSizes outputs;

  private FusedConvolution(INDArray input, INDArray weight, INDArray bias, int dilation) {
    this.input = FloatMemory.dense(input);
    weights = new WindowWeights(weight, bias);
    inputs =
        new WindowSizes(
            (int) input.size(1),
            (int) input.size(2),
            (int) input.size(3),
            (int) weight.size(2),
            dilation);
    outputs = inputs.withChannels((int) weight.size(0));
    output = FloatMemory.uninitialized(input.size(0), weight.size(0), input.size(2), input.size(3));
    compute();
  }

  /**
   * Convolves, if it applies.
   *
   * @param input {@code (B, inputs, H, W)}
   * @param weight {@code (outputs, inputs, window, window)}, the window odd
   * @param bias {@code (outputs)}, or null for none
   * @param dilation how far apart the places lie that a window looks at, 1 or more
   * @return nothing where the definition is to be used instead, also for shapes that it has to
   *     refuse
   */
  public static Optional<FusedConvolution> of(
      INDArray input, INDArray weight, INDArray bias, long dilation) {
    return applies(input, weight, bias, dilation)
        ? Optional.of(new FusedConvolution(input, weight, bias, (int) dilation))
        : Optional.empty();
  }

  private static boolean applies(INDArray input, INDArray weight, INDArray bias, long dilation) {
    return input.dataType() == DataType.FLOAT
        && weight.dataType() == DataType.FLOAT
        && !input.wasClosed()
        && !weight.wasClosed()
        && input.rank() == 4
        && weight.rank() == 4
        && input.size(1) == weight.size(1)
        && weight.size(2) == weight.size(3)
        && weight.size(2) % 2 == 1
        && (bias == null || bias.rank() == 1 && bias.length() == weight.size(0))
        && (bias == null || bias.dataType() == DataType.FLOAT)
        && fits(input, weight, dilation)
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && MatrixProducts.areAvailable();
  }

  /** Whether all numbers, and those of a block of one row, can be counted. */
  private static boolean fits(INDArray input, INDArray weight, long dilation) {
    double reach = dilation * (double) weight.size(2);
    double row = input.size(3) + reach;
    double depth = (double) Math.max(weight.size(0), weight.size(1)) * weight.size(2);
    return input.length() > 0
        && input.length() < MOST_NUMBERS
        && (double) input.length() / input.size(1) * weight.size(0) < MOST_NUMBERS
        && depth * weight.size(2) * row < MOST_NUMBERS
        && (input.size(2) + reach) * row < MOST_NUMBERS;
  }

  /** {@code (B, outputs, H, W)}. */
  @Override
  public INDArray output() {
    return output;
  }

  private void compute() {
    INDArray memory = weights.withBias();
    Matrix map = FloatMemory.matrix(memory, 0);
    FloatBuffer from = numbers(input);
    FloatBuffer to = numbers(output);
    blocks(inputs, outputs)
        .each(
            (worker, block) -> {
              Matrix seen = worker.windows(inputs, from, block, weights.biased());
              MatrixProducts.multiply(1, map, seen, 0, worker.product(outputs, block));
              worker.write(outputs, to, block);
            });
    Reference.reachabilityFence(this); // BLAS and the workers use addresses
    Reference.reachabilityFence(memory);
  }

  private WindowBlocks blocks(WindowSizes seen, WindowSizes made) {
    return new WindowBlocks((int) input.size(0), seen, made);
  }

  private static FloatBuffer numbers(INDArray maps) {
    return FloatMemory.part(maps, 0, (int) maps.length());
  }

  /** Of the input, the weight and, if there is one, the bias. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    boolean[] all = new boolean[weights.biased() ? 3 : 2];
    Arrays.fill(all, true);
    return gradients(outputGradient, all);
  }

  @Override
  public INDArray[] gradients(INDArray outputGradient, boolean[] wanted) {
    boolean wantsParameters = wanted[1] || wanted.length > 2 && wanted[2];
    INDArray[] gradients = new INDArray[wanted.length];
    gradients[0] = wanted[0] ? FloatMemory.uninitialized(input.shape()) : null;
    WindowBlocks blocks = blocks(outputs, inputs);
    INDArray sums = wantsParameters ? weights.ofTurned(blocks.shares()) : null;
    compute(blocks, FloatMemory.dense(outputGradient), gradients[0], sums);
    if (wantsParameters) {
      float[] sum = WindowWeights.addedUp(sums);
      gradients[1] = wanted[1] ? weights.ofWeight(sum) : null;
      if (wanted.length > 2 && wanted[2]) {
        gradients[2] = weights.ofBias(sum);
      }
    }
    return gradients;
  }

  /**
   * Walks over the windows of dY.
   *
   * @param dx where the input's gradient is written, or null
   * @param sums where each share's dT is added, or null
   */
  private void compute(WindowBlocks blocks, INDArray dy, INDArray dx, INDArray sums) {
    INDArray memory = weights.turned();
    Matrix map = FloatMemory.matrix(memory, 0);
    FloatBuffer given = numbers(input);
    FloatBuffer from = numbers(dy);
    FloatBuffer to = dx == null ? null : numbers(dx);
    blocks.each(
        (worker, block) -> {
          Matrix seen = worker.windows(outputs, from, block, false);
          if (to != null) {
            MatrixProducts.multiply(1, map, seen, 0, worker.product(inputs, block));
            worker.write(inputs, to, block);
          }
          if (sums != null) {
            Matrix read = worker.read(inputs, given, block);
            Matrix sum = FloatMemory.matrix(sums, block.share());
            MatrixProducts.multiplyByTransposed(1, seen, read, 1, sum);
          }
        });
    Reference.reachabilityFence(this); // BLAS and the workers use addresses
    Reference.reachabilityFence(dy);
    Reference.reachabilityFence(dx);
    Reference.reachabilityFence(sums);
    Reference.reachabilityFence(memory);
  }
}
