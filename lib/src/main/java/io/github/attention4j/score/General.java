package io.github.attention4j.score;

import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;

/**
 * The general (bilinear) score: a trained matrix says which features of a query go with which
 * features of a key.
 *
 * <pre>{@code
 * score(q, k) = q^T W k          scores = Q (K W^T)^T
 * score(q, k) = q^T (W k + b)    with a bias
 * }</pre>
 *
 * <p>Shapes: {@code (B, Tq, Dq), (B, Tk, Dk) -> (B, Tq, Tk)}, the same with heads, which then share
 * the matrix. The parameters are {@code weight} {@code (Dq, Dk)} and, unless left out, {@code bias}
 * {@code (Dq)}.
 *
 * <p>Cost: {@code 2 B Tk Dq Dk} floating-point operations for the keys' projection and {@code 2 B
 * Tq Tk Dq} for the products.
 *
 * <p>Compare: PyTorch {@code Bilinear(Dq, Dk, 1, bias=False)} applied to every pair, where the
 * weight is {@code (1, Dq, Dk)}; not in Keras. PyTorch's chatbot tutorial maps the keys with a
 * bias, as here with one; OpenNMT-py maps the queries, without: its weight is this one transposed.
 *
 * <p>Source: Luong, Pham and Manning 2015, "Effective Approaches to Attention-based Neural Machine
 * Translation", section 3.1, equation 8 ("general").
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * Attention attention = new Attention(General.create(parameters.at("score"), 7, 4));
 * INDArray query = Nd4j.rand(DataType.FLOAT, 1, 3, 7); // (B, Tq, Dq)
 * INDArray key = Nd4j.rand(DataType.FLOAT, 1, 5, 4); // (B, Tk, Dk)
 * attention.attend(query, key, key).weights(); // (1, 3, 5)
 * parameters.paths(); // [score.weight]
 * parameters.count(); // 28
 * }</pre>
 */
public final class General implements ScoreFunction {
  private final Widths widths;
  private final Linear keyToQuery;

  private General(Widths widths, Linear keyToQuery) {
    this.widths = widths;
    this.keyToQuery = keyToQuery;
  }

  /**
   * A new general score without a bias, as in the paper.
   *
   * @param parameters where {@code weight} is added
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static General create(Parameters parameters, long queryDim, long keyDim) {
    return create(parameters, queryDim, keyDim, false);
  }

  /**
   * A new general score.
   *
   * @param parameters where {@code weight} is added, and with a bias {@code bias}
   * @param bias whether the keys' map has a bias
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static General create(Parameters parameters, long queryDim, long keyDim, boolean bias) {
    Widths widths = new Widths("general", parameters.type(), queryDim, keyDim);
    return new General(widths, Linear.create(parameters, keyDim, queryDim, bias));
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
    T projected = keyToQuery.apply(ops, key); // (B, Tk, Dq)
    return ops.matmulTransposed(query, projected); // (B, Tq, Tk)
  }
}
