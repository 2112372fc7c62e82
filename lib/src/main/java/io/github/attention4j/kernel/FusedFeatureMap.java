package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Self-attention over a feature map in one go, without its weights: the same as the definition's,
 * to the last digits of FLOAT, several times faster and in memory that grows with {@code H W}. It
 * has no gradient.
 *
 * <p>A sample is read as it lies, a matrix {@code (C, H W)} whose columns are the places. First
 * come the keys and values of all places, then block by block their queries, what these find, and
 * the output: {@link PlaceSoftmax}.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend, with OpenBLAS on the class path; {@link
 * io.github.attention4j.vision.FeatureMapAttention#output} chooses.
 *
 * <p>Blocks of places are shared between the calling thread and the threads of Java's common pool.
 * Any number of threads may call at once. While a call runs, OpenBLAS computes on one thread a
 * call, for the whole process.
 */
public final class FusedFeatureMap implements Fused {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many multiplications, waking helpers takes longer than doing their work. */
  private static final double WORTH_SHARING = 1 << 20;

  private static final long MOST_NUMBERS = 1 << 29; // bytes are counted, too

  private static final Idle<PlaceSoftmax> MEMORY = new Idle<>(PlaceSoftmax::new);

  private final FeatureMapJob job;

  private FusedFeatureMap(FeatureMapJob job) {
    this.job = job;
    MatrixProducts.claimOneThread();
    try {
      if (job.samples() >= PROCESSORS && PlaceSoftmax.keeps(job)) {
        share(job.samples(), (softmax, sample) -> softmax.attend(job, sample));
      } else {
        attendByBlocks();
      }
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(job); // BLAS reads from addresses that its arrays own
    }
    FloatMemory.release(job.keyValueWeight());
  }

  /** Where there are too few samples for all processors, or one of them is too large. */
  private void attendByBlocks() {
    int blocks = job.blocks();
    INDArray memory = FloatMemory.uninitialized(job.samples(), PlaceVectors.length(job));
    PlaceVectors[] vectors = new PlaceVectors[job.samples()];
    for (int sample = 0; sample < vectors.length; sample++) {
      vectors[sample] = PlaceVectors.at(FloatMemory.address(memory, sample * memory.size(1)), job);
    }
    share(
        vectors.length * blocks,
        (softmax, number) -> {
          int sample = number / blocks;
          job.makeVectors(job.block(sample, number % blocks), vectors[sample]);
        });
    share(
        vectors.length * blocks,
        (softmax, number) -> {
          int sample = number / blocks;
          softmax.attend(job, job.block(sample, number % blocks), vectors[sample]);
        });
    FloatMemory.release(memory);
  }

  /**
   * Attends, if it applies.
   *
   * @param input {@code (B, C, H, W)}
   * @param layers made only if it applies
   * @return nothing where the definition is to be used instead
   */
  public static Optional<FusedFeatureMap> of(INDArray input, Supplier<FeatureMapLayers> layers) {
    return take(input)
        ? Optional.of(new FusedFeatureMap(FeatureMapJob.of(input, layers.get())))
        : Optional.empty();
  }

  /** Whether {@link #of} takes a feature map {@code (B, C, H, W)}. */
  static boolean take(INDArray input) {
    return input.dataType() == DataType.FLOAT
        && 3 * input.length() / input.size(0) < MOST_NUMBERS // of a sample's vectors
        && input.length() / input.size(1) < MOST_NUMBERS // places are counted
        && PlaceSoftmax.takes(input.size(1))
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && MatrixProducts.areAvailable();
  }

  /** {@code (B, C, H, W)}. */
  @Override
  public INDArray output() {
    return job.output();
  }

  /**
   * There is none: on a tape the definition is used.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    throw new UnsupportedOperationException("no gradient");
  }

  private void share(int tasks, ObjIntConsumer<PlaceSoftmax> task) {
    double work = (double) job.input().length() * (job.input().size(1) + job.places());
    int helpers = work < WORTH_SHARING ? 0 : Math.min(tasks, PROCESSORS) - 1;
    Workers.share(tasks, helpers, numbers -> MEMORY.work(numbers, task));
  }
}
