package io.github.attention4j.kernel;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gates over a feature map in one go: the same output as the definition's, to the last digits of
 * FLOAT, several times faster. How: {@link GatedSample}.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend whose samples have at most 16,777,216
 * numbers; {@link io.github.attention4j.vision.Cbam#output} chooses.
 *
 * <p>Samples are shared between the calling thread and the threads of Java's common pool. Any
 * number of threads may call at once.
 */
public final class FusedGates {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many numbers, waking helpers takes longer than doing their work. */
  private static final long WORTH_SHARING = 1 << 15;

  private static final long MOST_NUMBERS = 1 << 24; // of a sample, so that no index overflows

  private FusedGates() {}

  /** Whether {@link #output} takes a feature map {@code (B, C, H, W)}. */
  public static boolean take(INDArray input) {
    return input.dataType() == DataType.FLOAT
        && input.size(0) <= Integer.MAX_VALUE // samples are counted
        && input.length() / input.size(0) <= MOST_NUMBERS
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
  }

  /**
   * Gates a feature map.
   *
   * @param input {@code (B, C, H, W)}, one that {@link #take} says yes to
   * @param gates one after the other, each kind at most once
   * @return the gated input, {@code (B, C, H, W)}
   */
  public static INDArray output(INDArray input, List<Gate> gates) {
    INDArray dense = FloatMemory.dense(input);
    INDArray output = FloatMemory.uninitialized(input.shape());
    int samples = (int) input.size(0);
    int helpers = input.length() < WORTH_SHARING ? 0 : Math.min(samples, PROCESSORS) - 1;
    Workers.share(samples, helpers, numbers -> work(dense, output, gates, numbers));
    Reference.reachabilityFence(dense); // workers read from and write to addresses
    Reference.reachabilityFence(output);
    return output;
  }

  private static void work(INDArray input, INDArray output, List<Gate> gates, IntSupplier numbers) {
    int number = numbers.getAsInt();
    if (number < 0) {
      return;
    }
    int length = (int) (input.length() / input.size(0));
    GatedSample sample =
        new GatedSample((int) input.size(1), (int) input.size(2), (int) input.size(3));
    for (; number >= 0; number = numbers.getAsInt()) {
      long first = (long) number * length;
      FloatBuffer from = FloatMemory.part(input, first, length);
      sample.gate(from, FloatMemory.part(output, first, length), gates);
    }
  }
}
