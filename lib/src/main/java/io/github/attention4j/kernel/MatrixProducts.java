package io.github.attention4j.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The matrix products of the fused paths. OpenBLAS computes each on the calling thread alone: what
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
   * Whether OpenBLAS leaves small matrices where they lie, of up to {@link Tiling#SMALL}
   * multiplications; others it copies into an order of its own first. It does with its kernels for
   * AVX-512.
   */
  static boolean leaveSmallMatrices() {
    return InPlace.KERNELS;
  }

  /** Which kernels OpenBLAS has chosen for this processor; its variable points to them. */
  private static final class InPlace {
    static final boolean KERNELS = find();

    private static boolean find() {
      Pointer variable = Loader.addressof("gotoblas");
      if (variable == null) {
        return false; // built for one kind of processor only
      }
      Pointer chosen = new PointerPointer<>(variable).get(0);
      return Stream.of("SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS")
          .map(name -> Loader.addressof("gotoblas_" + name))
          .anyMatch(kernels -> kernels != null && kernels.equals(chosen));
    }
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

  /** {@code result = scale left right + kept result}. */
  static void multiply(float scale, Matrix left, Matrix right, float kept, Matrix result) {
    multiply(CblasNoTrans, CblasNoTrans, left.columns(), scale, left, right, kept, result);
  }

  /** {@code result = scale left right^T + kept result}. */
  static void multiplyByTransposed(
      float scale, Matrix left, Matrix right, float kept, Matrix result) {
    multiply(CblasNoTrans, CblasTrans, left.columns(), scale, left, right, kept, result);
  }

  /** {@code result = scale left^T right + kept result}. */
  static void multiplyTransposed(
      float scale, Matrix left, Matrix right, float kept, Matrix result) {
    multiply(CblasTrans, CblasNoTrans, left.rows(), scale, left, right, kept, result);
  }

  private static void multiply(
      int leftOrder,
      int rightOrder,
      int inner,
      float scale,
      Matrix left,
      Matrix right,
      float kept,
      Matrix result) {
    cblas_sgemm(
        CblasRowMajor,
        leftOrder,
        rightOrder,
        result.rows(),
        result.columns(),
        inner,
        scale,
        left.first(),
        left.stride(),
        right.first(),
        right.stride(),
        kept,
        result.first(),
        result.stride());
  }
}
