package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.datasets.ClutteredChannels;
import io.github.attention4j.datasets.Digits;
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
import io.github.attention4j.vision.SpatialAttention;
import io.github.attention4j.vision.SpatialOptions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The experiment of lesson 10 as the page runs it, yours to change: a channel gate, then a spatial
 * gate, in front of a small reader; and the same reader without them. It trains for some fifteen
 * seconds. Grade it with {@code ./kit grade 10 --experiment}.
 */
public class CbamExperiment implements SheetReader {
  private static final int CHANNELS = ClutteredChannels.CHANNELS;
  private static final int STEPS = 400;
  private static final long SEED = 1;

  private final Model model;
  private final Model withoutGates;

  /** Trains both models. */
  public CbamExperiment() {
    Digits digits = Digits.load().split(360, 1).train();
    ClutteredChannels train = ClutteredChannels.of(digits, 3000, SEED);
    model = new Model(true);
    model.train(train);
    withoutGates = new Model(false);
    withoutGates.train(train);
  }

  @Override
  public INDArray channelGate(INDArray pictures) {
    return model.channel.attend(pictures).gate().reshape(pictures.size(0), CHANNELS);
  }

  @Override
  public INDArray spatialGate(INDArray pictures) {
    INDArray passed = model.channel.attend(pictures).output();
    INDArray gate = model.spatial.attend(passed).gate(); // (B, 1, H, W)
    return gate.reshape(gate.size(0), gate.size(2), gate.size(3));
  }

  @Override
  public INDArray read(INDArray pictures) {
    return model.logits(NdArrayOps.eager(), pictures).argMax(1);
  }

  @Override
  public INDArray readWithoutGates(INDArray pictures) {
    return withoutGates.logits(NdArrayOps.eager(), pictures).argMax(1);
  }

  /** Two gates, or none, and what reads the four quarters laid on each other. */
  private static final class Model {
    private final boolean gated;
    private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    private final LayerNorm norm = LayerNorm.create(parameters.at("norm"), 64);
    private final Linear hidden = Linear.create(parameters.at("hidden"), 64, 32, true);
    private final Linear classes = Linear.create(parameters.at("classes"), 32, 10, true);
    private final ChannelAttention channel =
        ChannelAttention.create(
            parameters.at("channel"), CHANNELS, ChannelOptions.withDefaults().withReduction(1));
    private final SpatialAttention spatial =
        SpatialAttention.create(parameters.at("spatial"), SpatialOptions.ofPaper().withBias());

    Model(boolean gated) {
      this.gated = gated;
    }

    /** (B, 6, 16, 16) -> (B, 10). */
    <T> T logits(TensorOps<T> ops, T pictures) {
      T seen = pictures;
      if (gated) {
        seen = spatial.attend(ops, channel.attend(ops, seen).output()).output();
      }
      T sheet = ops.squeeze(ops.mean(seen, 1), 1); // (B, 16, 16)
      T quarters = ops.splitAxis(ops.splitAxis(sheet, 2, 2, 8), 1, 2, 8); // (B, 2, 8, 2, 8)
      T digit = ops.squeeze(ops.squeeze(ops.sum(quarters, 1, 3), 3), 1); // (B, 8, 8)
      T rows = norm.apply(ops, ops.mergeAxes(digit, 1)); // (B, 64)
      return classes.apply(ops, ops.relu(hidden.apply(ops, rows)));
    }

    void train(ClutteredChannels pictures) {
      INDArray labels = Nd4j.createFromArray(pictures.labels()).castTo(DataType.FLOAT);
      PolySchedule rate =
          new PolySchedule(
              ScheduleType.ITERATION, 0.02, 1, STEPS); // ND4J lets it rise, to twice that
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .steps(STEPS)
          .train(
              Batches.of(pictures.pictures(), labels, 32, SEED),
              (ops, batch) ->
                  Losses.crossEntropy(
                      ops, logits(ops, ops.constant(batch.input())), ops.constant(batch.target())));
    }
  }
}
