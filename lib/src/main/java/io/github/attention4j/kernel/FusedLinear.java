package io.github.attention4j.kernel;

import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A linear map of the last axis, {@code Y = X W^T + b}, every position a row of X and of Y, and its
 * gradients {@code dX = dY W}, {@code dW = dY^T X} and {@code db}, the sum of dY's rows.
 *
 * <p>The bias stands in Y's memory before the product is added to it. Blocks of rows are shared
 * between the calling thread and the threads of Java's common pool; OpenBLAS computes each on one
 * thread. Its own threads would wait for one another by spinning, which any other process on the
 * processors makes slow.
 *
 * <p>For the gradients, too, a block of rows is read once: it makes its rows of dX, and its part of
 * the sums dW and db, which are added up at the end, always in the same order. (Blocks of W's rows
 * in place of parts would be thin products that read all of dY and X each: they took four times as
 * long as dX.)
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend, with OpenBLAS on the class path.
 */
public final class FusedLinear implements Fused {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many multiplications, waking helpers takes longer than doing their work. */
  private static final double WORTH_SHARING = 1 << 20;

  private static final boolean[] BOTH = {true, true};

  private static final long MOST_NUMBERS = 1 << 29; // bytes are counted, too

  private final INDArray input;
  private final INDArray weight;
  private final boolean biased;
  private final INDArray output;

  private FusedLinear(INDArray input, INDArray weight, boolean biased, INDArray output) {
    this.input = input;
    this.weight = weight;
    this.biased = biased;
    this.output = output;
  }

  /**
   * Maps, if it applies.
   *
   * @param input {@code (.., inputs)}
   * @param weight {@code (outputs, inputs)}
   * @param bias {@code (outputs)}, or null for none
   * @return nothing where the definition is to be used instead, also for shapes that it has to
   *     refuse
   */
  public static Optional<FusedLinear> of(INDArray input, INDArray weight, INDArray bias) {
    if (!applies(input, weight, bias)) {
      return Optional.empty();
    }
    long[] sizes = input.shape().clone();
    sizes[sizes.length - 1] = weight.size(0);
    FusedLinear map =
        new FusedLinear(
            FloatMemory.dense(input),
            FloatMemory.dense(weight),
            bias != null,
            FloatMemory.uninitialized(sizes));
    map.compute(bias == null ? null : FloatMemory.numbers(bias));
    return Optional.of(map);
  }

  private static boolean applies(INDArray input, INDArray weight, INDArray bias) {
    return input.dataType() == DataType.FLOAT
        && weight.dataType() == DataType.FLOAT
        && !input.wasClosed()
        && !weight.wasClosed()
        && input.rank() > 1
        && weight.rank() == 2
        && input.size(-1) == weight.size(1)
        && (bias == null || bias.rank() == 1 && bias.length() == weight.size(0))
        && (bias == null || bias.dataType() == DataType.FLOAT)
        && Math.max(input.length(), weight.length()) < MOST_NUMBERS
        && input.length() / input.size(-1) * weight.size(0) < MOST_NUMBERS
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && MatrixProducts.areAvailable();
  }

  private int rows() {
    return (int) (input.length() / input.size(-1));
  }

  private void compute(float[] bias) {
    Matrix x = matrix(input, rows());
    Matrix w = matrix(weight, (int) weight.size(0));
    Matrix y = matrix(output, rows());
    int blocks = blocks();
    share(
        blocks,
        block -> {
          Matrix part = rows(y, block, blocks);
          if (bias != null) {
            fill(part, bias);
          }
          MatrixProducts.multiplyByTransposed(
              1, rows(x, block, blocks), w, bias == null ? 0 : 1, part);
        });
  }

  /** Every row the same, some rows at a time. */
  private static void fill(Matrix matrix, float[] row) {
    int rows = Math.min(matrix.rows(), 1 + 1024 / row.length);
    float[] some = Arrays.copyOf(row, rows * row.length);
    RowLoops.repeat(some, row.length, rows);
    FloatBuffer to = matrix.first().capacity((long) matrix.rows() * row.length).asBuffer();
    while (to.hasRemaining()) {
      to.put(some, 0, Math.min(some.length, to.remaining()));
    }
  }

  /** {@code (.., outputs)}. */
  @Override
  public INDArray output() {
    return output;
  }

  /** Of the input, the weight and, if there is one, the bias. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    return gradients(outputGradient, biased ? new boolean[] {true, true, true} : BOTH);
  }

  @Override
  public INDArray[] gradients(INDArray outputGradient, boolean[] wanted) {
    INDArray dense = FloatMemory.dense(outputGradient);
    int blocks = blocks();
    int outputs = (int) weight.size(0);
    INDArray[] gradients = new INDArray[wanted.length];
    if (wanted[0]) {
      gradients[0] = FloatMemory.uninitialized(input.shape());
    }
    if (wanted[1]) {
      gradients[1] = FloatMemory.uninitialized(blocks, outputs, weight.size(1));
    }
    if (biased && wanted[2]) {
      gradients[2] = FloatMemory.uninitialized(blocks, outputs);
    }
    Matrix x = matrix(input, rows());
    Matrix w = matrix(weight, outputs);
    Matrix dy = matrix(dense, rows());
    share(
        blocks,
        block -> {
          Matrix part = rows(dy, block, blocks);
          if (wanted[0]) {
            MatrixProducts.multiply(
                1, part, w, 0, rows(matrix(gradients[0], rows()), block, blocks));
          }
          if (wanted[1]) {
            Matrix sum = rows(matrix(gradients[1], blocks * outputs), block, blocks);
            MatrixProducts.multiplyTransposed(1, part, rows(x, block, blocks), 0, sum);
          }
          if (biased && wanted[2]) {
            addRows(part, rows(matrix(gradients[2], blocks), block, blocks).first());
          }
        });
    for (int i = 1; i < wanted.length; i++) {
      gradients[i] = wanted[i] ? addedUp(gradients[i]) : null;
    }
    Reference.reachabilityFence(dense);
    return gradients;
  }

  /** The sum of a matrix' rows; some of them at a time, for a row may be short. */
  static void addRows(Matrix matrix, FloatPointer sum) {
    int columns = matrix.columns();
    int rows = Math.min(matrix.rows(), 1 + 1024 / columns);
    float[] sums = new float[rows * columns];
    float[] some = new float[rows * columns];
    FloatBuffer from = matrix.first().capacity((long) matrix.rows() * columns).asBuffer();
    while (from.hasRemaining()) {
      int length = Math.min(some.length, from.remaining());
      from.get(some, 0, length);
      RowLoops.add(sums, some, length);
    }
    for (int i = columns; i < sums.length; i++) {
      sums[i % columns] += sums[i];
    }
    sum.put(sums, 0, columns);
  }

  /** The sum over the first axis, in the memory of the first part. */
  private static INDArray addedUp(INDArray parts) {
    INDArray sum = parts.slice(0);
    int length = (int) sum.length();
    float[] sums = FloatMemory.numbers(sum);
    float[] some = new float[length];
    for (int part = 1; part < parts.size(0); part++) {
      FloatMemory.part(parts, (long) part * length, length).get(some);
      RowLoops.add(sums, some, length);
    }
    if (parts.size(0) > 1) {
      FloatMemory.part(sum, 0, length).put(sums);
    }
    return sum;
  }

  /** An array without gaps as a matrix. */
  private static Matrix matrix(INDArray array, int rows) {
    int columns = (int) (array.length() / rows);
    return new Matrix(new FloatPointer(array.data().addressPointer()), rows, columns, columns);
  }

  /** Into how many blocks the rows are cut. */
  private int blocks() {
    return isWorthSharing() ? Math.min(2 * PROCESSORS, Tiling.blocks(rows(), 16)) : 1;
  }

  private boolean isWorthSharing() {
    return (double) rows() * weight.length() >= WORTH_SHARING;
  }

  private static Matrix rows(Matrix matrix, int block, int blocks) {
    int first = (int) ((long) matrix.rows() * block / blocks);
    int end = (int) ((long) matrix.rows() * (block + 1) / blocks);
    FloatPointer address = matrix.first().getPointer((long) first * matrix.stride());
    return new Matrix(address, end - first, matrix.columns(), matrix.stride());
  }

  private void share(int tasks, IntConsumer task) {
    int helpers = Math.min(tasks, PROCESSORS) - 1;
    MatrixProducts.claimOneThread();
    try {
      Workers.share(
          tasks,
          helpers,
          numbers -> {
            for (int number = numbers.getAsInt(); number >= 0; number = numbers.getAsInt()) {
              task.accept(number);
            }
          });
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(this); // BLAS reads from and writes to addresses
    }
  }
}
