package io.github.attention4j.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The two matrix products of attention. OpenBLAS computes each on the calling thread alone: what
 * runs in parallel is the tiles.
 *
 * <p>OpenBLAS comes with ND4J's CPU backend, and is an optional dependency of this library: ask
 * {@link #areAvailable} before anything else.
 */
final class MatrixProducts {
  private static int users;
  private static int threadsBefore;

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
        return true;
      } catch (LinkageError absent) {
        return false;
      }
    }
  }

  /**
   * Has OpenBLAS use one thread a call until {@link #release}. The setting is one for the whole
   * process: the first user changes it, the last one puts it back.
   */
  static synchronized void claimOneThread() {
    users++;
    if (users == 1) {
      Blas blas = Nd4j.factory().blas();
      threadsBefore = blas.getMaxThreads();
      if (threadsBefore != 1) {
        blas.setMaxThreads(1);
      }
    }
  }

  /** Ends what {@link #claimOneThread} began. */
  static synchronized void release() {
    users--;
    if (users == 0 && threadsBefore != 1) {
      boolean unset = threadsBefore < 1; // then OpenBLAS uses every processor
      Nd4j.factory()
          .blas()
          .setMaxThreads(unset ? Runtime.getRuntime().availableProcessors() : threadsBefore);
    }
  }

  /**
   * {@code result = factor left right^T}, {@code (n, k), (m, k) -> (n, m)}.
   *
   * @param leftStride the distance from row to row; the result has no gaps
   */
  static void timesTransposed(
      int n,
      int m,
      int k,
      float factor,
      FloatPointer left,
      int leftStride,
      FloatPointer right,
      int rightStride,
      FloatPointer result) {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        n,
        m,
        k,
        factor,
        left,
        leftStride,
        right,
        rightStride,
        0,
        result,
        m);
  }

  /**
   * {@code result = left^T right}, {@code (k, n), (k, m) -> (n, m)}.
   *
   * @param rightStride the distance from row to row; left and result have no gaps
   */
  static void transposedTimes(
      int n,
      int m,
      int k,
      FloatPointer left,
      FloatPointer right,
      int rightStride,
      FloatPointer result) {
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        n,
        m,
        k,
        1,
        left,
        n,
        right,
        rightStride,
        0,
        result,
        m);
  }
}
