package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gates over a feature map in one go, and their gradients: the same as the definition's, to the
 * last digits of FLOAT, several times faster. How: {@link GatedSample}, {@link
 * GatedSampleGradient}.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend whose samples have at most 16,777,216
 * numbers; {@link io.github.attention4j.vision.Cbam#output} chooses.
 *
 * <p>Samples are shared between the calling thread and the threads of Java's common pool; the
 * parameters' gradients are added up in each share of the samples, and these in their order. Any
 * number of threads may call at once.
 */
public final class FusedGates implements Fused {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many numbers, waking helpers takes longer than doing their work. */
  private static final long WORTH_SHARING = 1 << 15;

  private static final long MOST_NUMBERS = 1 << 24; // of a sample, so that no index overflows

  private final INDArray input;
  private final List<Gate> gates;
  private final INDArray output;

  private FusedGates(INDArray input, List<Gate> gates) {
    this.input = FloatMemory.dense(input);
    this.gates = List.copyOf(gates);
    output = FloatMemory.uninitialized(input.shape());
    compute();
  }

  /** Whether {@link #of} takes a feature map {@code (B, C, H, W)}. */
  public static boolean take(INDArray input) {
    return input.dataType() == DataType.FLOAT
        && input.size(0) <= Integer.MAX_VALUE // samples are counted
        && input.length() / input.size(0) <= MOST_NUMBERS
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
  }

  /**
   * Gates a feature map, if it applies.
   *
   * @param input {@code (B, C, H, W)}
   * @param gates one after the other, one or more, each kind at most once; made only if it applies
   * @return nothing where the definition is to be used instead
   */
  public static Optional<FusedGates> of(INDArray input, Supplier<List<Gate>> gates) {
    return take(input) ? Optional.of(new FusedGates(input, gates.get())) : Optional.empty();
  }

  /** The gated input, {@code (B, C, H, W)}. */
  @Override
  public INDArray output() {
    return output;
  }

  private void compute() {
    each(
        samples(),
        numbers -> {
          GatedSample sample = null;
          for (int i = numbers.getAsInt(); i >= 0; i = numbers.getAsInt()) {
            sample = sample == null ? new GatedSample(size(1), size(2), size(3)) : sample;
            sample.gate(part(input, i), part(output, i), gates);
          }
        });
  }

  /** Of the input, and of every gate's {@linkplain Gate#parameters parameters} in their order. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    INDArray dense = FloatMemory.dense(outputGradient);
    INDArray gradient = FloatMemory.uninitialized(input.shape());
    int shares = Math.min(2 * PROCESSORS, samples());
    List<List<float[][]>> sums = new ArrayList<>(); // of each share, by gate and parameter
    for (int share = 0; share < shares; share++) {
      sums.add(gates.stream().map(Gate::zeros).toList());
    }
    each(
        shares,
        numbers -> {
          GatedSampleGradient sample = null;
          for (int share = numbers.getAsInt(); share >= 0; share = numbers.getAsInt()) {
            sample = sample == null ? new GatedSampleGradient(size(1), size(2), size(3)) : sample;
            int end = (int) ((long) samples() * (share + 1) / shares);
            for (int i = (int) ((long) samples() * share / shares); i < end; i++) {
              sample.back(
                  part(input, i), part(dense, i), part(gradient, i), gates, sums.get(share));
            }
          }
        });
    Reference.reachabilityFence(dense);
    List<INDArray> gradients = new ArrayList<>();
    gradients.add(gradient);
    for (int gate = 0; gate < gates.size(); gate++) {
      addParameters(gate, sums, gradients);
    }
    return gradients.toArray(INDArray[]::new);
  }

  private void addParameters(int gate, List<List<float[][]>> sums, List<INDArray> gradients) {
    INDArray[] parameters = gates.get(gate).parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] != null) {
        float[] total = sums.get(0).get(gate)[i];
        for (int share = 1; share < sums.size(); share++) {
          RowLoops.add(total, sums.get(share).get(gate)[i], total.length);
        }
        gradients.add(FloatMemory.array(total, parameters[i].shape()));
      }
    }
  }

  private int samples() {
    return size(0);
  }

  private int size(int axis) {
    return (int) input.size(axis);
  }

  private static FloatBuffer part(INDArray maps, int sample) {
    int length = (int) (maps.length() / maps.size(0));
    return FloatMemory.part(maps, (long) sample * length, length);
  }

  private void each(int tasks, Consumer<IntSupplier> worker) {
    int helpers = input.length() < WORTH_SHARING ? 0 : Math.min(tasks, PROCESSORS) - 1;
    Workers.share(tasks, helpers, worker);
    Reference.reachabilityFence(this); // workers read from and write to addresses
  }
}
