package io.github.attention4j.position;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Parameters;
import java.util.Collections;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Learned positions: every position of a sequence has a trained vector of its own, which is added
 * to its features.
 *
 * <pre>{@code
 * output[b, t] = input[b, t] + weight[t]          t = 0, 1, .. T - 1
 * }</pre>
 *
 * <p>Shapes: {@code (B, T, D) -> (B, T, D)}, T up to the number of positions. The parameter {@code
 * weight} is {@code (positions, D)} and starts with the normal distribution of deviation 0.02, as
 * in the code of the Vision Transformer's authors.
 *
 * <p>Edge rules: a shorter sequence has the first positions; a longer one is refused, for there is
 * nothing that the further positions could have learned.
 *
 * <p>Cost: {@code B T D} additions; in a graph whose T is open {@code 2 positions T D}
 * floating-point operations besides, as in {@link io.github.attention4j.param.Embedding}.
 *
 * <p>Compare: PyTorch {@code Embedding(positions, D)} of {@code arange(T)}, whose parameter is
 * named and stored as here and starts with deviation 1; a Vision Transformer's is often kept as
 * {@code (1, T, D)}. Not in Keras itself.
 *
 * <p>Source: Gehring et al. 2017, "Convolutional Sequence to Sequence Learning", section 3.1;
 * Vaswani et al. 2017, section 3.5, found them as good as the sinusoidal ones.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * LearnedPositions positions = LearnedPositions.create(parameters.at("positions"), 8, 6);
 * positions.apply(Nd4j.zeros(DataType.FLOAT, 2, 5, 6)); // (2, 5, 6), twice the first five rows
 * parameters.paths(); // [positions.weight]
 * parameters.count(); // 48
 * }</pre>
 */
public final class LearnedPositions {
  private static final String NAME = "learnedPositions";

  private static final Initializer START =
      (random, inputs, outputs) -> 0.02 * random.nextGaussian();

  private final String path;
  private final INDArray weight;
  private final Signature signature;

  private LearnedPositions(String path, INDArray weight, Signature signature) {
    this.path = path;
    this.weight = weight;
    this.signature = signature;
  }

  /**
   * New positions.
   *
   * @param parameters where {@code weight} is added
   * @param length the number of positions, the most that a sequence may have
   * @param modelDim the width, D
   * @throws IllegalArgumentException if a size is less than 1, or the parameter exists already
   */
  public static LearnedPositions create(Parameters parameters, long length, long modelDim) {
    Sizes.atLeast(1, NAME, "length", length);
    Sizes.atLeast(1, NAME, "modelDim", modelDim);
    return new LearnedPositions(
        parameters.path("weight"),
        parameters.create("weight", START, length, modelDim),
        Signature.of(NAME)
            .argument("input", "B", "T", "D")
            .most("T", length, "the positions")
            .size("D", modelDim, "modelDim")
            .type(parameters.type()));
  }

  /** {@code (positions, D)}. */
  public INDArray weight() {
    return weight;
  }

  /**
   * Adds the positions eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray apply(INDArray input) {
    return apply(NdArrayOps.eager(), input);
  }

  /**
   * Adds the positions under any interpreter.
   *
   * @param ops the interpreter
   * @param input {@code (B, T, D)}
   * @return {@code (B, T, D)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T apply(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    T table = ops.parameter(path, weight);
    long length = ops.shape(input).size(1);
    T rows = length < 0 ? lookedUp(ops, table, input) : ops.slice(table, 0, 0, length);
    return ops.add(input, ops.expand(rows, 0)); // (1, T, D) stretches
  }

  /** The rows of a sequence whose length is known when a graph is fed, {@code (T, D)}. */
  private static <T> T lookedUp(TensorOps<T> ops, T table, T input) {
    T numbers = ops.squeeze(ops.squeeze(ops.positions(input, 1), 0), 1); // (T)
    return ops.embedding(table, numbers);
  }
}
