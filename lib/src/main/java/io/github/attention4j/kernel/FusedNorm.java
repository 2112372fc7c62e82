package io.github.attention4j.kernel;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The sum of an array's squares, in one pass and in DOUBLE, where no square of a FLOAT overflows.
 * An operation of ND4J's takes longer to call than a small gradient takes to add up.
 */
public final class FusedNorm {
  private static final int CHUNK = 1024 + 16; // no power of two: see OnlineSoftmax

  private FusedNorm() {}

  /** Whether it can add up such an array: FLOAT, on ND4J's CPU backend. */
  public static boolean takes(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && array.length() < 1 << 29 // bytes are counted, too
        && Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
  }

  /** The sum of all squares; NaN or infinite if an element is. */
  public static double squares(INDArray array) {
    INDArray dense = FloatMemory.dense(array);
    FloatBuffer from = FloatMemory.part(dense, 0, (int) dense.length());
    float[] some = new float[Math.min(CHUNK, from.remaining())];
    double sum = 0;
    while (from.hasRemaining()) {
      int length = Math.min(some.length, from.remaining());
      from.get(some, 0, length);
      sum += RowLoops.sumOfSquares(some, length);
    }
    Reference.reachabilityFence(dense);
    return sum;
  }
}
