package io.github.attention4j.peers.bench;

import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A computation whose result is an array.
 *
 * @param order the order of the result's axes to compare
 */
record ArrayComputation(Supplier<INDArray> result, int... order) implements Computation {

  @Override
  public void run() {
    INDArray array = result.get();
    if (array.closeable()) { // not in a workspace
      array.close();
    }
  }

  @Override
  public float[] output() {
    return result.get().permute(order).dup('c').data().asFloat();
  }
}
