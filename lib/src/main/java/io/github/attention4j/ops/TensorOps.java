package io.github.attention4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operations that every mechanism is written with, once: {@link NdArrayOps} carries them out at
 * once on arrays, {@link TapeOps} notes them on a tape besides, which gives gradients, {@link
 * SameDiffOps} adds them to a graph that can be trained. All refuse the same arguments with the
 * same {@link ShapeException}.
 *
 * <p>Those here are made of the {@link PrimitiveOps}, and so defined; an interpreter that can do
 * one of them faster overrides it.
 *
 * @param <T> the tensor type: {@link INDArray}, {@link Tensor} or {@link
 *     org.nd4j.autodiff.samediff.SDVariable}
 */
public interface TensorOps<T> extends PrimitiveOps<T> {

  /** Both tensors one behind the other along an axis; negative axes count from the last, -1. */
  default T concat(T left, T right, int axis) {
    return concat(List.of(left, right), axis);
  }

  /**
   * Equal shapes side by side along a new axis.
   *
   * @param axis the new axis, as in {@link #expand}: -1 puts it last
   */
  default T stack(List<T> tensors, int axis) {
    return concat(tensors.stream().map(tensor -> expand(tensor, axis)).toList(), axis);
  }

  /**
   * What stands at one place of an axis, without the axis.
   *
   * @param axis the axis; negative axes count from the last, -1
   * @param index the place; negative places count from the last, -1
   */
  default T select(T tensor, int axis, long index) {
    TensorShape shape = shape(tensor);
    int at = ShapeRules.index("select", shape, axis);
    long place = ShapeRules.place("select", shape, at, index);
    return squeeze(slice(tensor, at, place, place + 1), at);
  }

  /**
   * A 1 at the number's place and 0 elsewhere, {@code (..) -> (.., classes)}.
   *
   * @param ids whole numbers from 0 to {@code classes - 1}, of any numeric type
   * @param type FLOAT or DOUBLE; FLOAT tells whole numbers below 2^24 apart
   */
  default T oneHot(T ids, long classes, DataType type) {
    checkWhole("oneHot", "ids", ids, classes - 1);
    long[] sizes = new long[shape(ids).rank() + 1];
    Arrays.fill(sizes, 1);
    sizes[sizes.length - 1] = classes;
    T numbers = constant(Nd4j.arange(classes).castTo(type).reshape(sizes));
    T wanted = expand(cast(ids, type), -1); // (.., 1)
    return multiply(atLeast(wanted, numbers), atLeast(numbers, wanted));
  }

  /**
   * The rows of a table by their numbers, {@code (V, D), (..) -> (.., D)}. A row's gradient is the
   * sum over all places where it stands.
   *
   * @param table {@code (V, D)}
   * @param ids whole numbers from 0 to {@code V - 1}, of any numeric type
   */
  default T embedding(T table, T ids) {
    LayerRules.embedding(shape(table), shape(ids));
    checkWhole("embedding", "ids", ids, shape(table).size(0) - 1);
    T wanted = oneHot(ids, shape(table).size(0), shape(table).type()); // (.., V)
    return linear(wanted, permute(table, 1, 0), null); // (.., D)
  }

  /**
   * A convolution over feature maps, see {@link #convolution(Object, Object)}, whose window looks
   * at places that lie some way apart, {@code (B, inputs, H, W) -> (B, outputs, H, W)}.
   *
   * @param weight {@code (outputs, inputs, window, window)}, the window odd
   * @param dilation how far apart, 1 for neighbours: the window spans {@code dilation (window - 1)
   *     + 1} places
   * @throws IllegalArgumentException if the dilation is less than 1
   */
  default T convolution(T tensor, T weight, long dilation) {
    return Dilation.convolution(this, tensor, weight, dilation);
  }

  /** {@code log(softmax(x))} over the last axis, without the softmax's rounding to 0. */
  default T logSoftmax(T tensor) {
    T shifted = add(tensor, scale(max(tensor, -1), -1)); // 0 at most, and 0 somewhere
    return add(shifted, scale(log(sum(exp(shifted), -1)), -1));
  }

  /**
   * The negative logarithm of the probability that a softmax gives the right class, {@code (.., V),
   * (..) -> (..)}: {@code -logSoftmax(logits)[label]}. A logit of -infinity (a class ruled out)
   * makes it NaN in a graph.
   *
   * @param logits {@code (.., V)}
   * @param labels the right classes, whole numbers from 0 to {@code V - 1}, of any numeric type
   */
  default T crossEntropy(T logits, T labels) {
    TensorShape shape = LayerRules.crossEntropy(shape(logits), shape(labels));
    long classes = Sizes.known("crossEntropy", "logits' last axis (V)", shape(logits).size(-1));
    checkWhole("crossEntropy", "labels", labels, classes - 1);
    T right = multiply(logSoftmax(logits), oneHot(labels, classes, shape.type())); // (.., V)
    return scale(squeeze(sum(right, -1), -1), -1); // (..)
  }

  /**
   * Gives every row along the last axis mean 0 and variance 1, then a scale and an offset of each
   * feature: {@code (x - mean) / sqrt(variance + epsilon) weight + bias}.
   *
   * @param weight {@code (D)}
   * @param bias {@code (D)}
   */
  default T layerNorm(T tensor, T weight, T bias, double epsilon) {
    LayerRules.layerNorm(shape(tensor), shape(weight), shape(bias));
    T centred = add(tensor, scale(mean(tensor, -1), -1));
    T variance = mean(multiply(centred, centred), -1);
    T normalised = multiply(centred, power(shift(variance, epsilon), -0.5));
    return add(multiply(normalised, weight), bias);
  }

  /** {@code x Phi(x)}, {@code Phi} the normal distribution: GELU by the error function. */
  default T gelu(T tensor) {
    T twice = shift(erf(scale(tensor, Math.sqrt(0.5))), 1); // 2 Phi(x)
    return scale(multiply(tensor, twice), 0.5);
  }

  /** GELU's approximation {@code x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}. */
  default T geluTanh(T tensor) {
    T bent = multiply(tensor, shift(scale(multiply(tensor, tensor), 0.044715), 1));
    T twice = shift(tanh(scale(bent, Math.sqrt(2 / Math.PI))), 1);
    return scale(multiply(tensor, twice), 0.5);
  }

  /**
   * The new state of a gated recurrent unit, from what its two linear maps give.
   *
   * <pre>{@code
   * r = sigmoid(input_r + state_r)          what to forget while the candidate is made
   * z = sigmoid(input_z + state_z)          how much of the old state stays
   * n = tanh(input_n + r state_n)           the candidate
   * result = (1 - z) n + z hidden
   * }</pre>
   *
   * @param inputGates {@code (B, 3 S)}: the input's part of r, z and n, side by side
   * @param stateGates {@code (B, 3 S)}: the old state's
   * @param hidden the old state, {@code (B, S)}
   * @return {@code (B, S)}
   */
  default T gru(T inputGates, T stateGates, T hidden) {
    LayerRules.gru(shape(inputGates), shape(stateGates), shape(hidden));
    long size = Sizes.known("gru", "hidden axis 1 (S)", shape(hidden).size(-1));
    T gates = add(slice(inputGates, -1, 0, 2 * size), slice(stateGates, -1, 0, 2 * size));
    T open = sigmoid(gates); // (B, 2 S)
    T recalled = multiply(slice(open, -1, 0, size), slice(stateGates, -1, 2 * size, 3 * size));
    T candidate = tanh(add(slice(inputGates, -1, 2 * size, 3 * size), recalled)); // (B, S)
    T kept = multiply(slice(open, -1, size, 2 * size), add(hidden, scale(candidate, -1)));
    return add(candidate, kept);
  }

  /**
   * What was computed by a faster way than these operations, where there is one: the same values,
   * and the same gradients.
   *
   * <p>It takes arrays, so there is none in a graph, whose arrays come later.
   *
   * @param inputs what the output is computed from, and has gradients for
   * @param way given how to get a tensor's array, computes at once; or says that it does not apply
   * @return nothing where the definition is to be used instead
   */
  default Optional<T> fused(
      List<T> inputs, Function<Function<T, INDArray>, Optional<? extends Fused>> way) {
    return Optional.empty();
  }

  /**
   * Shows a tensor's values to what learns from them without a gradient, such as the running
   * statistics of batch norm: on a tape, which trains, at once. Eagerly nothing is trained, and a
   * graph's values come later: there nothing happens.
   *
   * @param observer must not change the array
   */
  default void observe(T tensor, Consumer<INDArray> observer) {}
}
