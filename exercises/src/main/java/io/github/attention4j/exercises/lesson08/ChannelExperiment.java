package io.github.attention4j.exercises.lesson08;

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
import io.github.attention4j.vision.ChannelOptions;
import io.github.attention4j.vision.Pool;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The experiment of lesson 08 as the page runs it, yours to change: one pool alone, another
 * reduction, fewer steps. Grade it with {@code ./kit grade 08 --experiment}, or in the page.
 */
public class ChannelExperiment implements ChannelReader {

  private static final int CHANNELS = NoisyChannels.CHANNELS;
  private static final int PIXELS = 64;
  private static final int STEPS = 1000;
  private static final double LEARNING_RATE = 0.01; // rises to twice that
  private static final int PICTURES_IN_A_STEP = 100;
  private static final int PICTURES_OF_A_DIGIT = 8; // each with other channels
  private static final double HIDDEN_START = 2; // every relu lets through at first

  /** Gates or none, the mean of the channels, a norm, and one linear map. */
  static final class Reader {
    private final Parameters parameters;
    private final io.github.attention4j.vision.ChannelAttention gate; // null for none
    private final LayerNorm norm;
    private final Linear answer;

    /** No pool means no gate. */
    Reader(long seed, Pool... pools) {
      parameters = Parameters.seeded(DataType.FLOAT, seed);
      norm = LayerNorm.create(parameters.at("norm"), PIXELS);
      answer = Linear.create(parameters.at("answer"), PIXELS, 10, true);
      gate = pools.length == 0 ? null : gate(parameters.at("gate"), pools);
    }

    private static io.github.attention4j.vision.ChannelAttention gate(
        Parameters parameters, Pool... pools) {
      ChannelOptions options = ChannelOptions.withDefaults().withReduction(1).withPools(pools);
      var gate =
          io.github.attention4j.vision.ChannelAttention.create(parameters, CHANNELS, options);
      INDArray toGates = parameters.get("expand.weight"); // and every gate starts half open:
      parameters.get("reduce.bias").assign(HIDDEN_START);
      parameters.get("expand.bias").assign(toGates.sum(1).mul(-HIDDEN_START));
      return gate;
    }

    /** (B, C, H, W) -> (B, 10). */
    <T> T logits(TensorOps<T> ops, T pictures) {
      T gated = gate == null ? pictures : gate.output(ops, pictures);
      T mean = ops.mergeAxes(ops.squeeze(ops.mean(gated, 1), 1), 1); // (B, H W)
      return answer.apply(ops, norm.apply(ops, mean));
    }

    Reader train(NoisyChannels pictures, long seed) {
      PolySchedule rate = new PolySchedule(ScheduleType.ITERATION, LEARNING_RATE, 1, STEPS);
      INDArray labels = Nd4j.createFromArray(pictures.labels()).castTo(DataType.FLOAT);
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .steps(STEPS)
          .train(
              Batches.of(scaled(pictures.pictures()), labels, PICTURES_IN_A_STEP, seed),
              (ops, batch) ->
                  Losses.crossEntropy(
                      ops, logits(ops, ops.constant(batch.input())), ops.constant(batch.target())));
      return this;
    }
  }

  private final Reader gated;
  private final Reader ungated;

  /** Trains the model and its baseline. */
  public ChannelExperiment() {
    this(1);
  }

  ChannelExperiment(long seed) {
    Digits digits = Digits.load().split(500, 0).train();
    NoisyChannels pictures = NoisyChannels.of(digits, PICTURES_OF_A_DIGIT * digits.size(), seed);
    gated = new Reader(seed, Pool.AVERAGE, Pool.MAX).train(pictures, seed);
    ungated = new Reader(seed).train(pictures, seed);
  }

  /** From -1 (paper) to 1 (ink). */
  private static INDArray scaled(INDArray pictures) {
    return pictures.div(8).sub(1);
  }

  @Override
  public INDArray gates(INDArray pictures) {
    return gated.gate.attend(scaled(pictures)).gate().reshape(pictures.size(0), CHANNELS);
  }

  @Override
  public INDArray read(INDArray pictures) {
    return gated.logits(NdArrayOps.eager(), scaled(pictures));
  }

  @Override
  public INDArray readWithoutGate(INDArray pictures) {
    return ungated.logits(NdArrayOps.eager(), scaled(pictures));
  }
}
