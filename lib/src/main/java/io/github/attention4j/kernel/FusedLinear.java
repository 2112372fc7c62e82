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
 * <p>Each is one matrix product, with the bias in Y's memory before the product is added to it.
 * Blocks of rows, and of W's rows for dW, are shared between the calling thread and the threads of
 * Java's common pool; OpenBLAS computes each on one thread. Its own threads would wait for one
 * another by spinning, which any other process on the processors makes slow.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend, with OpenBLAS on the class path.
 */
public final class FusedLinear implements Fused {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many multiplications, waking helpers takes longer than doing their work. */
  private static final double WORTH_SHARING = 1 << 20;

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
    int blocks = blocks(rows());
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
    INDArray dense = FloatMemory.dense(outputGradient);
    INDArray inputGradient = FloatMemory.uninitialized(input.shape());
    INDArray weightGradient = FloatMemory.uninitialized(weight.shape());
    int outputs = (int) weight.size(0);
    Matrix x = matrix(input, rows());
    Matrix w = matrix(weight, outputs);
    Matrix dy = matrix(dense, rows());
    Matrix dx = matrix(inputGradient, rows());
    Matrix dw = matrix(weightGradient, outputs);
    int rowBlocks = blocks(rows());
    int outputBlocks = blocks(outputs);
    share(
        rowBlocks + outputBlocks,
        task -> {
          if (task < rowBlocks) {
            Matrix part = rows(dx, task, rowBlocks);
            MatrixProducts.multiply(1, rows(dy, task, rowBlocks), w, 0, part);
          } else {
            Matrix part = rows(dw, task - rowBlocks, outputBlocks);
            Matrix columns = columns(dy, task - rowBlocks, outputBlocks);
            MatrixProducts.multiplyTransposed(1, columns, x, 0, part);
          }
        });
    INDArray[] gradients =
        biased
            ? new INDArray[] {inputGradient, weightGradient, sumOfRows(dy)}
            : new INDArray[] {inputGradient, weightGradient};
    Reference.reachabilityFence(dense);
    return gradients;
  }

  private static INDArray sumOfRows(Matrix matrix) {
    INDArray sum = FloatMemory.uninitialized(matrix.columns());
    try (FloatPointer ones = new FloatPointer(matrix.rows())) {
      float[] numbers = new float[matrix.rows()];
      Arrays.fill(numbers, 1);
      ones.put(numbers);
      Matrix row = new Matrix(ones, 1, matrix.rows(), matrix.rows());
      MatrixProducts.multiply(1, row, matrix, 0, matrix(sum, 1));
    }
    return sum;
  }

  /** An array without gaps as a matrix. */
  private static Matrix matrix(INDArray array, int rows) {
    int columns = (int) (array.length() / rows);
    return new Matrix(new FloatPointer(array.data().addressPointer()), rows, columns, columns);
  }

  /** Into how many blocks so many rows are cut. */
  private static int blocks(int rows) {
    return Math.min(2 * PROCESSORS, Tiling.blocks(rows, 16));
  }

  private static Matrix rows(Matrix matrix, int block, int blocks) {
    int first = (int) ((long) matrix.rows() * block / blocks);
    int end = (int) ((long) matrix.rows() * (block + 1) / blocks);
    FloatPointer address = matrix.first().getPointer((long) first * matrix.stride());
    return new Matrix(address, end - first, matrix.columns(), matrix.stride());
  }

  private static Matrix columns(Matrix matrix, int block, int blocks) {
    int first = (int) ((long) matrix.columns() * block / blocks);
    int end = (int) ((long) matrix.columns() * (block + 1) / blocks);
    FloatPointer address = matrix.first().getPointer((long) first);
    return new Matrix(address, matrix.rows(), end - first, matrix.stride());
  }

  private void share(int tasks, IntConsumer task) {
    double multiplications = (double) rows() * weight.length();
    int helpers = multiplications < WORTH_SHARING ? 0 : Math.min(tasks, PROCESSORS) - 1;
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
