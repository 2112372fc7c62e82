package io.github.attention4j.exercises.trial;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** How an array lies in memory: a right answer does not care, a hasty one may. */
public enum Layout {
  /** Row after row, as ND4J makes arrays. */
  ROWS(""),
  /** Column after column, 'f'. */
  COLUMNS("with inputs in 'f' order"),
  /** A part of a larger array. */
  VIEW("with views of larger arrays as inputs");

  /** What surrounds a view: it must not be read, and is harmless to those who leave it alone. */
  private static final double MARGIN = 7;

  private final String trait;

  Layout(String trait) {
    this.trait = trait;
  }

  /** What a trial with such inputs has in common with others; empty if there is nothing special. */
  String trait() {
    return trait;
  }

  /** Tells how an array lies in memory; whatever is neither of the plain ways is a view. */
  public static Layout of(INDArray array) {
    if (array.isEmpty() || array.rank() == 0) {
      return ROWS;
    }
    if (array.offset() > 0 || array.data().length() > array.length()) {
      return VIEW;
    }
    return runs(array, 'c') ? ROWS : runs(array, 'f') ? COLUMNS : VIEW;
  }

  /** Whether the numbers lie in an order; the stride of an axis of length 1 says nothing. */
  private static boolean runs(INDArray array, char order) {
    long[] strides = Nd4j.getStrides(array.shape(), order);
    return IntStream.range(0, strides.length)
        .allMatch(axis -> array.size(axis) == 1 || array.stride(axis) == strides[axis]);
  }

  /**
   * Returns the same numbers in this layout.
   *
   * @param array numbers, in any layout
   */
  public INDArray arrange(INDArray array) {
    if (array.isEmpty() || array.rank() == 0) {
      return array;
    }
    return switch (this) {
      case ROWS -> array.dup('c');
      case COLUMNS -> array.dup('f');
      case VIEW -> view(array);
    };
  }

  /** Returns how many numbers the memory of {@link #arrange}'s result holds. */
  public double arrangedLength(INDArray array) {
    return Arrays.stream(array.shape())
        .asDoubleStream()
        .map(length -> this == VIEW ? length + 2 : length)
        .reduce(1, (a, b) -> a * b);
  }

  private static INDArray view(INDArray array) {
    long[] around = array.shape().clone(); // ND4J hands out its own
    INDArrayIndex[] inner = new INDArrayIndex[around.length];
    for (int axis = 0; axis < around.length; axis++) {
      inner[axis] = NDArrayIndex.interval(1, 1 + around[axis]);
      around[axis] += 2;
    }
    double margin = array.dataType() == DataType.BOOL ? 1 : MARGIN;
    INDArray view = Nd4j.valueArrayOf(around, margin, array.dataType()).get(inner);
    return view.assign(array);
  }
}
