package io.github.attention4j.peers;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** PyTorch's own scaled_dot_product_attention, which the written steps are held against. */
final class PytorchAttention {

  private PytorchAttention() {}

  /**
   * Attention with the score scale * q k^T. PyTorch gets its own causal flag where the mask is
   * causal, so that our alignment of queries and keys is held to it too.
   *
   * @param mask 1 = may attend, or null
   */
  static Tensor attend(Tensor query, Tensor key, Tensor value, Tensor mask, double scale) {
    boolean causal = mask != null && mask.equal(Masks.causal(mask.shape()));
    TensorOptional booleanMask =
        mask == null || causal ? new TensorOptional() : new TensorOptional(Masks.allowed(mask));
    return attend(query, key, value, booleanMask, causal, scale);
  }

  /** The same with numbers added to the scores: PyTorch takes them and the mask as one bias. */
  static Tensor attend(
      Tensor query, Tensor key, Tensor value, Tensor mask, Tensor numbers, double scale) {
    Tensor bias =
        mask == null
            ? numbers
            : numbers.masked_fill(Masks.forbidden(mask), Tensors.scalar(Double.NEGATIVE_INFINITY));
    return attend(query, key, value, new TensorOptional(bias), false, scale);
  }

  /** Softmax and aggregation alone: query and key are zero and the scores are PyTorch's bias. */
  static Tensor attend(Tensor scores, Tensor value, Tensor mask) {
    Tensor bias =
        mask == null
            ? scores
            : scores.masked_fill(Masks.forbidden(mask), Tensors.scalar(Double.NEGATIVE_INFINITY));
    Tensor query = torch.zeros_like(scores.narrow(-1, 0, 1));
    Tensor key = torch.zeros_like(value.narrow(-1, 0, 1));
    return attend(query, key, value, new TensorOptional(bias), false, 1);
  }

  private static Tensor attend(
      Tensor query, Tensor key, Tensor value, TensorOptional mask, boolean causal, double scale) {
    double dropout = 0;
    boolean groupedQueries = false;
    return torch.scaled_dot_product_attention(
        query, key, value, mask, dropout, causal, new DoubleOptional(scale), groupedQueries);
  }
}
