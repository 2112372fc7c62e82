package io.github.attention4j.exercises.trial;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An immutable tensor of plain Java doubles, in C order.
 *
 * <p>Graders compute what they expect with it, so that a flaw in ND4J cannot hide the same flaw in
 * an answer: everything here is a loop over {@code double[]}.
 */
public final class Values {

  private final int[] shape;
  private final double[] numbers;

  private Values(int[] shape, double[] numbers) {
    this.shape = shape;
    this.numbers = numbers;
  }

  /** The number at an index. */
  @FunctionalInterface
  public interface Rule {

    /**
     * Returns the number at an index.
     *
     * @param index one integer for each axis
     */
    double at(int[] index);
  }

  /** Returns the numbers of an array, whatever its order, strides and type. */
  public static Values of(INDArray array) {
    int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    return new Values(
        shape, array.isEmpty() ? new double[0] : array.dup('c').data().asDouble().clone());
  }

  /**
   * Returns a tensor filled by a rule.
   *
   * @param rule number at each index
   * @param shape lengths of the axes
   */
  public static Values fill(Rule rule, int... shape) {
    double[] numbers = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    int[] index = new int[shape.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = rule.at(index);
      for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return new Values(shape.clone(), numbers);
  }

  /** Returns normally distributed numbers. */
  public static Values gaussian(Random random, int... shape) {
    return fill(index -> random.nextGaussian(), shape);
  }

  /** Returns the number at an index. */
  public double at(int... index) {
    return numbers[positionOf(index)];
  }

  /** Returns the position in C order of the number at an index. */
  int positionOf(int... index) {
    int position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      position = position * shape[axis] + index[axis];
    }
    return position;
  }

  /** Returns other numbers, in C order, under the same shape. */
  Values withNumbers(double... other) {
    return new Values(shape, other.clone());
  }

  /** Returns the index of the number at a position in C order. */
  int[] indexOf(int position) {
    int[] index = new int[shape.length];
    int rest = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }

  /** Returns the length of an axis; a negative axis counts from the last one. */
  public int size(int axis) {
    return shape[axis < 0 ? axis + shape.length : axis];
  }

  /** Returns the lengths of all axes. */
  public int[] shape() {
    return shape.clone();
  }

  /** Returns all numbers in C order. */
  public double[] numbers() {
    return numbers.clone();
  }

  /** Whether the shapes are the same. */
  public boolean hasShapeOf(Values other) {
    return Arrays.equals(shape, other.shape);
  }

  /** Returns the number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Whether the shapes are the same and all numbers are, within a tolerance. */
  public boolean isClose(Values exact, Tolerance tolerance) {
    if (!hasShapeOf(exact)) {
      return false;
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!tolerance.allows(numbers[i], exact.numbers[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the numbers are the same in their order, under whatever shape. */
  boolean isReshaped(Values exact, Tolerance tolerance) {
    return numbers.length == exact.numbers.length
        && new Values(exact.shape, numbers).isClose(exact, tolerance);
  }

  /** Returns every number changed by a function. */
  public Values map(DoubleUnaryOperator function) {
    return new Values(shape, Arrays.stream(numbers).map(function).toArray());
  }

  /** Returns every number multiplied by a factor. */
  public Values times(double factor) {
    return map(number -> number * factor);
  }

  /** Returns the numbers of two tensors of one shape joined one by one. */
  public Values with(Values other, DoubleBinaryOperator function) {
    double[] joined = new double[numbers.length];
    for (int i = 0; i < joined.length; i++) {
      joined[i] = function.applyAsDouble(numbers[i], other.numbers[i]);
    }
    return new Values(shape, joined);
  }

  /** Returns the sum, element by element, with all others, which have the same shape. */
  public Values plus(Values... others) {
    Values sum = this;
    for (Values other : others) {
      sum = sum.with(other, Double::sum);
    }
    return sum;
  }

  /** Returns the product element by element. */
  public Values times(Values other) {
    return with(other, (a, b) -> a * b);
  }

  /** Returns the tensor with its last two axes swapped. */
  public Values transposed() {
    int last = shape.length - 1;
    int[] swapped = shape();
    swapped[last] = shape[last - 1];
    swapped[last - 1] = shape[last];
    return fill(
        index -> {
          int[] source = index.clone();
          source[last] = index[last - 1];
          source[last - 1] = index[last];
          return at(source);
        },
        swapped);
  }

  /** Returns the same numbers in the same order under another shape. */
  public Values reshaped(int... other) {
    return new Values(other.clone(), numbers);
  }

  /** Returns these numbers followed by others along an axis; the other axes are alike. */
  public Values concat(Values other, int axis) {
    int own = shape[axis];
    int[] both = shape();
    both[axis] += other.shape[axis];
    return fill(
        index -> {
          int[] source = index.clone();
          source[axis] -= index[axis] < own ? 0 : own;
          return (index[axis] < own ? this : other).at(source);
        },
        both);
  }

  /** Returns the matrix product over the last two axes; the axes before them are the batch. */
  public Values matmul(Values right) {
    int last = shape.length - 1;
    int shared = shape[last];
    int columns = right.shape[last];
    int[] product = shape();
    product[last] = columns;
    double[] sums = new double[numbers.length / Math.max(1, shared) * columns];
    int rows = shape[last - 1];
    for (int i = 0; i < sums.length; i++) {
      int row = i / columns;
      int above = row / rows * shared * columns + i % columns;
      for (int k = 0; k < shared; k++) {
        sums[i] += numbers[row * shared + k] * right.numbers[above + k * columns];
      }
    }
    return new Values(product, sums);
  }

  /**
   * Returns, at every index, the numbers along an axis joined to one; the shape stays.
   *
   * @param axis axis to run along; a negative one counts from the last
   * @param start what to begin with, such as 0 for a sum
   * @param join joins what was found with the next number
   */
  public Values along(int axis, double start, DoubleBinaryOperator join) {
    int along = axis < 0 ? axis + shape.length : axis;
    int length = shape[along];
    int step = Arrays.stream(shape, along + 1, shape.length).reduce(1, Math::multiplyExact);
    double[] all = new double[numbers.length];
    for (int block = 0; block < all.length; block += length * step) {
      for (int first = block; first < block + step; first++) { // where lines along the axis begin
        double joined = start;
        for (int i = 0; i < length; i++) {
          joined = join.applyAsDouble(joined, numbers[first + i * step]);
        }
        for (int i = 0; i < length; i++) {
          all[first + i * step] = joined;
        }
      }
    }
    return new Values(shape, all);
  }

  /** Returns, at every index, the sum over an axis; the shape stays. */
  public Values sumAlong(int axis) {
    return along(axis, 0, Double::sum);
  }

  /** Returns, at every index, the largest number along an axis; the shape stays. */
  public Values maxAlong(int axis) {
    return along(axis, Double.NEGATIVE_INFINITY, Math::max);
  }

  /** Returns, at every index, the number that stands at one place of an axis; the shape stays. */
  public Values repeated(int axis, int place) {
    int along = axis < 0 ? axis + shape.length : axis;
    return fill(
        index -> {
          int[] source = index.clone();
          source[along] = place;
          return at(source);
        },
        shape);
  }

  /** Returns the sum of all numbers. */
  public double sum() {
    return Arrays.stream(numbers).sum();
  }

  /** Returns the largest number. */
  public double largest() {
    return Arrays.stream(numbers).max().orElse(Double.NEGATIVE_INFINITY);
  }

  /** Returns the nearest numbers that a type can hold. */
  public Values roundedTo(DataType type) {
    return type == DataType.FLOAT ? map(number -> (float) number) : this;
  }

  /** Returns a new array of a type. */
  public INDArray toArray(DataType type) {
    long[] lengths = Arrays.stream(shape).asLongStream().toArray();
    return Nd4j.createFromArray(numbers).castTo(type).reshape(lengths);
  }

  @Override
  public String toString() {
    return Arrays.toString(shape);
  }
}
