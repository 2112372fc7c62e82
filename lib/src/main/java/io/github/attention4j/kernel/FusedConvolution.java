package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.FloatPointer;
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
 * dT = X P(dY)^T           the gradient of the turned window; turned back it is dW
 * db = 1 P(dY)^T           where the window's middle is
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
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many multiplications, waking helpers takes longer than doing their work. */
  private static final double WORTH_SHARING = 1 << 20;

  private static final boolean[] BOTH = {true, true};

  private static final long MOST_NUMBERS = 1 << 29; // bytes are counted, too

  private static final Idle<WindowBlock> WORKERS = new Idle<>(WindowBlock::new);

  private final INDArray input;
  private final float[] weight;
  private final boolean biased;
  private final INDArray output;
  private final WindowSizes inputs;
  private final WindowSizes outputs;

  private FusedConvolution(INDArray input, INDArray weight, INDArray bias, int dilation) {
    this.input = FloatMemory.dense(input);
    this.weight = FloatMemory.numbers(weight);
    biased = bias != null;
    inputs =
        new WindowSizes(
            (int) input.size(1),
            (int) input.size(2),
            (int) input.size(3),
            (int) weight.size(2),
            dilation);
    outputs = inputs.withChannels((int) weight.size(0));
    output = FloatMemory.uninitialized(input.size(0), weight.size(0), input.size(2), input.size(3));
    compute(biased ? FloatMemory.numbers(bias) : null);
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

  private void compute(float[] bias) {
    int count = outputs.channels();
    int depth = inputs.depth();
    int columns = depth + (biased ? 1 : 0);
    float[] both = new float[count * columns]; // [W b]
    for (int out = 0; out < count; out++) {
      System.arraycopy(weight, out * depth, both, out * columns, depth);
      if (biased) {
        both[out * columns + depth] = bias[out];
      }
    }
    INDArray memory = FloatMemory.uninitialized(count, columns);
    Matrix map = matrix(memory, both);
    each(
        inputs,
        (worker, block) -> {
          FloatBuffer sample = sample(input, inputs, block);
          Matrix seen = worker.windows(inputs, sample, block.first(), block.rows(), biased);
          MatrixProducts.multiply(1, map, seen, 0, worker.product(outputs, block.rows()));
          sample = sample(output, outputs, block);
          worker.write(outputs, sample, block.first(), block.rows());
        });
    Reference.reachabilityFence(memory);
  }

  /** Of the input, the weight and, if there is one, the bias. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    return gradients(outputGradient, biased ? new boolean[] {true, true, true} : BOTH);
  }

  @Override
  public INDArray[] gradients(INDArray outputGradient, boolean[] wanted) {
    INDArray dense = FloatMemory.dense(outputGradient);
    boolean wantsParameters = wanted[1] || biased && wanted[2];
    INDArray[] gradients = new INDArray[wanted.length];
    if (wanted[0]) {
      gradients[0] = FloatMemory.uninitialized(input.shape());
    }
    INDArray memory = FloatMemory.uninitialized(inputs.channels(), outputs.depth());
    Matrix map = matrix(memory, turned(weight, outputs.channels(), inputs.channels()));
    int length = (inputs.channels() + 1) * outputs.depth();
    INDArray sums = wantsParameters ? Nd4j.create(DataType.FLOAT, shares(outputs), length) : null;
    each(
        outputs,
        (worker, block) -> {
          FloatBuffer sample = sample(dense, outputs, block);
          Matrix seen = worker.windows(outputs, sample, block.first(), block.rows(), false);
          if (wanted[0]) {
            MatrixProducts.multiply(1, map, seen, 0, worker.product(inputs, block.rows()));
            FloatBuffer to = sample(gradients[0], inputs, block);
            worker.write(inputs, to, block.first(), block.rows());
          }
          if (wantsParameters) {
            FloatBuffer from = sample(input, inputs, block);
            Matrix given = worker.read(inputs, from, block.first(), block.rows());
            MatrixProducts.multiplyByTransposed(1, given, seen, 1, sum(sums, block.share()));
          }
        });
    Reference.reachabilityFence(memory);
    Reference.reachabilityFence(dense);
    if (wantsParameters) {
      ofParameters(addedUp(sums), wanted, gradients);
    }
    return gradients;
  }

  /** The sum of a share of the blocks, {@code (inputs + 1, outputs window window)}. */
  private Matrix sum(INDArray sums, int share) {
    FloatPointer first = new FloatPointer(sums.data().addressPointer());
    int columns = outputs.depth();
    long start = share * sums.size(1);
    return new Matrix(first.getPointer(start), inputs.channels() + 1, columns, columns);
  }

  /** From the sums over all blocks to the weight's gradient and the bias's. */
  private void ofParameters(float[] sums, boolean[] wanted, INDArray[] gradients) {
    int count = outputs.channels();
    if (wanted[1]) {
      float[] numbers = turned(sums, inputs.channels(), count);
      int window = inputs.window();
      gradients[1] = FloatMemory.uninitialized(count, inputs.channels(), window, window);
      FloatMemory.part(gradients[1], 0, numbers.length).put(numbers);
    }
    if (biased && wanted[2]) {
      int places = inputs.window() * inputs.window();
      float[] numbers = new float[count];
      for (int out = 0; out < count; out++) {
        int window = inputs.channels() * outputs.depth() + out * places;
        numbers[out] = sums[window + places / 2];
      }
      gradients[2] = FloatMemory.uninitialized(count);
      FloatMemory.part(gradients[2], 0, count).put(numbers);
    }
  }

  /** {@code (first, second, window, window)} to {@code (second, first, ..)}, the windows turned. */
  private float[] turned(float[] numbers, int first, int second) {
    int places = inputs.window() * inputs.window();
    float[] turned = new float[first * second * places];
    for (int i = 0; i < first; i++) {
      for (int j = 0; j < second; j++) {
        int from = (i * second + j) * places;
        int last = (j * first + i) * places + places - 1;
        for (int place = 0; place < places; place++) {
          turned[last - place] = numbers[from + place];
        }
      }
    }
    return turned;
  }

  private static float[] addedUp(INDArray sums) {
    int length = (int) sums.size(1);
    float[] total = new float[length];
    float[] one = new float[length];
    for (int share = 0; share < sums.size(0); share++) {
      FloatMemory.part(sums, (long) share * length, length).get(one);
      RowLoops.add(total, one, length);
    }
    return total;
  }

  private static Matrix matrix(INDArray memory, float[] numbers) {
    FloatMemory.part(memory, 0, numbers.length).put(numbers);
    int columns = (int) memory.size(1);
    FloatPointer first = new FloatPointer(memory.data().addressPointer());
    return new Matrix(first, (int) memory.size(0), columns, columns);
  }

  private static FloatBuffer sample(INDArray maps, WindowSizes sizes, Block block) {
    return FloatMemory.part(maps, (long) block.sample() * sizes.length(), sizes.length());
  }

  /** Some rows of a sample, and the share of the work that they belong to. */
  private record Block(int share, int sample, int first, int rows) {}

  /** Into how many shares the blocks are put. */
  private int shares(WindowSizes sizes) {
    double products = (double) input.length() * outputs.depth();
    int blocks = (int) input.size(0) * sizes.blocks();
    return products < WORTH_SHARING ? 1 : Math.min(2 * PROCESSORS, blocks);
  }

  /** Does something with every block of every map, on all processors if that is worth it. */
  private void each(WindowSizes sizes, BiConsumer<WindowBlock, Block> task) {
    int blocks = (int) input.size(0) * sizes.blocks();
    int shares = shares(sizes);
    MatrixProducts.claimOneThread();
    try {
      Workers.share(
          shares,
          Math.min(shares, PROCESSORS) - 1,
          numbers ->
              WORKERS.work(
                  numbers,
                  (worker, share) -> {
                    int end = (int) ((long) blocks * (share + 1) / shares);
                    for (int i = (int) ((long) blocks * share / shares); i < end; i++) {
                      int first = i % sizes.blocks() * sizes.blockRows();
                      int rows = Math.min(sizes.blockRows(), sizes.height() - first);
                      task.accept(worker, new Block(share, i / sizes.blocks(), first, rows));
                    }
                  }));
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(this); // BLAS and the workers use addresses
    }
  }
}
