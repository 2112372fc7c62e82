package io.github.attention4j.kernel;

import io.github.attention4j.mask.Mask;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntSupplier;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Scaled dot-product attention without weights. */
public final class FusedAttention {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final long ALONE = 1 << 18;

  /** At most one instance for each processor is kept between calls. */
  private static final ArrayBlockingQueue<OnlineSoftmax> IDLE =
      new ArrayBlockingQueue<>(PROCESSORS);

  private FusedAttention() {}

  public static Optional<INDArray> output(
      INDArray query, INDArray key, INDArray value, double scale, Mask<INDArray> mask) {
    if (!applies(query, key, value)) {
      return Optional.empty();
    }
    long[] sizes = query.shape().clone();
    sizes[sizes.length - 1] = key.size(key.rank() - 2);
    Optional<AllowedKeys> allowed = AllowedKeys.of(mask, sizes);
    if (allowed.isEmpty()) {
      return Optional.empty();
    }
    sizes[sizes.length - 1] = value.size(value.rank() - 1);
    INDArray output = Nd4j.createUninitialized(DataType.FLOAT, sizes, 'c');
    FusedJob job =
        FusedJob.of(
            Planes.of(query),
            Planes.of(key),
            Planes.of(value),
            new FloatPointer(output.data().addressPointer()),
            (float) scale,
            allowed.get(),
            !(mask instanceof Mask.All));
    int tasks = Math.toIntExact(job.blocks());
    double work = (double) query.length() * key.size(key.rank() - 2);
    int helpers = work < ALONE ? 0 : Math.min(tasks, PROCESSORS) - 1;
    MatrixProducts.claimOneThread();
    try {
      Workers.share(tasks, helpers, numbers -> work(job, numbers));
    } finally {
      MatrixProducts.release();
    }
    return Optional.of(output);
  }

  private static void work(FusedJob job, IntSupplier numbers) {
    OnlineSoftmax idle = IDLE.poll();
    OnlineSoftmax softmax = idle == null ? new OnlineSoftmax() : idle;
    for (int block = numbers.getAsInt(); block >= 0; block = numbers.getAsInt()) {
      job.attend(softmax, block);
    }
    IDLE.offer(softmax);
  }

  private static boolean applies(INDArray query, INDArray key, INDArray value) {
    return query.dataType() == DataType.FLOAT
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && MatrixProducts.areAvailable()
        && value.size(value.rank() - 1) <= OnlineSoftmax.OUTPUTS;
  }
}
