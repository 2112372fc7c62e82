package io.github.attention4j.kernel;

import io.github.attention4j.ops.NdArrayOps;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam's steps for one parameter {@code p}, in one pass over it, its gradient {@code g} and what is
 * remembered:
 *
 * <pre>{@code
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * p = p - rate sqrt(1 - beta2^t) / (1 - beta1^t)  m / (sqrt(v) + epsilon)         t = 1, 2, ..
 * }</pre>
 *
 * <p>ND4J's own updater needs four operations for that, each of which takes longer to call than a
 * small parameter takes to change.
 *
 * <p>Compare: ND4J {@code AdamUpdater}, which this agrees with; PyTorch {@code Adam} adds epsilon
 * after it has corrected v, which only matters where gradients are about as small as epsilon.
 *
 * <p>Source: Kingma and Ba 2015, "Adam", algorithm 1, with the order of computation of the end of
 * section 2.
 *
 * <p>It takes FLOAT parameters without gaps on ND4J's CPU backend, see {@link #takes}. An instance
 * is for one thread at a time.
 */
public final class FusedAdam {
  private static final int CHUNK = 1024 + 16; // no power of two: see OnlineSoftmax

  private final Adam config;
  private final INDArray parameter;
  private final float[] m;
  private final float[] v;

  // Some neighbouring numbers of each. Java makes vector instructions of loops from 0 alone.
  private final float[] numbers;
  private final float[] gradients;
  private final float[] means;
  private final float[] variances;

  /**
   * Adam for a parameter.
   *
   * @param config the rate, or its schedule, and the other settings
   * @param parameter one that {@link #takes} says yes to; its numbers are changed in place
   */
  public FusedAdam(Adam config, INDArray parameter) {
    this.config = config;
    this.parameter = parameter;
    m = new float[(int) parameter.length()];
    v = new float[m.length];
    int chunk = Math.min(CHUNK, m.length);
    numbers = new float[chunk];
    gradients = new float[chunk];
    means = new float[chunk];
    variances = new float[chunk];
  }

  /** Whether it can change such a parameter. */
  public static boolean takes(INDArray parameter) {
    return parameter.dataType() == DataType.FLOAT
        && parameter.length() < 1 << 29
        && Arrays.equals(parameter.stride(), Nd4j.getStrides(parameter.shape(), 'c'))
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
  }

  /**
   * Takes a step.
   *
   * @param gradient of the parameter's shape; it is not written to
   * @param factor what the gradient is multiplied by first
   * @param iteration the number of steps before this one
   * @param epoch for a schedule that goes by it
   * @throws IllegalArgumentException if the gradient is of another shape or type
   */
  public void step(INDArray gradient, double factor, int iteration, int epoch) {
    NdArrayOps.eager().shape(parameter); // refuses a closed one
    NdArrayOps.eager().shape(gradient);
    if (gradient.dataType() != DataType.FLOAT
        || !Arrays.equals(gradient.shape(), parameter.shape())) {
      throw new IllegalArgumentException(
          "adam: gradient is %s %s, expected %s FLOAT as its parameter"
              .formatted(
                  Arrays.toString(gradient.shape()),
                  gradient.dataType(),
                  Arrays.toString(parameter.shape())));
    }
    INDArray dense = FloatMemory.dense(gradient);
    FloatBuffer from = FloatMemory.part(dense, 0, m.length);
    FloatBuffer to = FloatMemory.part(parameter, 0, m.length);
    float rate = (float) rate(iteration, epoch);
    for (int first = 0; first < m.length; first += numbers.length) {
      int length = Math.min(numbers.length, m.length - first);
      to.get(first, numbers, 0, length);
      from.get(first, gradients, 0, length);
      System.arraycopy(m, first, means, 0, length);
      System.arraycopy(v, first, variances, 0, length);
      remember((float) factor, length);
      move(numbers, means, variances, rate, (float) config.getEpsilon(), length);
      to.put(first, numbers, 0, length);
      System.arraycopy(means, 0, m, first, length);
      System.arraycopy(variances, 0, v, first, length);
    }
    Reference.reachabilityFence(dense);
    Reference.reachabilityFence(parameter);
  }

  /** The rate with both corrections for having begun at zero. */
  private double rate(int iteration, int epoch) {
    double rate = config.getLearningRate(iteration, epoch);
    double t = iteration + 1;
    return rate
        * Math.sqrt(1 - Math.pow(config.getBeta2(), t))
        / (1 - Math.pow(config.getBeta1(), t));
  }

  private void remember(float factor, int length) {
    if (factor != 1) {
      RowLoops.scale(gradients, factor, length);
    }
    float beta1 = (float) config.getBeta1();
    float beta2 = (float) config.getBeta2();
    average(means, gradients, beta1, 1 - beta1, length);
    averageSquares(variances, gradients, beta2, 1 - beta2, length);
  }

  private static void average(float[] means, float[] numbers, float kept, float added, int length) {
    for (int i = 0; i < length; i++) {
      means[i] = kept * means[i] + added * numbers[i];
    }
  }

  private static void averageSquares(
      float[] means, float[] numbers, float kept, float added, int length) {
    for (int i = 0; i < length; i++) {
      means[i] = kept * means[i] + added * numbers[i] * numbers[i];
    }
  }

  private static void move(
      float[] numbers, float[] means, float[] variances, float rate, float epsilon, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] -= rate * means[i] / ((float) Math.sqrt(variances[i]) + epsilon);
    }
  }
}
