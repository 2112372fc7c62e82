package io.github.attention4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The result's shape of every operation, and what it refuses: one place for all interpreters. Sizes
 * below zero are unknown, see {@link TensorShape}.
 */
final class ShapeRules {
  private ShapeRules() {}

  static TensorShape broadcast(String operation, TensorShape left, TensorShape right) {
    sameType(operation, left, right);
    int rank = Math.max(left.rank(), right.rank());
    long[] sizes = new long[rank];
    for (int axis = -1; axis >= -rank; axis--) {
      long a = axis < -left.rank() ? 1 : left.size(axis);
      long b = axis < -right.rank() ? 1 : right.size(axis);
      if (a >= 0 && b >= 0 && a != b && a != 1 && b != 1) {
        throw refuse(operation, left, right, axis + right.rank(), b, "1 or " + a);
      }
      sizes[axis + rank] = a == 1 ? b : b == 1 ? a : Math.max(a, b);
    }
    return left.withSizes(sizes);
  }

  static TensorShape matmul(TensorShape left, TensorShape right, boolean transposed) {
    String operation = transposed ? "matmulTransposed" : "matmul";
    sameType(operation, left, right);
    int rank = left.rank();
    if (rank < 2 || right.rank() != rank) {
      throw refuse(operation, left, right, -1, right.rank(), "" + Math.max(2, rank));
    }
    long[] sizes = left.sizes();
    for (int axis = 0; axis < rank - 2; axis++) {
      sizes[axis] = same(operation, left, right, axis, left.size(axis));
    }
    same(operation, left, right, transposed ? rank - 1 : rank - 2, left.size(-1));
    sizes[rank - 1] = right.size(transposed ? -2 : -1);
    return left.withSizes(sizes);
  }

  static TensorShape positions(TensorShape shape, int axis) {
    long[] sizes = new long[shape.rank()];
    Arrays.fill(sizes, 1);
    sizes[index("positions", shape, axis)] = shape.size(axis);
    return shape.withSizes(sizes);
  }

  static TensorShape reduce(String operation, TensorShape shape, int... axes) {
    long[] sizes = shape.sizes();
    for (int axis : axes(operation, shape, axes)) {
      sizes[axis] = 1;
    }
    return shape.withSizes(sizes);
  }

  static TensorShape splitAxis(TensorShape shape, int axis, long first, long second) {
    int split = index("splitAxis", shape, axis);
    long size = shape.size(split);
    if (size >= 0 && size != first * second) {
      String expected = "" + first * second;
      String line = shape + " axis " + split + " is " + size + ", expected " + expected;
      throw new ShapeException(
          "splitAxis", "tensor", split, "" + size, expected, "splitAxis: " + line);
    }
    long[] head = Arrays.copyOf(shape.sizes(), split);
    long[] tail = Arrays.copyOfRange(shape.sizes(), split + 1, shape.rank());
    return shape.withSizes(join(head, new long[] {first, second}, tail));
  }

  static TensorShape mergeAxes(TensorShape shape, int axis) {
    int merge = index("mergeAxes", shape, axis);
    index("mergeAxes", shape, merge + 1);
    long[] head = Arrays.copyOf(shape.sizes(), merge);
    long[] tail = Arrays.copyOfRange(shape.sizes(), merge + 2, shape.rank());
    long first = shape.size(merge);
    long second = shape.size(merge + 1);
    long product = first < 0 || second < 0 ? TensorShape.UNKNOWN : first * second;
    return shape.withSizes(join(head, new long[] {product}, tail));
  }

  static TensorShape permute(TensorShape shape, int... order) {
    return shape.withSizes(IntStream.of(order(shape, order)).mapToLong(shape::size).toArray());
  }

  /** An order of all axes, counted from the first. */
  static int[] order(TensorShape shape, int... order) {
    int[] indices = IntStream.of(order).map(axis -> index("permute", shape, axis)).toArray();
    if (indices.length < shape.rank() || !areDistinct(indices)) {
      String actual = Arrays.toString(order);
      String line = "order is " + actual + ", expected every axis of " + shape + " once";
      throw new ShapeException("permute", "order", -1, actual, "" + shape, "permute: " + line);
    }
    return indices;
  }

  static TensorShape expand(TensorShape shape, int axis) {
    int at = index("expand", shape, axis, shape.rank() + 1);
    long[] head = Arrays.copyOf(shape.sizes(), at);
    long[] tail = Arrays.copyOfRange(shape.sizes(), at, shape.rank());
    return shape.withSizes(join(head, new long[] {1}, tail));
  }

  static TensorShape squeeze(TensorShape shape, int axis) {
    int at = index("squeeze", shape, axis);
    if (shape.size(at) != 1) {
      String actual = shape.size(at) < 0 ? "not known" : "" + shape.size(at);
      String line = shape + " axis " + at + " is " + actual + ", expected 1";
      throw new ShapeException("squeeze", "tensor", at, actual, "1", "squeeze: " + line);
    }
    long[] head = Arrays.copyOf(shape.sizes(), at);
    long[] tail = Arrays.copyOfRange(shape.sizes(), at + 1, shape.rank());
    return shape.withSizes(join(head, tail));
  }

  static TensorShape concat(TensorShape left, TensorShape right, int axis) {
    sameType("concat", left, right);
    if (right.rank() != left.rank()) {
      throw refuse("concat", left, right, -1, right.rank(), "" + left.rank());
    }
    int along = index("concat", left, axis);
    long[] sizes = left.sizes();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == along ? -1 : same("concat", left, right, i, left.size(i));
    }
    long first = left.size(along);
    long second = right.size(along);
    sizes[along] = first < 0 || second < 0 ? TensorShape.UNKNOWN : first + second;
    return left.withSizes(sizes);
  }

  static TensorShape concat(List<TensorShape> shapes, int axis) {
    if (shapes.isEmpty()) {
      throw new IllegalArgumentException("concat: tensors are none, expected at least one");
    }
    index("concat", shapes.get(0), axis);
    return shapes.stream().reduce((left, right) -> concat(left, right, axis)).get();
  }

  static TensorShape slice(TensorShape shape, int axis, long from, long to) {
    int along = index("slice", shape, axis);
    long size = shape.size(along);
    if (from < 0 || from >= to || size >= 0 && to > size) {
      String places = "from " + from + " to " + to;
      String most = size < 0 ? "" : " <= " + size;
      String line = shape + " axis " + along + " is sliced " + places;
      String expected = "0 <= from < to" + most;
      throw new ShapeException(
          "slice", "tensor", along, places, expected, "slice: " + line + ", expected " + expected);
    }
    long[] sizes = shape.sizes();
    sizes[along] = to - from;
    return shape.withSizes(sizes);
  }

  /** The place counted from the first, whichever way it was given. */
  static long place(String operation, TensorShape shape, int axis, long index) {
    long size = shape.size(axis);
    if (size < 0 && index < 0) {
      Sizes.known(operation, shape + " axis " + axis, size);
    }
    if (size >= 0 && (index < -size || index >= size)) {
      String expected = "from " + -size + " to " + (size - 1);
      String line = "index is " + index + ", expected " + expected;
      throw new ShapeException(
          operation,
          "index",
          axis,
          "" + index,
          expected,
          operation + ": " + line + " on axis " + axis + " of " + shape);
    }
    return index < 0 ? index + size : index;
  }

  /** The axis counted from the first, whichever way it was given. */
  static int index(String operation, TensorShape shape, int axis) {
    return index(operation, shape, axis, shape.rank());
  }

  private static int index(String operation, TensorShape shape, int axis, int count) {
    int index = axis < 0 ? axis + count : axis;
    if (index < 0 || index >= count) {
      String line = "axis is " + axis + ", expected an axis of " + shape;
      throw new ShapeException(
          operation, "axis", -1, "" + axis, "" + shape, operation + ": " + line);
    }
    return index;
  }

  /**
   * The axes counted from the first, each once and in order; all of them where none is given. Out
   * of order SameDiff's reductions are wrong.
   */
  static int[] axes(String operation, TensorShape shape, int... axes) {
    if (axes.length == 0) {
      return IntStream.range(0, shape.rank()).toArray();
    }
    int[] indices =
        IntStream.of(axes).map(axis -> index(operation, shape, axis)).sorted().toArray();
    if (!areDistinct(indices)) {
      String actual = Arrays.toString(axes);
      String line = "axes are " + actual + ", expected each axis of " + shape + " at most once";
      throw new ShapeException(operation, "axes", -1, actual, "" + shape, operation + ": " + line);
    }
    return indices;
  }

  private static boolean areDistinct(int... numbers) {
    return IntStream.of(numbers).distinct().count() == numbers.length;
  }

  static long[] join(long[]... parts) {
    return Stream.of(parts).flatMapToLong(LongStream::of).toArray();
  }

  static long same(String operation, TensorShape left, TensorShape right, int axis, long expected) {
    long size = right.size(axis);
    if (size >= 0 && expected >= 0 && size != expected) {
      throw refuse(operation, left, right, axis, size, "" + expected);
    }
    return Math.max(size, expected);
  }

  static void sameType(String operation, TensorShape left, TensorShape right) {
    DataType type = right.type();
    if (type != left.type()) {
      String line = "right is " + type + ", expected " + left.type() + " to match left";
      throw new ShapeException(
          operation, "right", -1, type.name(), left.type().name(), operation + ": " + line);
    }
  }

  static ShapeException refuse(
      String operation, TensorShape left, TensorShape right, int axis, long is, String expected) {
    String place = axis < 0 ? "right has rank " : "right axis " + axis + " is ";
    String line = place + is + ", expected " + expected + " to match left";
    String details = "\n  left:  " + left + "\n  right: " + right;
    return new ShapeException(
        operation, "right", axis, "" + is, expected, operation + ": " + line + details);
  }
}
