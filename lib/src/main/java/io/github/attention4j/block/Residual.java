package io.github.attention4j.block;

import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.LayerNorm;

/**
 * What stands around a part of a block: the residual connection, and a layer norm in front of the
 * part, {@code x + part(norm(x))}, or behind the sum, {@code norm(x + part(x))}.
 */
record Residual(LayerNorm norm, BlockOptions options) {

  Residual training() {
    return new Residual(norm, options.training());
  }

  /** What the part is given. */
  <T> T before(TensorOps<T> ops, T x) {
    return options.normFirst() ? norm.apply(ops, x) : x;
  }

  /** What comes out, from what went in and what the part made of it. */
  <T> T after(TensorOps<T> ops, T x, T part) {
    T sum = ops.add(x, options.dropout().apply(ops, part));
    return options.normFirst() ? sum : norm.apply(ops, sum);
  }
}
