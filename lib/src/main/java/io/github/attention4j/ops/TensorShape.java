package io.github.attention4j.ops;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The sizes and the data type of a tensor.
 *
 * <p>A size below zero is one that is known only when a graph is fed. Two unknown sizes are known
 * to be equal when they carry the same number: {@link SameDiffOps} gives every unknown axis of a
 * placeholder a number of its own, and the operations pass it on.
 */
public final class TensorShape {
  /** A size that is not known and not known to be equal to any other. */
  static final long UNKNOWN = -1;

  private final DataType type;
  private final long[] sizes;

  /**
   * A shape.
   *
   * @param type the data type of the elements
   * @param sizes one size per axis, below zero where unknown
   */
  public TensorShape(DataType type, long... sizes) {
    this.type = Objects.requireNonNull(type, "type");
    this.sizes = sizes.clone();
  }

  /** The data type of the elements. */
  public DataType type() {
    return type;
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /**
   * The size of one axis, below zero where unknown.
   *
   * @param axis the axis; negative axes count from the last, -1
   */
  public long size(int axis) {
    return sizes[axis < 0 ? axis + sizes.length : axis];
  }

  /** The sizes of all axes, in a new array. */
  public long[] sizes() {
    return sizes.clone();
  }

  /** Whether every size is known. */
  public boolean isKnown() {
    return Arrays.stream(sizes).allMatch(size -> size >= 0);
  }

  /** This shape with other sizes. */
  TensorShape withSizes(long... newSizes) {
    return new TensorShape(type, newSizes);
  }

  /** This shape with another data type. */
  TensorShape withType(DataType newType) {
    return new TensorShape(newType, sizes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorShape shape
        && shape.type == type
        && Arrays.equals(shape.sizes, sizes);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(sizes);
  }

  /** The sizes alone, unknown ones as {@code ?}: {@code [?, 4, 8]}. */
  @Override
  public String toString() {
    String[] texts = new String[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      texts[axis] = sizes[axis] < 0 ? "?" : Long.toString(sizes[axis]);
    }
    return Arrays.toString(texts);
  }
}
