package io.github.attention4j.block;

import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;

/**
 * Two linear maps with an activation between them, each position alone: Vaswani et al. 2017, 3.3.
 */
record FeedForward(Linear widen, Linear narrow, BlockOptions options) {

  static FeedForward create(Parameters parameters, BlockOptions options) {
    long modelDim = options.modelDim();
    long hiddenDim = options.hiddenDim();
    return new FeedForward(
        Linear.create(parameters.at("linear1"), modelDim, hiddenDim, true),
        Linear.create(parameters.at("linear2"), hiddenDim, modelDim, true),
        options);
  }

  FeedForward training() {
    return new FeedForward(widen, narrow, options.training());
  }

  /** {@code (B, T, D) -> (B, T, D)}. */
  <T> T apply(TensorOps<T> ops, T input) {
    T hidden = options.activation().apply(ops, widen.apply(ops, input)); // (B, T, hidden)
    return narrow.apply(ops, options.dropout().apply(ops, hidden));
  }
}
