package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.block.Activation;
import io.github.attention4j.block.BlockOptions;
import io.github.attention4j.block.EncoderBlock;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds what the text of lesson 13 says, of all that needs no training; its trained experiment is
 * held by the test of the graded one.
 */
class VisionTransformerLessonTest {
  private static final int WIDTH = 32;
  private static final int PARTS = 24;

  /** Pre-norm most of the last gradient arrives, post-norm little, else what chance brings. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theResidualHandsTheLastGradientOn(long seed) {
    double pre = arriving("pre-norm", seed);
    double post = arriving("post-norm", seed);
    double none = arriving("no residual", seed);
    assertTrue(pre > 0.8, "pre-norm " + pre);
    assertTrue(post < 0.3, "post-norm " + post);
    assertTrue(Math.abs(none) < 0.3, "no residual " + none);
  }

  /** How much of the gradient at the end is in that in front of all parts. */
  private static double arriving(String way, long seed) {
    Parameters drawn = Parameters.seeded(DataType.DOUBLE, seed);
    TapeOps ops = TapeOps.create();
    Random random = new Random(seed);
    INDArray start = Initializer.NORMAL.create(DataType.DOUBLE, random, 100, WIDTH);
    INDArray last = Initializer.NORMAL.create(DataType.DOUBLE, random, 100, WIDTH);
    Tensor first = ops.variable(start);
    Tensor x = first;
    for (int part = 0; part < PARTS; part++) {
      LayerNorm norm = LayerNorm.create(drawn.at("norm" + part), WIDTH);
      Linear wide = Linear.create(drawn.at("wide" + part), WIDTH, 2 * WIDTH, true);
      Linear narrow = Linear.create(drawn.at("narrow" + part), 2 * WIDTH, WIDTH, true);
      Tensor given = way.equals("post-norm") ? x : norm.apply(ops, x);
      Tensor made = narrow.apply(ops, ops.gelu(wide.apply(ops, given)));
      x =
          switch (way) {
            case "pre-norm" -> ops.add(x, made);
            case "post-norm" -> norm.apply(ops, ops.add(x, made));
            default -> made;
          };
    }
    Gradients gradients = ops.backward(x, last);
    return gradients.of(first).mul(last).sumNumber().doubleValue()
        / last.mul(last).sumNumber().doubleValue();
  }

  /** Two blocks over sixteen patches, untrained: without positions the order is nothing to it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void withoutPositionsAShuffledPictureHasTheSameAnswer(long seed) {
    Encoder encoder = Encoder.create(seed);
    INDArray patches =
        Digits.load().images(DataType.DOUBLE).getRow(3).reshape(1, 16, 4).div(16).dup('c');
    int[] order = {9, 2, 14, 5, 11, 0, 7, 12, 3, 15, 6, 1, 13, 8, 4, 10};
    INDArray shuffled = Nd4j.pullRows(patches.slice(0), 1, order).reshape(1, 16, 4);
    INDArray places = Initializer.NORMAL.create(DataType.DOUBLE, new Random(seed), 1, 17, WIDTH);
    INDArray nowhere = places.mul(0);

    double without = apart(encoder, patches, shuffled, nowhere);
    double with = apart(encoder, patches, shuffled, places);
    assertTrue(without < 1e-12, "without positions " + without);
    assertTrue(with > 1e-2, "with positions " + with);
  }

  private static double apart(Encoder encoder, INDArray one, INDArray other, INDArray places) {
    return encoder
        .classToken(NdArrayOps.eager(), one, places)
        .sub(encoder.classToken(NdArrayOps.eager(), other, places))
        .normmaxNumber()
        .doubleValue();
  }

  private record Encoder(Linear embedding, List<EncoderBlock> blocks, LayerNorm norm) {
    static Encoder create(long seed) {
      Parameters parameters = Parameters.seeded(DataType.DOUBLE, seed);
      BlockOptions options =
          BlockOptions.of(WIDTH, 4)
              .withHiddenDim(2 * WIDTH)
              .withActivation(Activation.GELU)
              .withNormFirst();
      return new Encoder(
          Linear.create(parameters.at("embedding"), 4, WIDTH, true),
          IntStream.range(0, 2)
              .mapToObj(b -> EncoderBlock.create(parameters.at("blocks." + b), options))
              .toList(),
          LayerNorm.create(parameters.at("norm"), WIDTH));
    }

    /** What the class token, a vector of ones, is at the end. */
    <T> T classToken(TensorOps<T> ops, T patches, T places) {
      T first = ops.constant(Nd4j.ones(DataType.DOUBLE, 1, 1, WIDTH));
      T x = ops.add(ops.concat(first, embedding.apply(ops, patches), 1), places);
      for (EncoderBlock block : blocks) {
        x = block.output(ops, x, Mask.all());
      }
      return norm.apply(ops, ops.select(x, 1, 0));
    }
  }

  /** The look through somebody else: half of the class token, a quarter each of hand and digit. */
  @Test
  void rolloutByHand() {
    INDArray first = Nd4j.create(new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 0, 1}});
    INDArray second = Nd4j.create(new double[][] {{0, 1, 0}, {0, 1, 0}, {0, 0, 1}});
    INDArray rollout = halfKept(second).mmul(halfKept(first));
    assertEquals(Nd4j.createFromArray(0.5, 0.25, 0.25), rollout.getRow(0));
    assertEquals(0, halfKept(first).mmul(halfKept(second)).getDouble(0, 2));
  }

  private static INDArray halfKept(INDArray weights) {
    return weights.add(Nd4j.eye(3).castTo(DataType.DOUBLE)).div(2);
  }

  @Test
  void theModelsAreEquallyLarge() {
    long blocks = 2 * (4 * (32 * 32 + 32) + 64 * 32 + 64 + 32 * 64 + 32 + 4 * 32);
    long around = 32 + 2 * 32 + 32 * 10 + 10; // class token, last norm, classes
    assertEquals(18_218, 4 * 32 + 32 + 17 * 32 + blocks + around);
    assertEquals(18_235, 243 * (64 + 11) + 10);
    assertEquals(19_914, 64 * 32 + 32 + 10 * 32 + blocks + around);
    assertEquals(19_968, 34 * (576 + 11) + 10);
  }
}
