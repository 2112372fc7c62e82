package io.github.attention4j.train;

import io.github.attention4j.kernel.FusedSquaredError;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.ops.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What training makes small: how far a model's outputs are from the right ones, as one number.
 *
 * <pre>{@code
 * crossEntropy     = -mean of log softmax(logits)[label]          over the places of the mask
 * meanSquaredError =  mean of (output - target)^2                 over the places of the mask
 * }</pre>
 *
 * <p>Shapes: logits {@code (B, V)} with labels {@code (B)}, or {@code (B, T, V)} with labels {@code
 * (B, T)}; labels are whole numbers from 0 to {@code V - 1}, of any numeric type. Output and target
 * of one shape, of one to four axes. The loss is a single number, without axes.
 *
 * <p>Mask and edge rules: 1 = counts, 0 = does not (padding), in the labels' shape, or in the
 * target's without its last axis. What stands where the mask is 0 changes nothing, as long as it is
 * finite, and labels there have to be classes, too: fill padding with zeros. If the mask is 0
 * everywhere the loss is 0, where PyTorch's is NaN. Large logits do no harm.
 *
 * <p>Cost: a few floating-point operations for every logit, and memory for one more copy of them.
 *
 * <p>Compare: PyTorch {@code CrossEntropyLoss} with {@code ignore_index} in place of the mask, and
 * {@code MSELoss}; PyTorch has the classes on axis 1, here they are on the last.
 *
 * <p>Source: Goodfellow, Bengio and Courville 2016, "Deep Learning", section 6.2.2.3 and equation
 * 6.30 for cross-entropy, section 5.1.4 for the squared error.
 *
 * <pre>{@code
 * TensorOps<INDArray> ops = NdArrayOps.eager();
 * INDArray logits = Nd4j.create(new double[][][] {{{0, 0}, {2, 0}, {9, 9}}}); // (B, T, V)
 * INDArray labels = Nd4j.createFromArray(new long[][] {{1, 0, 0}}); // (B, T)
 * INDArray mask = Nd4j.createFromArray(new long[][] {{1, 1, 0}}); // the last place is padding
 * Losses.crossEntropy(ops, logits, labels, mask); // 0.4100, the mean of log 2 and 0.1269
 * }</pre>
 */
public final class Losses {
  private static final String CROSS_ENTROPY = "crossEntropy";
  private static final String SQUARED_ERROR = "meanSquaredError";

  private Losses() {}

  /**
   * Cross-entropy over all places.
   *
   * @return one number
   * @throws io.github.attention4j.ops.ShapeException if an argument does not fit
   * @throws IllegalArgumentException if a label is no class
   */
  public static <T> T crossEntropy(TensorOps<T> ops, T logits, T labels) {
    return crossEntropy(ops, logits, labels, List.of());
  }

  /**
   * Cross-entropy over the places where the mask is 1.
   *
   * @param ops the interpreter
   * @param logits {@code (B, V)} or {@code (B, T, V)}
   * @param labels {@code (B)} or {@code (B, T)}
   * @param mask 1 = counts, 0 = does not, of the labels' shape and any numeric type
   * @return one number
   * @throws io.github.attention4j.ops.ShapeException if an argument does not fit
   * @throws IllegalArgumentException if a label is no class, or the mask not 0 or 1
   */
  public static <T> T crossEntropy(TensorOps<T> ops, T logits, T labels, T mask) {
    return crossEntropy(ops, logits, labels, Arrays.asList(mask));
  }

  private static <T> T crossEntropy(TensorOps<T> ops, T logits, T labels, List<T> mask) {
    Signature signature =
        Signature.of(CROSS_ENTROPY)
            .argument("logits", "B", "T?", "V")
            .argument("labels", "B", "T?")
            .argument("mask", "B", "T?");
    List<T> typed = check(ops, signature, Arrays.asList(logits, typed(ops, labels, logits)), mask);
    return mean(ops, ops.crossEntropy(logits, labels), typed);
  }

  /**
   * The mean squared error over all elements.
   *
   * @return one number
   * @throws io.github.attention4j.ops.ShapeException if an argument does not fit
   */
  public static <T> T meanSquaredError(TensorOps<T> ops, T output, T target) {
    return meanSquaredError(ops, output, target, List.of());
  }

  /**
   * The mean squared error over the places where the mask is 1.
   *
   * @param ops the interpreter
   * @param output {@code (B, D)} or {@code (B, T, D)}
   * @param target of the same shape
   * @param mask 1 = counts, 0 = does not: {@code (B)} or {@code (B, T)}, of any numeric type
   * @return one number
   * @throws io.github.attention4j.ops.ShapeException if an argument does not fit
   * @throws IllegalArgumentException if the mask is not 0 or 1
   */
  public static <T> T meanSquaredError(TensorOps<T> ops, T output, T target, T mask) {
    return meanSquaredError(ops, output, target, Arrays.asList(mask));
  }

  private static <T> T meanSquaredError(TensorOps<T> ops, T output, T target, List<T> mask) {
    int rank = output == null ? 2 : ops.shape(output).rank();
    String[] all =
        switch (rank) {
          case 1 -> new String[] {"B"};
          case 3 -> new String[] {"B", "T", "D"};
          case 4 -> new String[] {"B", "C", "H", "W"};
          default -> new String[] {"B", "D"};
        };
    Signature signature =
        Signature.of(SQUARED_ERROR)
            .argument("output", all)
            .argument("target", all)
            .argument("mask", Arrays.copyOf(all, Math.max(1, all.length - 1)));
    List<T> typed = check(ops, signature, Arrays.asList(output, target), mask);
    return fused(ops, output, target, mask).orElseGet(() -> define(ops, output, target, typed));
  }

  private static <T> Optional<T> fused(TensorOps<T> ops, T output, T target, List<T> mask) {
    return mask.isEmpty()
        ? ops.fused(
            List.of(output, target),
            arrays -> FusedSquaredError.of(arrays.apply(output), arrays.apply(target)))
        : Optional.empty();
  }

  private static <T> T define(TensorOps<T> ops, T output, T target, List<T> mask) {
    T difference = ops.add(output, ops.scale(target, -1));
    T squares = ops.multiply(difference, difference);
    boolean single = ops.shape(output).rank() == 1;
    return mean(ops, single ? squares : rowMeans(ops, squares), mask);
  }

  private static <T> T rowMeans(TensorOps<T> ops, T tensor) {
    return ops.squeeze(ops.mean(tensor, -1), -1);
  }

  /** The mask in the data type of what it meets, if there is a mask. */
  private static <T> List<T> check(
      TensorOps<T> ops, Signature signature, List<T> tensors, List<T> mask) {
    List<T> all = new ArrayList<>(tensors);
    mask.forEach(any -> all.add(typed(ops, any, tensors.get(0))));
    ops.check(signature, all);
    mask.forEach(any -> ops.checkWhole(signature.operation(), "mask", any, 1));
    return all.subList(tensors.size(), all.size());
  }

  private static <T> T typed(TensorOps<T> ops, T tensor, T like) {
    TensorShape shape = ops.shape(like);
    return tensor == null || shape == null ? tensor : ops.cast(tensor, shape.type());
  }

  /** The mean over the places of the mask, 0 where it has none. */
  private static <T> T mean(TensorOps<T> ops, T losses, List<T> mask) {
    if (mask.isEmpty()) {
      return ops.squeeze(ops.mean(row(ops, losses), 0), 0);
    }
    T weights = row(ops, mask.get(0));
    T sum = ops.sum(ops.multiply(row(ops, losses), weights), 0);
    T count = ops.shift(ops.relu(ops.shift(ops.sum(weights, 0), -1)), 1); // at least 1
    return ops.squeeze(ops.multiply(sum, ops.power(count, -1)), 0);
  }

  /** All elements along one axis. */
  private static <T> T row(TensorOps<T> ops, T tensor) {
    T row = tensor;
    while (ops.shape(row).rank() > 1) {
      row = ops.mergeAxes(row, 0);
    }
    return row;
  }
}
