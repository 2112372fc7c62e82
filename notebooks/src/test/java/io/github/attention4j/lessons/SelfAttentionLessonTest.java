package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Brackets;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.mechanism.SelfAttention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batch;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Holds what the text of lesson 05 says of its experiments. */
class SelfAttentionLessonTest {
  private static final int LENGTH = 16;
  private static final int WIDTH = 32;
  private static final int STEPS = 750;

  /** The page's model, with both layers. */
  private static final class Matcher {
    private final boolean told; // positions and the causal mask, or neither
    private final long seed;
    private final Parameters parameters;
    private final Embedding tokens;
    private final INDArray positions;
    private final LayerNorm firstNorm;
    private final SelfAttention first;
    private final LayerNorm secondNorm;
    private final SelfAttention second;
    private final Linear kinds;

    Matcher(boolean told, long seed) {
      ProjectionOptions options = ProjectionOptions.of(WIDTH, WIDTH);
      this.told = told;
      this.seed = seed;
      parameters = Parameters.seeded(DataType.FLOAT, seed);
      tokens = Embedding.create(parameters.at("tokens"), Brackets.TOKENS.size(), WIDTH);
      positions = parameters.create("positions", Initializer.NORMAL, LENGTH, WIDTH);
      firstNorm = LayerNorm.create(parameters.at("firstNorm"), WIDTH);
      first = SelfAttention.create(parameters.at("first"), WIDTH, options.withOutputDim(WIDTH));
      secondNorm = LayerNorm.create(parameters.at("secondNorm"), WIDTH);
      second = SelfAttention.create(parameters.at("second"), WIDTH, options);
      kinds = Linear.create(parameters.at("kinds"), WIDTH, Brackets.KINDS, true);
    }

    <T> AttentionResult<T> attend(TensorOps<T> ops, T ids) {
      Mask<T> mask = told ? Mask.causal() : Mask.all();
      T x = tokens.apply(ops, ids);
      if (told) {
        x = ops.add(x, ops.expand(ops.parameter("positions", positions), 0));
      }
      x = ops.add(x, first.output(ops, firstNorm.apply(ops, x), mask));
      return second.attend(ops, secondNorm.apply(ops, x), mask);
    }

    Tensor loss(TapeOps ops, Batch batch) {
      Tensor logits = kinds.apply(ops, attend(ops, ops.constant(batch.input())).output());
      Tensor target = ops.constant(batch.target());
      return Losses.crossEntropy(ops, logits, ops.select(target, 1, 0), ops.select(target, 1, 1));
    }

    Matcher trained(Brackets strings, int steps) {
      INDArray target = Nd4j.stack(1, strings.kinds(), strings.closers());
      Trainer.of(parameters, new Adam(new PolySchedule(ScheduleType.ITERATION, 0.01, 1, steps)))
          .clipNorm(1)
          .steps(steps)
          .train(Batches.of(strings.tokens(), target, 48, seed), this::loss);
      return this;
    }
  }

  /** Seed 1's figures in full; that other seeds do likewise, the page shows when run from them. */
  @Test
  void twoLayersLookAtTheOpenerAndAnswer() {
    Brackets.Split split = Brackets.split(20_000, 300, LENGTH, 1);
    Matcher matcher = new Matcher(true, 1).trained(split.train(), STEPS);
    Brackets test = split.test();
    AttentionResult<INDArray> found = matcher.attend(NdArrayOps.eager(), test.tokens());
    INDArray answers = matcher.kinds.apply(NdArrayOps.eager(), found.output()).argMax(2);

    double looking = share(found.weights().argMax(2), test.map().argMax(2), test);
    double answering = share(answers, test.kinds(), test);
    assertTrue(looking >= 0.95, "look at their opener: " + looking);
    assertTrue(answering >= 0.95, "answered right: " + answering);
  }

  /** A theorem, so for any parameters: all closers of a string have one row of weights. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void withoutPositionsAndMaskTheOpenersGetAnEighthAtMost(long seed) {
    Brackets test = Brackets.split(1, 300, LENGTH, seed).test();
    INDArray weights = new Matcher(false, seed).attend(NdArrayOps.eager(), test.tokens()).weights();
    double onOpeners = weights.mul(test.map()).sumNumber().doubleValue();
    assertTrue(onOpeners / closers(test) <= 0.125 + 1e-4, "weight: " + onOpeners / closers(test));
  }

  @Test
  void theTestStringsAreAsTheTextSays() {
    Brackets test = Brackets.split(20_000, 300, LENGTH, 1).test();
    int[][] tokens = test.tokens().toIntMatrix();
    double atOnce = 0;
    double commonest = 0;
    for (int i = 0; i < test.size(); i++) {
      int[] opener = test.opener(i);
      int[] count = new int[Brackets.KINDS];
      for (int t = 0; t < LENGTH; t++) {
        atOnce += opener[t] == t - 1 && opener[t] >= 0 ? 1 : 0;
        if (opener[t] < 0) {
          count[tokens[i][t]]++;
        }
      }
      commonest += Arrays.stream(count).max().orElseThrow();
    }
    assertEquals(0.58, atOnce / closers(test), 0.005);
    assertEquals(0.44, commonest / closers(test), 0.005);
  }

  private static double share(INDArray found, INDArray right, Brackets test) {
    INDArray asked = test.closers().castTo(DataType.FLOAT);
    INDArray same = found.castTo(DataType.FLOAT).eq(right.castTo(DataType.FLOAT));
    return same.castTo(DataType.FLOAT).mul(asked).sumNumber().doubleValue() / closers(test);
  }

  private static double closers(Brackets test) {
    return test.size() * LENGTH / 2.0;
  }
}
