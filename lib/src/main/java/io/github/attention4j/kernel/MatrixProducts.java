package io.github.attention4j.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The two matrix products of attention. OpenBLAS computes each on the calling thread alone: what
 * runs in parallel is the blocks of queries.
 *
 * <p>OpenBLAS comes with ND4J's CPU backend and is an optional dependency of this library: ask
 * {@link #areAvailable} before anything else.
 */
final class MatrixProducts {
  private static int users;

  private MatrixProducts() {}

  /** Whether OpenBLAS is on the class path and its library can be loaded. */
  static boolean areAvailable() {
    return OpenBlas.FOUND;
  }

  /** Looks once, when first asked. */
  private static final class OpenBlas {
    static final boolean FOUND = find();

    private static boolean find() {
      try {
        Loader.load(openblas_nolapack.class);
        return Threads.FUNCTION != null;
      } catch (LinkageError absent) {
        return false;
      }
    }
  }

  /**
   * OpenBLAS' function {@code openblas_set_num_threads}. The way that ND4J offers, {@code
   * Blas.setMaxThreads}, looks it up anew, which takes longer than a small attention.
   */
  private static final class Threads extends SetNumThreads {
    static final Pointer FUNCTION = Loader.addressof("openblas_set_num_threads");
    static final SetNumThreads SETTING = new Threads().put(FUNCTION);
  }

  /**
   * Has OpenBLAS use one thread a call until {@link #release}. The setting is one for the whole
   * process: the first user changes it, the last one puts it back.
   */
  static synchronized void claimOneThread() {
    if (users == 0) {
      Threads.SETTING.call(1);
    }
    users++;
  }

  /** Ends what {@link #claimOneThread} began: OpenBLAS uses as many threads as ND4J wants. */
  static synchronized void release() {
    users--;
    if (users == 0) {
      int wanted = Nd4j.factory().blas().getMaxThreads();
      int all = Runtime.getRuntime().availableProcessors(); // OpenBLAS' own choice
      Threads.SETTING.call(wanted < 1 ? all : wanted);
    }
  }

  /**
   * {@code scores = scale key query^T}, {@code (keys, queries)}.
   *
   * @param columns the block's queries, {@code (Dk, queries)}
   */
  static void scores(
      Job job,
      QueryBlock block,
      int firstKey,
      int keys,
      FloatPointer columns,
      FloatPointer scores) {
    Planes key = job.key();
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        keys,
        block.size(),
        key.columns(),
        job.scale(),
        key.row(block.batch(), block.head(), firstKey),
        key.rowStride(),
        columns,
        block.size(),
        0,
        scores,
        block.size());
  }

  /** {@code outputs = weights^T value + kept outputs}, {@code (queries, Dv)}. */
  static void outputs(
      Job job,
      QueryBlock block,
      int firstKey,
      int keys,
      FloatPointer weights,
      float kept,
      FloatPointer outputs) {
    Planes value = job.value();
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        block.size(),
        value.columns(),
        keys,
        1,
        weights,
        block.size(),
        value.row(block.batch(), block.head(), firstKey),
        value.rowStride(),
        kept,
        outputs,
        value.columns());
  }
}
