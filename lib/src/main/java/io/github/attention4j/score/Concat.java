package io.github.attention4j.score;

import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;

/**
 * The concat score: a small network with one hidden layer looks at a query and a key that stand one
 * behind the other.
 *
 * <pre>{@code
 * score(q, k) = v^T tanh(W [q; k])
 * score(q, k) = v^T tanh(W [q; k] + b)          with a bias
 * }</pre>
 *
 * <p>With W = [Wq Wk], its first Dq columns and the other Dk, W [q; k] = Wq q + Wk k: the score is
 * {@link Additive} with its two matrices kept as one. It is computed so, and no pair is joined.
 *
 * <p>Shapes: {@code (B, Tq, Dq), (B, Tk, Dk) -> (B, Tq, Tk)}, the same with heads, which then share
 * the parameters: {@code projection.weight}, which is W, is {@code (A, Dq + Dk)} and {@code
 * energy.weight}, which is v, {@code (1, A)}, with A the hidden width; with a bias {@code
 * projection.bias} {@code (A)}.
 *
 * <p>Cost: that of {@link Additive}; joining the pairs would take {@code 2 B Tq Tk A (Dq + Dk)}.
 *
 * <p>Compare: neither in PyTorch nor in Keras, whose {@code Attention(score_mode="concat")} has no
 * W. PyTorch's chatbot tutorial has the bias.
 *
 * <p>Source: Luong, Pham and Manning 2015, "Effective Approaches to Attention-based Neural Machine
 * Translation", section 3.1, equation 8 ("concat").
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * Attention attention = new Attention(Concat.create(parameters.at("score"), 7, 4, 8));
 * INDArray query = Nd4j.rand(DataType.FLOAT, 1, 3, 7); // (B, Tq, Dq)
 * INDArray key = Nd4j.rand(DataType.FLOAT, 1, 5, 4); // (B, Tk, Dk)
 * attention.attend(query, key, key).weights(); // (1, 3, 5)
 * parameters.paths(); // [score.projection.weight, score.energy.weight]
 * parameters.count(); // 96
 * }</pre>
 */
public final class Concat implements ScoreFunction {
  private final Widths widths;
  private final Linear projection;
  private final Linear energy;

  private Concat(Widths widths, Linear projection, Linear energy) {
    this.widths = widths;
    this.projection = projection;
    this.energy = energy;
  }

  /**
   * A new concat score without a bias, as in the paper.
   *
   * @param parameters where {@code projection.weight} and {@code energy.weight} are added
   * @param hiddenDim the width of the hidden layer, A
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static Concat create(Parameters parameters, long queryDim, long keyDim, long hiddenDim) {
    return create(parameters, queryDim, keyDim, hiddenDim, false);
  }

  /**
   * A new concat score.
   *
   * @param parameters where {@code projection.weight} and {@code energy.weight} are added, and with
   *     a bias {@code projection.bias}
   * @param hiddenDim the width of the hidden layer, A
   * @param bias whether the hidden layer has a bias
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static Concat create(
      Parameters parameters, long queryDim, long keyDim, long hiddenDim, boolean bias) {
    Widths widths = new Widths("concat", parameters.type(), queryDim, keyDim);
    Sizes.atLeast(1, "concat", "hiddenDim", hiddenDim);
    return new Concat(
        widths,
        Linear.create(parameters.at("projection"), queryDim + keyDim, hiddenDim, bias),
        Linear.create(parameters.at("energy"), hiddenDim, 1, false));
  }

  @Override
  public String name() {
    return widths.name();
  }

  @Override
  public Signature signature() {
    return widths.signature();
  }

  @Override
  public <T> T scores(TensorOps<T> ops, T query, T key) {
    long border = widths.queryDim();
    T weight = projection.weight(ops); // (A, Dq + Dk)
    T ofQueries = ops.slice(weight, 1, 0, border);
    T ofKeys = ops.slice(weight, 1, border, border + widths.keyDim());
    T queries = ops.linear(query, ofQueries, projection.bias(ops)); // (B, Tq, A)
    T keys = ops.linear(key, ofKeys, null); // (B, Tk, A)
    return Additive.energies(ops, queries, keys, energy);
  }
}
