package io.github.attention4j.kernel;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.Fused;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dot-product attention in one go, {@code softmax(scale query key^T) value}, without its weights,
 * and its gradient: the same as the definition's, to the last digits of FLOAT, several times faster
 * and in memory that grows with T. How: {@link OnlineSoftmax}, {@link SoftmaxGradient}.
 *
 * <p>It applies to FLOAT arrays on ND4J's CPU backend, with OpenBLAS on the class path and rows not
 * wider than 65,536; {@link io.github.attention4j.mechanism.Attention#output} chooses.
 *
 * <p>Blocks of queries, and of keys for the gradient, are shared between the calling thread and the
 * threads of Java's common pool. Any number of threads may call at once. While a call runs,
 * OpenBLAS computes on one thread a call, for the whole process.
 */
public final class FusedAttention implements Fused {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Below so many multiplications, waking helpers takes longer than doing their work. */
  private static final double WORTH_SHARING = 1 << 20;

  /** What a task takes besides, however small it is, in multiplications. */
  private static final double TASK = 1 << 14;

  private static final Idle<OnlineSoftmax> FORWARD = new Idle<>(OnlineSoftmax::new);
  private static final Idle<SoftmaxGradient> BACKWARD = new Idle<>(SoftmaxGradient::new);

  private final Job job;

  private FusedAttention(Job job) {
    this.job = job;
  }

  /**
   * Attends, if it applies.
   *
   * @param query FLOAT or DOUBLE, {@code (B, Tq, Dk)} or {@code (B, H, Tq, Dk)}
   * @param key {@code (B, Tk, Dk)} or {@code (B, H, Tk, Dk)}, of the same type as the query
   * @param value {@code (B, Tk, Dv)} or {@code (B, H, Tk, Dv)}, of the same type as the query
   * @param scale what the dot products are multiplied by
   * @param mask which keys a query may attend to
   * @return nothing where the definition is to be used instead, also for a mask that the definition
   *     has to refuse
   */
  public static Optional<FusedAttention> of(
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
    long[] sizes = withLast(query.shape(), value.size(last));
    INDArray output = FloatMemory.uninitializedLike(query, sizes);
    Job job =
        Job.of(
            Planes.of(query),
            Planes.of(key),
            Planes.of(value),
            Planes.of(output),
            (float) scale,
            allowed.get());
    share(job, job.blocks(), FORWARD, (softmax, block) -> softmax.attend(job, job.block(block)));
    return Optional.of(new FusedAttention(job));
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
        && query.length() / query.size(query.rank() - 1) <= Integer.MAX_VALUE // queries are counted
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && MatrixProducts.areAvailable();
  }

  /** {@code (B, Tq, Dv)} or {@code (B, H, Tq, Dv)}. */
  @Override
  public INDArray output() {
    return job.output().array();
  }

  /** Of the query, the key and the value. */
  @Override
  public INDArray[] gradients(INDArray outputGradient) {
    GradientJob gradient = GradientJob.of(job, outputGradient, PROCESSORS);
    share(
        job,
        gradient.spans(),
        BACKWARD,
        (worker, span) -> worker.add(gradient, gradient.span(span)));
    return new INDArray[] {
      gradient.queryGradients(), gradient.keyGradient().array(), gradient.valueGradient().array()
    };
  }

  private static <W> void share(Job job, int tasks, Idle<W> memory, ObjIntConsumer<W> task) {
    double work = (double) job.query().array().length() * job.key().rows() + tasks * TASK;
    int mostHelpers = work < WORTH_SHARING ? 0 : PROCESSORS - 1;
    MatrixProducts.claimOneThread();
    try {
      Workers.share(tasks, Math.min(tasks - 1, mostHelpers), numbers -> memory.work(numbers, task));
    } finally {
      MatrixProducts.release();
      Reference.reachabilityFence(task); // BLAS reads from addresses that its arrays own
    }
  }
}
