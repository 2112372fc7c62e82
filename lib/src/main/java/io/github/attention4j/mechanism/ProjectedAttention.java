package io.github.attention4j.mechanism;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import java.util.Objects;

/**
 * Attention between trained projections: what {@link SelfAttention} and {@link CrossAttention} have
 * in common.
 *
 * @param toOutput null where what was attended is the output
 */
record ProjectedAttention(
    Attention attention, Linear toQueries, Linear toKeys, Linear toValues, Linear toOutput) {

  static ProjectedAttention create(
      String name,
      Parameters parameters,
      long queryDim,
      long contextDim,
      ProjectionOptions options) {
    boolean bias = Objects.requireNonNull(options, "options").bias();
    return new ProjectedAttention(
        new Attention(options.score(), name),
        Linear.create(parameters.at("query"), queryDim, options.keyDim(), bias),
        Linear.create(parameters.at("key"), contextDim, options.keyDim(), bias),
        Linear.create(parameters.at("value"), contextDim, options.valueDim(), bias),
        options.outputDim() == 0
            ? null
            : Linear.create(
                parameters.at("output"), options.valueDim(), options.outputDim(), bias));
  }

  <T> AttentionResult<T> attend(TensorOps<T> ops, T query, T context, Mask<T> mask) {
    T queries = toQueries.apply(ops, query); // (B, Tq, Dk)
    T keys = toKeys.apply(ops, context); // (B, Tk, Dk)
    T values = toValues.apply(ops, context); // (B, Tk, Dv)
    AttentionResult<T> attended = attention.attend(ops, queries, keys, values, mask);
    return new AttentionResult<>(projected(ops, attended.output()), attended.weights());
  }

  <T> T output(TensorOps<T> ops, T query, T context, Mask<T> mask) {
    T queries = toQueries.apply(ops, query); // (B, Tq, Dk)
    T keys = toKeys.apply(ops, context); // (B, Tk, Dk)
    T values = toValues.apply(ops, context); // (B, Tk, Dv)
    return projected(ops, attention.output(ops, queries, keys, values, mask));
  }

  private <T> T projected(TensorOps<T> ops, T attended) {
    return toOutput == null ? attended : toOutput.apply(ops, attended);
  }
}
