package io.github.attention4j.lessons;

import io.github.attention4j.datasets.Canvases;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Convolution;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.vision.SpatialAttention;
import io.github.attention4j.vision.SpatialOptions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Lesson 09's reader as the page trains it, with a gate of 7x7 that starts closed, or without. */
final class CanvasModel {
  private static final long SEED = 1;
  private static final int CLEAN_STEPS = 400;
  private static final int CLUTTERED_STEPS = 300;
  private static final Digits.Split DIGITS = Digits.load().split(360, 0);

  private final boolean isGated;
  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
  private final Convolution first = Convolution.create(parameters.at("first"), 1, 8, 3);
  private final Convolution second = Convolution.create(parameters.at("second"), 8, 16, 3);
  private final LayerNorm norm = LayerNorm.create(parameters.at("norm"), 16);
  private final Linear answer = Linear.create(parameters.at("answer"), 16, 10, true);
  private final SpatialAttention gate =
      SpatialAttention.create(
          parameters.at("gate"), SpatialOptions.withDefaults().withoutBatchNorm().withBias());

  CanvasModel(boolean isGated) {
    this.isGated = isGated;
    parameters.get("first.weight").muli(Math.sqrt((1 + 8) / 1.0));
    parameters.get("second.weight").muli(Math.sqrt((8 + 16) / 8.0));
    parameters.get("gate.convolution.bias").assign(-4);
  }

  private <T> T features(TensorOps<T> ops, T pictures) {
    T strokes = ops.relu(halved(ops, first.apply(ops, pictures)));
    return ops.relu(second.apply(ops, strokes)); // (B, 16, H / 2, W / 2)
  }

  private static <T> T halved(TensorOps<T> ops, T map) {
    long half = ops.shape(map).size(2) / 2;
    T blocks = ops.splitAxis(ops.splitAxis(map, 3, half, 2), 2, half, 2);
    return ops.squeeze(ops.squeeze(ops.max(ops.max(blocks, 3), 5), 5), 3);
  }

  private <T> T logits(TensorOps<T> ops, T pictures) {
    T features = features(ops, pictures);
    T gated = isGated ? gate.output(ops, features) : features;
    T average = ops.squeeze(ops.mean(ops.mergeAxes(gated, 2), 2), 2);
    return answer.apply(ops, norm.apply(ops, average));
  }

  /** Learns to read on clean sheets. */
  CanvasModel learnToRead() {
    return train(16, 0, CLEAN_STEPS, 10_000 * SEED);
  }

  /** Goes on where another has got to, among clutter. */
  CanvasModel goOnFrom(CanvasModel reader) {
    reader.parameters.paths().stream()
        .filter(path -> !path.startsWith("gate"))
        .forEach(path -> parameters.get(path).assign(reader.parameters.get(path)));
    return train(24, 24, CLUTTERED_STEPS, 10_000 * SEED + CLEAN_STEPS);
  }

  private CanvasModel train(int side, int scraps, int steps, long firstSeed) {
    PolySchedule rate = new PolySchedule(ScheduleType.ITERATION, 0.02, 1, steps);
    List<Long> seeds = LongStream.range(firstSeed, firstSeed + steps).boxed().toList();
    Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .train(
            seeds,
            (ops, seed) -> {
              Canvases drawn = Canvases.of(DIGITS.train(), 32, side, scraps, seed);
              return Losses.crossEntropy(
                  ops,
                  logits(ops, ops.constant(drawn.pictures())),
                  ops.constant(Nd4j.createFromArray(drawn.labels())));
            });
    return this;
  }

  /** The share of canvases that is read right. */
  double accuracy(Canvases canvases) {
    int[] read = logits(NdArrayOps.eager(), canvases.pictures()).argMax(1).toIntVector();
    int[] labels = canvases.labels();
    return IntStream.range(0, labels.length).filter(i -> read[i] == labels[i]).count()
        / (double) labels.length;
  }

  /** The gates' share in the digit's box, by the box's share of the area. */
  double timesItsShare(Canvases canvases) {
    INDArray gates = gate.attend(features(NdArrayOps.eager(), canvases.pictures())).gate();
    INDArray boxes = canvases.boxes().reshape('c', canvases.size(), 1, 12, 2, 12, 2).mean(3, 5);
    INDArray inside = gates.mul(boxes).sum(1, 2, 3).div(gates.sum(1, 2, 3));
    return inside.meanNumber().doubleValue() * 9;
  }
}
