package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bottleneck attention module, evaluated, in one go: the same as the definition's output, to the
 * last digits of FLOAT, several times faster.
 *
 * <pre>{@code
 * output = input + input sigmoid(channel + spatial)          or channel * spatial
 * }</pre>
 *
 * <p>The definition makes some ten arrays of the input's size on the way. Here a sample goes all
 * the way before the next one begins, so that it is read from memory once and from the cache then:
 * {@link BottleneckSample}. Samples are shared between the calling thread and the threads of Java's
 * common pool; OpenBLAS computes each product on one thread. Any number of threads may call at
 * once.
 *
 * <p>It applies to what {@link FusedGates} takes, with OpenBLAS on the class path.
 */
public final class FusedBottleneck implements Fused {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many numbers, waking helpers takes longer than doing their work. */
  private static final long WORTH_SHARING = 1 << 15;

  private final INDArray input; // (B, C, H, W)
  private final PaddedSizes sizes;
  private final Perceptron channels;
  private final PlaceBranch places;
  private final boolean product;
  private final INDArray output;

  private FusedBottleneck(
      INDArray input,
      PaddedSizes sizes,
      List<FoldedLayer> channels,
      List<FoldedLayer> places,
      boolean product) {
    this.input = FloatMemory.dense(input);
    this.sizes = sizes;
    this.channels = new Perceptron(channels.get(0), channels.get(1));
    this.places = new PlaceBranch(places);
    this.product = product;
    output = FloatMemory.uninitialized(input.shape());
    compute();
  }

  /**
   * Passes a feature map, if it applies.
   *
   * @param input {@code (B, C, H, W)}
   * @param channels the channel branch: two linear maps, ReLU between them; made only if it applies
   * @param places the spatial branch: a 1x1 convolution, 3x3 convolutions, a 1x1 convolution to one
   *     map, ReLU between them; made only if it applies
   * @param dilation how far apart the places lie that 3x3 windows look at
   * @param product whether the branches are multiplied; otherwise they are added
   * @return nothing where the definition is to be used instead
   */
  public static Optional<FusedBottleneck> of(
      INDArray input,
      Supplier<List<FoldedLayer>> channels,
      Supplier<List<FoldedLayer>> places,
      long dilation,
      boolean product) {
    return FusedGates.take(input) && MatrixProducts.areAvailable()
        ? Optional.of(
            new FusedBottleneck(
                input,
                PaddedSizes.of((int) input.size(2), (int) input.size(3), dilation),
                channels.get(),
                places.get(),
                product))
        : Optional.empty();
  }

  /** {@code (B, C, H, W)}. */
  @Override
  public INDArray output() {
    return output;
  }

  /** There are none: on a tape the definition has them. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    throw new UnsupportedOperationException("a fused bottleneck has no gradients");
  }

  private void compute() {
    int samples = (int) input.size(0);
    int helpers = input.length() < WORTH_SHARING ? 0 : Math.min(samples, PROCESSORS) - 1;
    MatrixProducts.claimOneThread();
    try {
      Workers.share(samples, helpers, this::pass);
    } finally {
      MatrixProducts.release();
    }
    Reference.reachabilityFence(this); // BLAS and the workers use addresses
  }

  private void pass(IntSupplier numbers) {
    int all = (int) input.size(1);
    int plane = sizes.height() * sizes.width();
    BottleneckSample worker = null;
    for (int i = numbers.getAsInt(); i >= 0; i = numbers.getAsInt()) {
      worker = worker == null ? new BottleneckSample(channels, places, sizes) : worker;
      long first = (long) i * all * plane;
      worker.branches(new Matrix(FloatMemory.address(input, first), all, plane, plane));
      worker.pass(
          FloatMemory.part(input, first, all * plane),
          FloatMemory.part(output, first, all * plane),
          product);
    }
  }
}
