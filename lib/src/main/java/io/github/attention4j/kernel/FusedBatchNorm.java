package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm by the batch's own statistics, channel by channel, and its gradient:
 *
 * <pre>{@code
 * N  = (X - mean) / s          s = sqrt(variance + epsilon), over the n numbers of a channel
 * Y  = N weight + bias
 * dX = weight / s (dY - mean(dY) - N mean(dY N))
 * dWeight = sum(dY N)          dBias = sum(dY)
 * }</pre>
 *
 * <p>The definition makes some ten arrays of X's size on the way and twice as many for the
 * gradient; here X is read twice, and twice again. Sums are kept in DOUBLE. Channels are shared
 * between the calling thread and the threads of Java's common pool.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend.
 */
public final class FusedBatchNorm implements Fused {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many numbers, waking helpers takes longer than doing their work. */
  private static final long WORTH_SHARING = 1 << 15;

  private final INDArray input;
  private final float[] weight;
  private final double[] mean;
  private final double[] inverse; // 1 / s
  private final INDArray output;

  private FusedBatchNorm(INDArray input, float[] weight) {
    this.input = input;
    this.weight = weight;
    this.mean = new double[weight.length];
    this.inverse = new double[weight.length];
    this.output = FloatMemory.uninitialized(input.shape());
  }

  /**
   * Normalises, if it applies.
   *
   * @param input {@code (B, C, ..)}
   * @param weight {@code (C)}
   * @param bias {@code (C)}
   * @param epsilon what is added to the variance
   * @return nothing where the definition is to be used instead
   */
  public static Optional<FusedBatchNorm> of(
      INDArray input, INDArray weight, INDArray bias, double epsilon) {
    boolean applies =
        input.dataType() == DataType.FLOAT
            && input.length() < 1 << 29 // bytes are counted, too
            && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
    if (!applies) {
      return Optional.empty();
    }
    FusedBatchNorm norm = new FusedBatchNorm(FloatMemory.dense(input), FloatMemory.numbers(weight));
    norm.compute(FloatMemory.numbers(bias), epsilon);
    return Optional.of(norm);
  }

  private int samples() {
    return (int) input.size(0);
  }

  private int channels() {
    return weight.length;
  }

  /** How many numbers of a sample's channel lie side by side. */
  private int plane() {
    return (int) (input.length() / samples() / channels());
  }

  private double count() {
    return (double) samples() * plane();
  }

  private void compute(float[] bias, double epsilon) {
    FloatBuffer from = FloatMemory.part(input, 0, (int) input.length());
    FloatBuffer to = FloatMemory.part(output, 0, (int) output.length());
    eachChannel(
        channel -> {
          float[] x = new float[plane()];
          measure(channel, from, x, epsilon);
          float centre = (float) mean[channel];
          double factor = weight[channel] * inverse[channel];
          float offset = (float) (bias[channel] - (mean[channel] - centre) * factor);
          for (int sample = 0; sample < samples(); sample++) {
            from.get(first(sample, channel), x);
            NormLoops.normalise(x, centre, (float) factor, offset);
            to.put(first(sample, channel), x);
          }
        });
  }

  /** Mean and variance of the differences to one of the numbers: large ones cancel early. */
  private void measure(int channel, FloatBuffer from, float[] x, double epsilon) {
    float pivot = from.get(first(0, channel));
    double sum = 0;
    double squares = 0;
    for (int sample = 0; sample < samples(); sample++) {
      from.get(first(sample, channel), x);
      NormLoops.subtract(x, pivot);
      sum += NormLoops.sum(x);
      squares += RowLoops.sumOfSquares(x, x.length);
    }
    double difference = sum / count();
    mean[channel] = pivot + difference;
    double variance = Math.max(0, squares / count() - difference * difference);
    inverse[channel] = 1 / Math.sqrt(variance + epsilon);
  }

  /** Of the input's shape. */
  @Override
  public INDArray output() {
    return output;
  }

  /** Of the input, the weight and the bias. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    INDArray dense = FloatMemory.dense(outputGradient);
    INDArray gradient = FloatMemory.uninitialized(input.shape());
    float[] ofWeight = new float[channels()];
    float[] ofBias = new float[channels()];
    FloatBuffer from = FloatMemory.part(input, 0, (int) input.length());
    FloatBuffer slopes = FloatMemory.part(dense, 0, (int) dense.length());
    FloatBuffer to = FloatMemory.part(gradient, 0, (int) gradient.length());
    eachChannel(
        channel -> {
          float[] x = new float[plane()];
          float[] dy = new float[plane()];
          float centre = (float) mean[channel];
          double rest = mean[channel] - centre;
          double sum = 0;
          double product = 0;
          for (int sample = 0; sample < samples(); sample++) {
            from.get(first(sample, channel), x);
            slopes.get(first(sample, channel), dy);
            NormLoops.subtract(x, centre);
            sum += NormLoops.sum(dy);
            product += NormLoops.dot(x, dy);
          }
          product = (product - rest * sum) * inverse[channel]; // of dY and N
          ofWeight[channel] = (float) product;
          ofBias[channel] = (float) sum;
          // dX = factor dY + tilt (X - centre) + shift
          double factor = weight[channel] * inverse[channel];
          double tilt = -factor * inverse[channel] * product / count();
          float shift = (float) (-factor * sum / count() - tilt * rest);
          for (int sample = 0; sample < samples(); sample++) {
            from.get(first(sample, channel), x);
            slopes.get(first(sample, channel), dy);
            NormLoops.normalise(x, centre, (float) tilt, shift);
            GateLoops.addScaled(x, dy, (float) factor, x.length);
            to.put(first(sample, channel), x);
          }
        });
    Reference.reachabilityFence(dense);
    Reference.reachabilityFence(gradient);
    return new INDArray[] {gradient, Nd4j.createFromArray(ofWeight), Nd4j.createFromArray(ofBias)};
  }

  private int first(int sample, int channel) {
    return (sample * channels() + channel) * plane();
  }

  private void eachChannel(IntConsumer task) {
    int helpers = input.length() < WORTH_SHARING ? 0 : Math.min(channels(), PROCESSORS) - 1;
    Workers.share(
        channels(),
        helpers,
        numbers -> {
          for (int number = numbers.getAsInt(); number >= 0; number = numbers.getAsInt()) {
            task.accept(number);
          }
        });
    Reference.reachabilityFence(this); // workers read from and write to addresses
  }
}
