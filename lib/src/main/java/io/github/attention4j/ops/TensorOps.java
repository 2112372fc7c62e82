package io.github.attention4j.ops;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The operations that every mechanism is written with, once: {@link NdArrayOps} carries them out at
 * once on arrays, {@link SameDiffOps} adds them to a graph that can be trained. Both refuse the
 * same arguments with the same {@link ShapeException}.
 *
 * @param <T> the tensor type: {@link INDArray} or {@link org.nd4j.autodiff.samediff.SDVariable}
 */
public interface TensorOps<T> {

  /**
   * The sizes and the data type of a tensor.
   *
   * @return null for null
   */
  TensorShape shape(T tensor);

  /**
   * Checks arguments at a mechanism's door. A graph checks again when it is fed, with the sizes
   * that were unknown.
   *
   * @param signature what is expected
   * @param tensors the arguments, in the signature's order; null where one is missing
   * @throws ShapeException if an argument does not fit
   */
  void check(Signature signature, List<T> tensors);

  /**
   * Checks that a tensor holds whole numbers from 0 to a most. A graph checks when it is fed.
   *
   * @param operation the name that the message starts with
   * @param name the argument's name
   * @param most the largest number allowed, below zero if it is not known yet
   * @throws IllegalArgumentException if an element is something else
   */
  void checkWhole(String operation, String name, T tensor, long most);

  /**
   * A trainable parameter: the array itself, or the graph's variable of that name, which shares the
   * array's storage, so that training the graph changes the array.
   *
   * @param path the parameter's name, such as {@code encoder.0.attention.query.weight}
   */
  T parameter(String path, INDArray array);

  /** A tensor that holds fixed values: the array itself, or a constant of the graph. */
  T constant(INDArray array);

  /** The same values in another data type; what is not 0 is 1 where BOOL becomes a number. */
  T cast(T tensor, DataType type);

  /** The sum, element by element; axes of size 1 stretch. */
  T add(T left, T right);

  /** The difference, element by element; axes of size 1 stretch. */
  T subtract(T left, T right);

  /** The product, element by element; axes of size 1 stretch. */
  T multiply(T left, T right);

  /** Every element times a number. */
  T scale(T tensor, double factor);

  /** Every element plus a number. */
  T shift(T tensor, double offset);

  /** The matrix product of the last two axes, {@code (.., n, k) (.., k, m) -> (.., n, m)}. */
  T matmul(T left, T right);

  /**
   * The matrix product with the right one transposed, {@code (.., n, k) (.., m, k) -> (.., n, m)}:
   * every row of the left one with every row of the right one.
   */
  T matmulTransposed(T left, T right);

  /** {@code exp(x) / sum(exp(x))} over the last axis, computed from {@code x - max(x)}. */
  T softmax(T tensor);

  /**
   * The positions 0, 1, 2, .. along one axis of a tensor, shaped to broadcast against it: all other
   * axes are 1. Of the tensor's data type.
   *
   * @param axis the axis; negative axes count from the last, -1
   */
  T positions(T tensor, int axis);

  /** 1 where {@code left >= right}, else 0, of the left one's type; axes of size 1 stretch. */
  T atLeast(T left, T right);

  /**
   * The same elements in another shape.
   *
   * @param sizes the new sizes; at most one is -1 and is worked out from the others
   */
  T reshape(T tensor, long... sizes);
}
