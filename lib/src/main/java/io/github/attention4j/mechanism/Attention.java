package io.github.attention4j.mechanism;

import io.github.attention4j.kernel.FusedAttention;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.score.Dot;
import io.github.attention4j.score.ScaledDot;
import io.github.attention4j.score.ScoreFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention over any score: every query receives the average of the values, weighted by how well
 * the keys match it.
 *
 * <pre>{@code
 * weights = softmax(score(query, key))          over the keys, where the mask is 1
 * output  = weights value
 * }</pre>
 *
 * <p>Shapes: query {@code (B, Tq, Dk)}, key {@code (B, Tk, Dk)}, value {@code (B, Tk, Dv)} give
 * output {@code (B, Tq, Dv)} and weights {@code (B, Tq, Tk)}; or all with a heads axis, {@code (B,
 * H, .., ..)}. FLOAT or DOUBLE, all of one type.
 *
 * <p>Mask and edge rules: 1 = may attend, see {@link Mask}. A query that may attend to nothing gets
 * zero weights and a zero output. What a masked key and its value contain changes nothing, as long
 * as it is finite: NaN and infinity follow IEEE arithmetic, so a NaN in a query, a key or a value
 * makes every output NaN that is computed from it, even with weight 0; fill padding with zeros.
 *
 * <p>Cost: {@code 2 B H Tq Tk (Dk + Dv)} floating-point operations for the dot products, and memory
 * for the weights, {@code B H Tq Tk}.
 *
 * <p>Compare: PyTorch {@code scaled_dot_product_attention}, which returns no weights; Keras {@code
 * Attention}, which takes query, value, key.
 *
 * <p>Source: Luong et al. 2015, section 3.1; Vaswani et al. 2017, section 3.2.1, equation 1.
 *
 * <pre>{@code
 * INDArray query = Nd4j.create(new double[][][] {{{1, 0}}}); // (B, Tq, Dk) = (1, 1, 2)
 * INDArray key = Nd4j.create(new double[][][] {{{1, 0}, {0, 1}}}); // (B, Tk, Dk) = (1, 2, 2)
 * INDArray value = Nd4j.create(new double[][][] {{{10}, {20}}}); // (B, Tk, Dv) = (1, 2, 1)
 * AttentionResult<INDArray> result = Attention.scaledDot().attend(query, key, value);
 * result.weights(); // [[[0.6698, 0.3302]]]
 * result.output(); // [[[13.3024]]]
 * }</pre>
 */
public final class Attention {
  /** Far below any score, yet finite in FLOAT: softmax of a row of -infinity would be NaN. */
  private static final double MASKED = 1e30;

  private final ScoreFunction score;
  private final String name;
  private final Signature signature;

  /**
   * Attention over a score.
   *
   * @throws NullPointerException if the score is null
   */
  public Attention(ScoreFunction score) {
    this(score, Objects.requireNonNull(score, "score").name());
  }

  /** Attention as a part of another mechanism, whose name errors of the mask start with. */
  Attention(ScoreFunction score, String name) {
    this.score = score;
    this.name = name;
    this.signature = score.signature();
  }

  /** Attention over the dot product. */
  public static Attention dot() {
    return new Attention(new Dot());
  }

  /** Attention over the scaled dot product. */
  public static Attention scaledDot() {
    return new Attention(new ScaledDot());
  }

  /**
   * Attends eagerly to all keys.
   *
   * @throws ShapeException if an argument does not fit
   */
  public AttentionResult<INDArray> attend(INDArray query, INDArray key, INDArray value) {
    return attend(NdArrayOps.eager(), query, key, value, Mask.all());
  }

  /**
   * Attends eagerly to the keys that the mask allows.
   *
   * @throws ShapeException if an argument does not fit
   */
  public AttentionResult<INDArray> attend(
      INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
    return attend(NdArrayOps.eager(), query, key, value, mask);
  }

  /**
   * Attends under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param query {@code (B, Tq, Dk)} or {@code (B, H, Tq, Dk)}
   * @param key {@code (B, Tk, Dk)} or {@code (B, H, Tk, Dk)}
   * @param value {@code (B, Tk, Dv)} or {@code (B, H, Tk, Dv)}
   * @param mask which keys a query may attend to
   * @return output {@code (B, Tq, Dv)} and weights {@code (B, Tq, Tk)}, or both with heads
   * @throws ShapeException if an argument does not fit
   */
  public <T> AttentionResult<T> attend(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
    check(ops, query, key, value, mask);
    return define(ops, query, key, value, mask);
  }

  /**
   * Attends eagerly to all keys, and returns the output alone.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray output(INDArray query, INDArray key, INDArray value) {
    return output(NdArrayOps.eager(), query, key, value, Mask.all());
  }

  /**
   * Attends eagerly to the keys that the mask allows, and returns the output alone.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray output(INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
    return output(NdArrayOps.eager(), query, key, value, mask);
  }

  /**
   * The output alone, without the weights: for arrays and the dot product, scaled or not, {@link
   * FusedAttention} computes it where it applies, several times faster and in memory that grows
   * with T instead of T^2; elsewhere it is {@link #attend}'s. Both agree to the last digits of
   * FLOAT; but a NaN or an infinity in a masked key or value may stay without effect.
   *
   * @return {@code (B, Tq, Dv)} or {@code (B, H, Tq, Dv)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> T output(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
    check(ops, query, key, value, mask);
    Optional<T> fused = fused(ops, query, key, value, mask);
    return fused.orElseGet(() -> define(ops, query, key, value, mask).output());
  }

  private <T> Optional<T> fused(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
    boolean scaled = score instanceof ScaledDot;
    if (!scaled && !(score instanceof Dot)) {
      return Optional.empty();
    }
    double scale = scaled ? 1 / Math.sqrt(ops.shape(key).size(-1)) : 1; // as in ScaledDot
    return ops.fused(
        List.of(query, key, value),
        arrays ->
            FusedAttention.of(
                arrays.apply(query),
                arrays.apply(key),
                arrays.apply(value),
                scale,
                mask.map(arrays)));
  }

  private <T> AttentionResult<T> define(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
    T scores = score.scores(ops, query, key); // (B, Tq, Tk)
    T weights = softmax(ops, mask.added(ops, name, scores), mask); // (B, Tq, Tk)
    return new AttentionResult<>(ops.matmul(weights, value), weights); // (B, Tq, Dv)
  }

  private <T> void check(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
    ops.check(signature, Arrays.asList(query, key, value));
    if (mask == null) {
      throw new IllegalArgumentException(
          name + ": mask is null, expected a Mask; Mask.all() allows every key");
    }
  }

  /** Softmax over the keys that the mask allows; zeros where it allows none. */
  private <T> T softmax(TensorOps<T> ops, T scores, Mask<T> mask) {
    if (mask.allowsEveryKey()) {
      return ops.softmax(scores);
    }
    T allowed = mask.allowed(ops, name, scores); // broadcasts to (B, Tq, Tk)
    T penalty = ops.scale(ops.shift(allowed, -1), MASKED); // 0, or -MASKED where masked
    // exp(-MASKED) is 0. Only a row without any key survives softmax, as an even one; not the mask.
    return ops.multiply(ops.softmax(ops.add(scores, penalty)), allowed);
  }
}
