package io.github.attention4j.ops;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The result's shape of every operation, and what it refuses: one place for both interpreters.
 * Sizes below zero are unknown, see {@link TensorShape}.
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
    sizes[axis < 0 ? axis + sizes.length : axis] = shape.size(axis);
    return shape.withSizes(sizes);
  }

  static TensorShape reshape(TensorShape shape, long... sizes) {
    long[] result = sizes.clone();
    int open = -1;
    long product = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] < 0) {
        open = axis;
      } else {
        product *= sizes[axis];
      }
    }
    long length = LongStream.of(shape.sizes()).reduce(1, (a, b) -> a * b);
    boolean fits = open < 0 ? length == product : product > 0 && length % product == 0;
    if (shape.isKnown() && !fits) {
      String expected = (open < 0 ? "" : "a multiple of ") + product;
      String line = shape + " has " + length + " elements, expected " + expected;
      throw new ShapeException("reshape", "tensor", -1, "" + length, expected, "reshape: " + line);
    }
    if (open >= 0) {
      result[open] = quotient(shape, product);
    }
    return shape.withSizes(result);
  }

  /** The number of elements divided by a product of sizes; unknown if an unknown size stays. */
  private static long quotient(TensorShape shape, long product) {
    long known = 1;
    long unknown = 0;
    for (long size : shape.sizes()) {
      if (size >= 0) {
        known *= size;
      } else if (unknown == 0) {
        unknown = size;
      } else {
        return -1;
      }
    }
    if (unknown == 0) {
      return known / product;
    }
    return known == product ? unknown : -1;
  }

  private static long same(
      String operation, TensorShape left, TensorShape right, int axis, long expected) {
    long size = right.size(axis);
    if (size >= 0 && expected >= 0 && size != expected) {
      throw refuse(operation, left, right, axis, size, "" + expected);
    }
    return Math.max(size, expected);
  }

  private static void sameType(String operation, TensorShape left, TensorShape right) {
    DataType type = right.type();
    if (type != left.type()) {
      String line = "right is " + type + ", expected " + left.type() + " to match left";
      throw new ShapeException(
          operation, "right", -1, type.name(), left.type().name(), operation + ": " + line);
    }
  }

  private static ShapeException refuse(
      String operation, TensorShape left, TensorShape right, int axis, long is, String expected) {
    String place = axis < 0 ? "right has rank " : "right axis " + axis + " is ";
    String line = place + is + ", expected " + expected + " to match left";
    String details = "\n  left:  " + left + "\n  right: " + right;
    return new ShapeException(
        operation, "right", axis, "" + is, expected, operation + ": " + line + details);
  }
}
