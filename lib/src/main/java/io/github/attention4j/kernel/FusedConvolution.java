package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
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
    FloatBuffer from = numbers(input);
    FloatBuffer to = numbers(output);
    each(
        inputs,
        outputs,
        (worker, block) -> {
          int rows = block.rows();
          Matrix seen = worker.windows(inputs, from, block.sample(), block.first(), rows, biased);
          MatrixProducts.multiply(1, map, seen, 0, worker.product(outputs, rows));
          worker.write(outputs, to, block.sample(), block.first(), rows);
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
    int shares = shares(outputs, inputs);
    int length = outputs.depth() * (inputs.channels() + 1);
    OffHeap[] sums = new OffHeap[wantsParameters ? shares : 0]; // zeros
    Arrays.setAll(sums, share -> new OffHeap(length));
    FloatBuffer from = numbers(input);
    FloatBuffer slopes = numbers(dense);
    FloatBuffer to = wanted[0] ? numbers(gradients[0]) : null;
    each(
        outputs,
        inputs,
        (worker, block) -> {
          int rows = block.rows();
          Matrix seen = worker.windows(outputs, slopes, block.sample(), block.first(), rows, false);
          if (wanted[0]) {
            MatrixProducts.multiply(1, map, seen, 0, worker.product(inputs, rows));
            worker.write(inputs, to, block.sample(), block.first(), rows);
          }
          if (wantsParameters) {
            Matrix given = worker.read(inputs, from, block.sample(), block.first(), rows);
            Matrix sum = sums[block.share()].matrix(0, outputs.depth(), inputs.channels() + 1);
            MatrixProducts.multiplyByTransposed(1, seen, given, 1, sum);
          }
        });
    Reference.reachabilityFence(memory);
    Reference.reachabilityFence(dense);
    if (wantsParameters) {
      ofParameters(addedUp(sums, length), wanted, gradients);
    }
    return gradients;
  }

  /**
   * From the sums over all blocks, {@code (outputs window window, inputs + 1)}, to the weight's
   * gradient and the bias's.
   */
  private void ofParameters(float[] sums, boolean[] wanted, INDArray[] gradients) {
    int count = outputs.channels();
    int places = inputs.window() * inputs.window();
    int columns = inputs.channels() + 1;
    if (wanted[1]) {
      float[] numbers = new float[count * inputs.channels() * places];
      for (int out = 0; out < count; out++) {
        for (int place = 0; place < places; place++) {
          int row = (out * places + places - 1 - place) * columns; // turned back
          for (int in = 0; in < inputs.channels(); in++) {
            numbers[(out * inputs.channels() + in) * places + place] = sums[row + in];
          }
        }
      }
      int window = inputs.window();
      gradients[1] = FloatMemory.uninitialized(count, inputs.channels(), window, window);
      FloatMemory.part(gradients[1], 0, numbers.length).put(numbers);
    }
    if (biased && wanted[2]) {
      float[] numbers = new float[count];
      for (int out = 0; out < count; out++) {
        numbers[out] = sums[(out * places + places / 2) * columns + columns - 1];
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

  private static float[] addedUp(OffHeap[] sums, int length) {
    float[] total = new float[length];
    float[] one = new float[length];
    for (OffHeap sum : sums) {
      sum.get(0, one, length);
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

  private static FloatBuffer numbers(INDArray maps) {
    return FloatMemory.part(maps, 0, (int) maps.length());
  }

  /** Some rows of a sample, and the share of the work that they belong to. */
  private record Block(int share, int sample, int first, int rows) {}

  /** Into how many shares the blocks are put. */
  private int shares(WindowSizes seen, WindowSizes made) {
    double products = (double) input.length() * outputs.depth();
    int blocks = (int) input.size(0) * seen.blocks(made.channels());
    return products < WORTH_SHARING ? 1 : Math.min(2 * PROCESSORS, blocks);
  }

  /**
   * Does something with every block of every map, on all processors if that is worth it.
   *
   * @param seen the maps that the windows go over
   * @param made the maps that they are multiplied to
   */
  private void each(WindowSizes seen, WindowSizes made, BiConsumer<WindowBlock, Block> task) {
    int ofMap = seen.blocks(made.channels());
    int blockRows = seen.blockRows(made.channels());
    int blocks = (int) input.size(0) * ofMap;
    int shares = shares(seen, made);
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
                      int first = i % ofMap * blockRows;
                      int rows = Math.min(blockRows, seen.height() - first);
                      task.accept(worker, new Block(share, i / ofMap, first, rows));
                    }
                  }));
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(this); // BLAS and the workers use addresses
    }
  }
}
