package io.github.attention4j.ops;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks arrays of whole numbers, such as lengths, masks and the numbers of classes. */
final class WholeNumbers {
  private WholeNumbers() {}

  /** See {@link PrimitiveOps#checkWhole}. */
  static void check(String operation, String name, INDArray array, long most) {
    double[] elements = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    for (int i = 0; i < elements.length; i++) {
      double element = elements[i];
      if (!(element >= 0 && element <= most && element == Math.rint(element))) {
        String line = name + " holds " + element + " at element " + i;
        throw new IllegalArgumentException(
            operation + ": " + line + ", expected whole numbers from 0 to " + most);
      }
    }
  }
}
