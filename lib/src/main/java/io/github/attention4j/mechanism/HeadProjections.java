package io.github.attention4j.mechanism;

import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;

/** The four linear maps of a {@link MultiHeadAttention}, and how they share features to heads. */
record HeadProjections(
    MultiHeadOptions options, Linear toQueries, Linear toKeys, Linear toValues, Linear toOutput) {

  static HeadProjections create(Parameters parameters, MultiHeadOptions options) {
    long keys = options.heads() * options.headKeyDim();
    long values = options.heads() * options.headValueDim();
    boolean bias = options.bias();
    return new HeadProjections(
        options,
        Linear.create(parameters.at("query"), options.modelDim(), keys, bias),
        Linear.create(parameters.at("key"), options.keyDim(), keys, bias),
        Linear.create(parameters.at("value"), options.valueDim(), values, bias),
        Linear.create(parameters.at("output"), values, options.outputDim(), bias));
  }

  /** {@code (B, Tq, D) -> (B, H, Tq, headKeyDim)}. */
  <T> T queries(TensorOps<T> ops, T query) {
    return split(ops, toQueries.apply(ops, query), options.headKeyDim());
  }

  /** {@code (B, Tk, Dk), (B, Tk, Dv)} as the heads see them. */
  <T> KeyValueCache<T> memory(TensorOps<T> ops, T key, T value) {
    return new KeyValueCache<>(
        split(ops, toKeys.apply(ops, key), options.headKeyDim()), // (B, H, Tk, headKeyDim)
        split(ops, toValues.apply(ops, value), options.headValueDim()));
  }

  /** {@code (B, H, Tq, headValueDim) -> (B, Tq, Do)}. */
  <T> T merged(TensorOps<T> ops, T heads) {
    T sideBySide = ops.mergeAxes(ops.permute(heads, 0, 2, 1, 3), 2); // (B, Tq, H * headValueDim)
    return toOutput.apply(ops, sideBySide);
  }

  /** {@code (B, T, H * headDim) -> (B, H, T, headDim)}. */
  private <T> T split(TensorOps<T> ops, T tensor, long headDim) {
    T heads = ops.splitAxis(tensor, -1, options.heads(), headDim); // (B, T, H, headDim)
    return ops.permute(heads, 0, 2, 1, 3);
  }
}
