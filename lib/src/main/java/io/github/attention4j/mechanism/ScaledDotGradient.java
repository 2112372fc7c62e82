package io.github.attention4j.mechanism;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.score.ScaledDot;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of scaled dot-product attention, derived by hand: how a loss changes with the
 * queries, keys, values and scores, given how it changes with the output.
 *
 * <pre>{@code
 * S = Q K^T / sqrt(Dk)     A = softmax(S)     O = A V     and dO is given
 *
 * O = A V                  dV = A^T dO
 *                          dA = dO V^T
 * A = softmax(S)           dS = A * (dA - rowsum(dA * A))          element by element
 * S = Q K^T / sqrt(Dk)     dQ = dS K / sqrt(Dk)
 *                          dK = dS^T Q / sqrt(Dk)
 * }</pre>
 *
 * <p>The middle line is softmax's Jacobian, {@code dA_j / dS_k = A_j ([j = k] - A_k)}, times dA.
 * Where A is one-hot, dS is zero: scores that are too large stop learning.
 *
 * <p>Shapes: every gradient has the shape of its tensor: query {@code (B, Tq, Dk)}, key {@code (B,
 * Tk, Dk)}, value {@code (B, Tk, Dv)}, scores {@code (B, Tq, Tk)}; or all with a heads axis.
 *
 * <p>Mask and edge rules: as in {@link Attention}. A masked key has weight 0, so its scores'
 * gradient is 0; a query that may attend to nothing gets the gradient 0.
 *
 * <p>Cost: {@code 4 B H Tq Tk (Dk + Dv)} floating-point operations besides those of the attention,
 * which is computed anew, and memory for three arrays of {@code B H Tq Tk}.
 *
 * <p>Compare: what PyTorch's autograd computes for {@code scaled_dot_product_attention}, and
 * SameDiff for {@link Attention#scaledDot} in a graph.
 *
 * <p>Source: Vaswani et al. 2017, equation 1, differentiated; the same steps in Dao et al. 2022,
 * "FlashAttention", appendix B.2.
 *
 * @param query dQ
 * @param key dK
 * @param value dV
 * @param scores dS, of the scores after scaling
 */
public record ScaledDotGradient(INDArray query, INDArray key, INDArray value, INDArray scores) {
  private static final Signature SIGNATURE =
      new ScaledDot().signature().argument("outputGradient", "B", "H?", "Tq", "Dv");

  /**
   * Computes the gradient eagerly.
   *
   * @param mask which keys a query may attend to
   * @param outputGradient dO, how the loss changes with the output; {@code (B, Tq, Dv)} or {@code
   *     (B, H, Tq, Dv)}
   * @throws ShapeException if an argument does not fit
   */
  public static ScaledDotGradient of(
      INDArray query, INDArray key, INDArray value, Mask<INDArray> mask, INDArray outputGradient) {
    NdArrayOps.eager().check(SIGNATURE, Arrays.asList(query, key, value, outputGradient));
    INDArray weights = Attention.scaledDot().attend(query, key, value, mask).weights();
    INDArray valueGradient = Nd4j.matmul(weights, outputGradient, true, false, false); // A^T dO
    INDArray weightsGradient = Nd4j.matmul(outputGradient, value, false, true, false); // dO V^T
    INDArray rowSums = weightsGradient.mul(weights).sum(true, -1); // (B, Tq, 1)
    INDArray scoresGradient = weights.mul(weightsGradient.sub(rowSums)); // (B, Tq, Tk)
    double scale = 1 / Math.sqrt(key.size(-1));
    INDArray queryGradient = Nd4j.matmul(scoresGradient, key).mul(scale); // dS K / sqrt(Dk)
    INDArray keyGradient =
        Nd4j.matmul(scoresGradient, query, true, false, false).mul(scale); // dS^T Q / sqrt(Dk)
    return new ScaledDotGradient(queryGradient, keyGradient, valueGradient, scoresGradient);
  }
}
