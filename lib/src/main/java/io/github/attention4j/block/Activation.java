package io.github.attention4j.block;

import io.github.attention4j.ops.TensorOps;

/** What stands between the two linear maps of a block. */
public enum Activation {
  /** {@code max(x, 0)}, as in Vaswani et al. 2017; PyTorch's {@code activation="relu"}. */
  RELU {
    @Override
    public <T> T apply(TensorOps<T> ops, T tensor) {
      return ops.relu(tensor);
    }
  },

  /**
   * {@code x Phi(x)} by the error function, PyTorch's {@code activation="gelu"}; see {@link
   * TensorOps#gelu}.
   *
   * <p>Source: Hendrycks and Gimpel 2016, "Gaussian Error Linear Units (GELUs)", section 2.
   */
  GELU {
    @Override
    public <T> T apply(TensorOps<T> ops, T tensor) {
      return ops.gelu(tensor);
    }
  };

  /** Applies it to every element, under any interpreter. */
  public abstract <T> T apply(TensorOps<T> ops, T tensor);
}
