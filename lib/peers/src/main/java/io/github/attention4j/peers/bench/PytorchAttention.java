package io.github.attention4j.peers.bench;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** PyTorch's {@code scaled_dot_product_attention}, on as many threads as it chooses. */
final class PytorchAttention implements Contender.Attention {
  private final boolean causal;
  private final Tensor query;
  private final Tensor key;
  private final Tensor value;

  PytorchAttention(Case size) {
    causal = size.causal();
    query = Tensor.create(size.input(0), size.shape());
    key = Tensor.create(size.input(1), size.shape());
    value = Tensor.create(size.input(2), size.shape());
  }

  private Tensor attend() {
    double noDropout = 0;
    boolean groupedQueries = false;
    try (TensorOptional noMask = new TensorOptional();
        DoubleOptional usualScale = new DoubleOptional()) {
      return torch.scaled_dot_product_attention(
          query, key, value, noMask, noDropout, causal, usualScale, groupedQueries);
    }
  }

  @Override
  public void run() {
    attend().close();
  }

  @Override
  public float[] output() {
    Tensor output = attend().contiguous();
    float[] numbers = new float[Math.toIntExact(output.numel())];
    output.data_ptr_float().get(numbers);
    return numbers;
  }
}
