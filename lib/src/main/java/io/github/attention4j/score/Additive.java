package io.github.attention4j.score;

import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;

/**
 * The additive score: a small network with one hidden layer looks at a query and a key together.
 *
 * <pre>{@code
 * score(q, k) = v^T tanh(Wq q + Wk k)
 * score(q, k) = v^T tanh(Wq q + b + Wk k)          with a bias
 * }</pre>
 *
 * <p>Shapes: {@code (B, Tq, Dq), (B, Tk, Dk) -> (B, Tq, Tk)}, the same with heads, which then share
 * the parameters: {@code query.weight} is {@code (A, Dq)}, {@code key.weight} {@code (A, Dk)} and
 * {@code energy.weight}, which is v, {@code (1, A)}, with A the hidden width; with a bias {@code
 * query.bias} {@code (A)}.
 *
 * <p>Cost: {@code 2 B A (Tq Dq + Tk Dk)} floating-point operations for the projections, then {@code
 * 3 B Tq Tk A} and as many tanh; memory for the hidden layer of every pair, {@code B Tq Tk A}.
 *
 * <p>Compare: Keras {@code AdditiveAttention} has v alone ({@code use_scale=True}), and leaves the
 * projections to its user; not in PyTorch. OpenNMT-py's {@code mlp} has the one bias, as here. The
 * tutorials of PyTorch have three: those of query and key count as their sum, and that of v moves
 * all scores of a query alike, which softmax ignores.
 *
 * <p>Source: Bahdanau, Cho and Bengio 2015, "Neural Machine Translation by Jointly Learning to
 * Align and Translate", appendix A.1.2, the alignment model.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * Attention attention = new Attention(Additive.create(parameters.at("score"), 7, 4, 8));
 * INDArray query = Nd4j.rand(DataType.FLOAT, 1, 3, 7); // (B, Tq, Dq)
 * INDArray key = Nd4j.rand(DataType.FLOAT, 1, 5, 4); // (B, Tk, Dk)
 * attention.attend(query, key, key).weights(); // (1, 3, 5)
 * parameters.paths(); // [score.query.weight, score.key.weight, score.energy.weight]
 * parameters.count(); // 96
 * }</pre>
 */
public final class Additive implements ScoreFunction {
  private final Widths widths;
  private final Linear queryToHidden;
  private final Linear keyToHidden;
  private final Linear energy;

  private Additive(Widths widths, Linear queryToHidden, Linear keyToHidden, Linear energy) {
    this.widths = widths;
    this.queryToHidden = queryToHidden;
    this.keyToHidden = keyToHidden;
    this.energy = energy;
  }

  /**
   * A new additive score without a bias, as in the paper.
   *
   * @param parameters where {@code query.weight}, {@code key.weight} and {@code energy.weight} are
   *     added
   * @param hiddenDim the width of the hidden layer, A
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static Additive create(Parameters parameters, long queryDim, long keyDim, long hiddenDim) {
    return create(parameters, queryDim, keyDim, hiddenDim, false);
  }

  /**
   * A new additive score.
   *
   * @param parameters where {@code query.weight}, {@code key.weight} and {@code energy.weight} are
   *     added, and with a bias {@code query.bias}
   * @param hiddenDim the width of the hidden layer, A
   * @param bias whether the hidden layer has a bias
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static Additive create(
      Parameters parameters, long queryDim, long keyDim, long hiddenDim, boolean bias) {
    Widths widths = new Widths("additive", parameters.type(), queryDim, keyDim);
    Sizes.atLeast(1, "additive", "hiddenDim", hiddenDim);
    return new Additive(
        widths,
        Linear.create(parameters.at("query"), queryDim, hiddenDim, bias),
        Linear.create(parameters.at("key"), keyDim, hiddenDim, false),
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
    T queries = queryToHidden.apply(ops, query); // (B, Tq, A)
    T keys = keyToHidden.apply(ops, key); // (B, Tk, A)
    return energies(ops, queries, keys, energy);
  }

  /** {@code v^T tanh(q + k)} for every query and key, both of the hidden width already. */
  static <T> T energies(TensorOps<T> ops, T queries, T keys, Linear energy) {
    T everyQuery = ops.expand(queries, -2); // (B, Tq, 1, A)
    T everyKey = ops.expand(keys, -3); // (B, 1, Tk, A)
    T hidden = ops.tanh(ops.add(everyQuery, everyKey)); // (B, Tq, Tk, A)
    return ops.squeeze(energy.apply(ops, hidden), -1); // (B, Tq, Tk)
  }
}
