package io.github.attention4j.ops;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The operations that an interpreter carries out itself; {@link TensorOps} makes the others of
 * these.
 *
 * @param <T> the tensor type: {@link INDArray} or {@link org.nd4j.autodiff.samediff.SDVariable}
 */
public interface PrimitiveOps<T> {

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
   * A trainable parameter: the array itself, or the tape's tensor or the graph's variable of that
   * name, which shares the array's storage, so that training changes the array.
   *
   * @param path the parameter's name, such as {@code encoder.0.attention.query.weight}
   */
  T parameter(String path, INDArray array);

  /**
   * A tensor that is not trained: the array itself, or a constant of the tape or the graph, which
   * shares the array's storage.
   */
  T constant(INDArray array);

  /** The same values in another data type; what is not 0 is 1 where BOOL becomes a number. */
  T cast(T tensor, DataType type);

  /** The sum, element by element; axes of size 1 stretch. */
  T add(T left, T right);

  /** The product, element by element; axes of size 1 stretch. */
  T multiply(T left, T right);

  /** Every element times a number. */
  T scale(T tensor, double factor);

  /** Every element plus a number. */
  T shift(T tensor, double offset);

  /** Every element to a power; of negative elements only whole powers are defined. */
  T power(T tensor, double exponent);

  /** {@code e^x}, element by element. */
  T exp(T tensor);

  /** The natural logarithm, element by element: of 0 -infinity, of a negative number NaN. */
  T log(T tensor);

  /** The error function {@code 2 / sqrt(pi) (integral of exp(-t^2) from 0 to x)}, by element. */
  T erf(T tensor);

  /** {@code sin(x)}, element by element. */
  T sin(T tensor);

  /** {@code tanh(x)}, element by element. */
  T tanh(T tensor);

  /** {@code 1 / (1 + exp(-x))}, element by element. */
  T sigmoid(T tensor);

  /** {@code max(x, 0)}, element by element. */
  T relu(T tensor);

  /**
   * The sum over some axes, which stay with size 1.
   *
   * @param axes the axes, all where none is given; negative axes count from the last, -1
   */
  T sum(T tensor, int... axes);

  /**
   * The mean over some axes, which stay with size 1.
   *
   * @param axes the axes, all where none is given; negative axes count from the last, -1
   */
  T mean(T tensor, int... axes);

  /**
   * The maximum over some axes, which stay with size 1. Of equal maxima the first has the gradient.
   *
   * @param axes the axes, all where none is given; negative axes count from the last, -1
   */
  T max(T tensor, int... axes);

  /** The matrix product of the last two axes, {@code (.., n, k) (.., k, m) -> (.., n, m)}. */
  T matmul(T left, T right);

  /**
   * The matrix product with the right one transposed, {@code (.., n, k) (.., m, k) -> (.., n, m)}:
   * every row of the left one with every row of the right one.
   */
  T matmulTransposed(T left, T right);

  /**
   * A linear map of the last axis, {@code y = x W^T + b}.
   *
   * @param weight {@code (outputs, inputs)}, as PyTorch stores it
   * @param bias {@code (outputs)}, or null for none
   */
  T linear(T tensor, T weight, T bias);

  /**
   * A convolution over feature maps with stride 1, padded with zeros so that height and width stay:
   * {@code (B, inputs, H, W) -> (B, outputs, H, W)}. As in PyTorch, the window is not flipped.
   *
   * @param weight {@code (outputs, inputs, window, window)}, the window odd
   */
  T convolution(T tensor, T weight);

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
   * Splits an axis in two, {@code (.., first * second, ..) -> (.., first, second, ..)}. Where a
   * graph leaves the sizes open, those of another tensor's {@link #shape} say which they are.
   *
   * @param axis the axis; negative axes count from the last, -1
   */
  T splitAxis(T tensor, int axis, long first, long second);

  /** Merges an axis with the one behind it: the reverse of {@link #splitAxis}. */
  T mergeAxes(T tensor, int axis);

  /**
   * The axes in another order: axis i of the result is axis {@code order[i]} of the tensor;
   * negative axes count from the last, -1.
   */
  T permute(T tensor, int... order);

  /** A new axis of size 1 in front of the given one; -1 puts it last. */
  T expand(T tensor, int axis);

  /** Drops an axis of size 1; negative axes count from the last, -1. */
  T squeeze(T tensor, int axis);

  /**
   * A part of a tensor: the places {@code from} to {@code to - 1} along an axis.
   *
   * @param axis the axis; negative axes count from the last, -1
   * @param from the first place, 0 or more
   * @param to the place behind the last
   */
  T slice(T tensor, int axis, long from, long to);

  /**
   * Tensors one behind the other along an axis.
   *
   * @param tensors one or more, equal in all other axes
   * @param axis the axis; negative axes count from the last, -1
   */
  T concat(List<T> tensors, int axis);

  /**
   * Drops elements at random, each with the same probability, and divides those that stay by the
   * probability to stay, so that the expectation is the tensor: dropout while training.
   *
   * <p>Source: Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
   * Overfitting", section 10, where it is the variant that scales while training.
   *
   * @param probability the probability that an element becomes 0, from 0 to below 1
   * @param random draws one number per element, in row-major order. A graph draws anew whenever it
   *     runs, from ND4J's own generator: {@code Nd4j.getRandom().setSeed(..)}
   * @throws IllegalArgumentException if the probability is another
   */
  T dropout(T tensor, double probability, RandomGenerator random);
}
