package io.github.attention4j.example;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batch;
import io.github.attention4j.train.Losses;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A small transformer encoder that reads digits: an image's eight rows of pixels are eight tokens,
 * each with a learned position; one pre-norm block, the mean over the tokens, ten classes.
 */
record DigitsEncoder(
    Linear embedding,
    String positionsPath,
    INDArray positions,
    LayerNorm attentionNorm,
    MultiHeadAttention attention,
    LayerNorm feedForwardNorm,
    Linear hidden,
    Linear narrow,
    LayerNorm lastNorm,
    Linear classes) {
  static final int SIDE = 8;
  static final int DIM = 16;

  static DigitsEncoder create(Parameters parameters, int heads) {
    return new DigitsEncoder(
        Linear.create(parameters.at("embedding"), SIDE, DIM, true),
        parameters.path("positions"),
        parameters.create("positions", Initializer.XAVIER_UNIFORM, SIDE, DIM),
        LayerNorm.create(parameters.at("attentionNorm"), DIM),
        MultiHeadAttention.create(parameters.at("attention"), MultiHeadOptions.of(DIM, heads)),
        LayerNorm.create(parameters.at("feedForwardNorm"), DIM),
        Linear.create(parameters.at("hidden"), DIM, 2 * DIM, true),
        Linear.create(parameters.at("narrow"), 2 * DIM, DIM, true),
        LayerNorm.create(parameters.at("lastNorm"), DIM),
        Linear.create(parameters.at("classes"), DIM, 10, true));
  }

  /** {@code (B, 8, 8) -> (B, 10)}. */
  <T> T logits(TensorOps<T> ops, T images) {
    T rows = embedding.apply(ops, images); // (B, 8, DIM)
    T x = ops.add(rows, ops.expand(ops.parameter(positionsPath, positions), 0));
    T normed = attentionNorm.apply(ops, x);
    x = ops.add(x, attention.output(ops, normed, normed, normed, Mask.all()));
    T wide = ops.gelu(hidden.apply(ops, feedForwardNorm.apply(ops, x))); // (B, 8, 2 DIM)
    x = ops.add(x, narrow.apply(ops, wide));
    T mean = ops.squeeze(ops.mean(lastNorm.apply(ops, x), 1), 1); // (B, DIM)
    return classes.apply(ops, mean);
  }

  Tensor loss(TapeOps ops, Batch batch) {
    Tensor logits = logits(ops, ops.constant(batch.input()));
    return Losses.crossEntropy(ops, logits, ops.constant(batch.target()));
  }
}
