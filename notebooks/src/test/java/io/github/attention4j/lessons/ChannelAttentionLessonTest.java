package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Digits;
import io.github.attention4j.datasets.NoisyChannels;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.vision.ChannelAttention;
import io.github.attention4j.vision.ChannelOptions;
import io.github.attention4j.vision.Pool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Holds what the text of lesson 08 says of its experiment, for the lesson's own seed. */
class ChannelAttentionLessonTest {
  private static final int STEPS = 1000;
  private static final long SEED = 1;
  private static final Digits.Split SPLIT = Digits.load().split(500, 0);
  private static final NoisyChannels TRAIN =
      NoisyChannels.of(SPLIT.train(), 8 * SPLIT.train().size(), SEED);
  private static final NoisyChannels TEST = NoisyChannels.of(SPLIT.test(), 500, -SEED);

  /** The page's model. */
  private static final class Reader {
    private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    private final LayerNorm norm = LayerNorm.create(parameters.at("norm"), 64);
    private final Linear answer = Linear.create(parameters.at("answer"), 64, 10, true);
    private final ChannelAttention gate; // null for none

    Reader(Pool... pools) {
      ChannelOptions options = ChannelOptions.withDefaults().withReduction(1);
      gate =
          pools.length == 0
              ? null
              : ChannelAttention.create(parameters.at("gate"), 12, options.withPools(pools));
      if (gate != null) {
        parameters.get("gate.reduce.bias").assign(2);
        parameters
            .get("gate.expand.bias")
            .assign(parameters.get("gate.expand.weight").sum(1).mul(-2));
      }
      PolySchedule rate = new PolySchedule(ScheduleType.ITERATION, 0.01, 1, STEPS);
      INDArray labels = Nd4j.createFromArray(TRAIN.labels()).castTo(DataType.FLOAT);
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .steps(STEPS)
          .train(
              Batches.of(scaled(TRAIN), labels, 100, SEED),
              (ops, batch) ->
                  Losses.crossEntropy(
                      ops, logits(ops, ops.constant(batch.input())), ops.constant(batch.target())));
    }

    <T> T logits(TensorOps<T> ops, T pictures) {
      T gated = gate == null ? pictures : gate.output(ops, pictures);
      T mean = ops.mergeAxes(ops.squeeze(ops.mean(gated, 1), 1), 1);
      return answer.apply(ops, norm.apply(ops, mean));
    }

    double accuracy() {
      int[] read = logits(NdArrayOps.eager(), scaled(TEST)).argMax(1).toIntVector();
      int[] labels = TEST.labels();
      return IntStream.range(0, 500).filter(i -> read[i] == labels[i]).count() / 500.0;
    }

    double onTop() {
      return ChannelAttentionLessonTest.onTop(gate.attend(scaled(TEST)).gate().reshape(500, 12));
    }
  }

  private static INDArray scaled(NoisyChannels pictures) {
    return pictures.pictures().div(8).sub(1);
  }

  /** The share of the pictures in which both carriers are above all other channels. */
  private static double onTop(INDArray numbers) {
    INDArray carriers = TEST.carriers();
    INDArray lowest = numbers.add(carriers.rsub(1).mul(1000)).min(1);
    INDArray highest = numbers.sub(carriers.mul(1000)).max(1);
    return lowest.gt(highest).castTo(DataType.FLOAT).meanNumber().doubleValue();
  }

  @Test
  void averageAndMaximumTogetherCouldRankAndNeitherAlone() {
    INDArray averages = TEST.pictures().mean(2, 3);
    INDArray maxima = TEST.pictures().max(2, 3);
    assertTrue(onTop(averages) < 0.2, "by the average: " + onTop(averages));
    assertTrue(onTop(maxima) < 0.2, "by the maximum: " + onTop(maxima));
    assertTrue(onTop(averages.add(maxima)) > 0.98, "by both: " + onTop(averages.add(maxima)));
  }

  @Test
  void bothPoolsPutTheCarriersOnTopAndTheAverageAloneDoesNot() {
    Reader both = new Reader(Pool.AVERAGE, Pool.MAX);
    Reader average = new Reader(Pool.AVERAGE);
    double ungated = new Reader().accuracy();
    assertTrue(both.onTop() >= 0.95, "on top: " + both.onTop());
    assertTrue(average.onTop() < 0.2, "on top by the average: " + average.onTop());
    assertTrue(both.accuracy() >= average.accuracy() + 0.05, "average: " + average.accuracy());
    assertTrue(both.accuracy() >= ungated + 0.05, "without a gate: " + ungated);
    assertEquals(0.938, both.accuracy(), 0.015, "as on the page");
  }
}
