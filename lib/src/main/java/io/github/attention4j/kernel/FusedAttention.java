package io.github.attention4j.kernel;

import io.github.attention4j.mask.Mask;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntSupplier;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dot-product attention in one go, {@code softmax(scale query key^T) value}, without its weights:
 * the same output as the definition's, to the last digits of FLOAT, several times faster and in
 * memory that grows with T. How: {@link OnlineSoftmax}.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend, with OpenBLAS on the class path and rows not
 * wider than 65,536; {@link io.github.attention4j.mechanism.Attention#output} chooses.
 *
 * <p>Blocks of queries are shared between the calling thread and the threads of Java's common pool.
 * Any number of threads may call at once. While a call runs, OpenBLAS computes on one thread a
 * call, for the whole process.
 */
public final class FusedAttention {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many multiplications, waking helpers takes longer than doing their work. */
  private static final double WORTH_SHARING = 1 << 20;

  /** Workers' memory between calls: at most one for each processor is kept. */
  private static final ArrayBlockingQueue<OnlineSoftmax> IDLE =
      new ArrayBlockingQueue<>(PROCESSORS);

  private FusedAttention() {}

  /**
   * Attends, if it applies.
   *
   * @param query FLOAT or DOUBLE, {@code (B, Tq, Dk)} or {@code (B, H, Tq, Dk)}
   * @param key {@code (B, Tk, Dk)} or {@code (B, H, Tk, Dk)}, of the same type as the query
   * @param value {@code (B, Tk, Dv)} or {@code (B, H, Tk, Dv)}, of the same type as the query
   * @param scale what the dot products are multiplied by
   * @param mask which keys a query may attend to
   * @return {@code (B, Tq, Dv)} or {@code (B, H, Tq, Dv)}; nothing where the definition is to be
   *     used instead, also for a mask that the definition has to refuse
   */
  public static Optional<INDArray> output(
      INDArray query, INDArray key, INDArray value, double scale, Mask<INDArray> mask) {
    if (!applies(query, key, value)) {
      return Optional.empty();
    }
    int last = query.rank() - 1;
    Optional<AllowedKeys> allowed =
        AllowedKeys.of(mask, withLast(query.shape(), key.size(last - 1)));
    if (allowed.isEmpty()) {
      return Optional.empty();
    }
    INDArray output = FloatMemory.uninitialized(withLast(query.shape(), value.size(last)));
    Job job =
        Job.of(
            Planes.of(query),
            Planes.of(key),
            Planes.of(value),
            new FloatPointer(output.data().addressPointer()),
            (float) scale,
            allowed.get());
    double multiplications = (double) query.length() * key.size(last - 1);
    run(job, multiplications < WORTH_SHARING ? 0 : PROCESSORS - 1);
    return Optional.of(output);
  }

  private static long[] withLast(long[] sizes, long last) {
    long[] changed = sizes.clone();
    changed[changed.length - 1] = last;
    return changed;
  }

  private static boolean applies(INDArray query, INDArray key, INDArray value) {
    return query.dataType() == DataType.FLOAT
        && Math.max(query.size(query.rank() - 1), value.size(value.rank() - 1))
            <= OnlineSoftmax.NUMBERS
        && Arrays.stream(query.shape()).allMatch(size -> size <= Integer.MAX_VALUE)
        && key.size(key.rank() - 2) <= Integer.MAX_VALUE
        && query.length() / query.size(query.rank() - 1) <= Integer.MAX_VALUE // blocks are counted
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && MatrixProducts.areAvailable();
  }

  private static void run(Job job, int mostHelpers) {
    int blocks = (int) job.blocks();
    MatrixProducts.claimOneThread();
    try {
      Workers.share(blocks, Math.min(blocks - 1, mostHelpers), numbers -> work(job, numbers));
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(job); // BLAS reads from addresses that the job's arrays own
    }
  }

  private static void work(Job job, IntSupplier numbers) {
    int block = numbers.getAsInt();
    if (block < 0) {
      return;
    }
    OnlineSoftmax idle = IDLE.poll();
    OnlineSoftmax softmax = idle == null ? new OnlineSoftmax() : idle;
    for (; block >= 0; block = numbers.getAsInt()) {
      softmax.attend(job, job.block(block));
    }
    IDLE.offer(softmax);
  }
}
