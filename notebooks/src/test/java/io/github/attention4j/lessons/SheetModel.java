package io.github.attention4j.lessons;

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
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Lesson 10's reader as the page trains it: a channel gate, then a spatial gate; or neither. */
final class SheetModel {
  private static final long SEED = 1;
  private static final int STEPS = 400;
  private static final Digits.Split DIGITS = Digits.load().split(360, 1);
  private static final ClutteredChannels TRAIN = ClutteredChannels.of(DIGITS.train(), 3000, SEED);
  private static final ClutteredChannels TEST = ClutteredChannels.of(DIGITS.test(), 500, -SEED);

  private final boolean gated;
  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
  private final LayerNorm norm = LayerNorm.create(parameters.at("norm"), 64);
  private final Linear hidden = Linear.create(parameters.at("hidden"), 64, 32, true);
  private final Linear classes = Linear.create(parameters.at("classes"), 32, 10, true);
  private final ChannelAttention channel =
      ChannelAttention.create(
          parameters.at("channel"),
          ClutteredChannels.CHANNELS,
          ChannelOptions.withDefaults().withReduction(1));
  private final SpatialAttention spatial =
      SpatialAttention.create(parameters.at("spatial"), SpatialOptions.ofPaper().withBias());

  SheetModel(boolean gated) {
    this.gated = gated;
  }

  private <T> T logits(TensorOps<T> ops, T pictures) {
    T seen =
        gated ? spatial.attend(ops, channel.attend(ops, pictures).output()).output() : pictures;
    T sheet = ops.squeeze(ops.mean(seen, 1), 1); // (B, 16, 16)
    T quarters = ops.splitAxis(ops.splitAxis(sheet, 2, 2, 8), 1, 2, 8); // (B, 2, 8, 2, 8)
    T digit = ops.squeeze(ops.squeeze(ops.sum(quarters, 1, 3), 3), 1); // (B, 8, 8)
    T rows = norm.apply(ops, ops.mergeAxes(digit, 1));
    return classes.apply(ops, ops.relu(hidden.apply(ops, rows)));
  }

  void train() {
    INDArray labels = Nd4j.createFromArray(TRAIN.labels()).castTo(DataType.FLOAT);
    PolySchedule rate = new PolySchedule(ScheduleType.ITERATION, 0.02, 1, STEPS);
    Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .steps(STEPS)
        .train(
            Batches.of(TRAIN.pictures(), labels, 32, SEED),
            (ops, batch) ->
                Losses.crossEntropy(
                    ops, logits(ops, ops.constant(batch.input())), ops.constant(batch.target())));
  }

  /** The share of new pictures that is read right. */
  double accuracy() {
    int[] read = logits(NdArrayOps.eager(), TEST.pictures()).argMax(1).toIntVector();
    int[] labels = TEST.labels();
    return IntStream.range(0, labels.length).filter(i -> read[i] == labels[i]).count()
        / (double) labels.length;
  }

  /** The share of the pictures in which both carriers have larger gates than all others. */
  double carriersOnTop() {
    INDArray carriers = TEST.carriers();
    INDArray gates = channel.attend(TEST.pictures()).gate().reshape(carriers.shape());
    INDArray lowest = gates.add(carriers.rsub(1).mul(9)).min(1); // of the carriers
    INDArray highest = gates.sub(carriers.mul(9)).max(1); // of the others
    return lowest.gt(highest).castTo(DataType.DOUBLE).meanNumber().doubleValue();
  }

  /** The spatial gates' share in the digit's quarter, by the quarter's share of the sheet. */
  double weightInTheBox() {
    INDArray gates = spatial.attend(channel.attend(TEST.pictures()).output()).gate();
    INDArray inside = gates.mul(TEST.boxes()).sum(1, 2, 3).div(gates.sum(1, 2, 3));
    return 4 * inside.meanNumber().doubleValue();
  }
}
