package io.github.attention4j.lessons;

import io.github.attention4j.datasets.Harbours;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Convolution;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import io.github.attention4j.vision.FeatureMapAttention;
import io.github.attention4j.vision.FeatureMapOptions;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Lesson 11's network as the page trains it: attention over the places, or convolutions. */
final class ChartModel {
  private static final long SEED = 1;
  private static final int STEPS = 400;
  private static final Harbours TRAIN = Harbours.of(4000, SEED);
  private static final Harbours TEST = Harbours.of(500, -SEED);

  private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
  private final Linear see = Linear.create(parameters.at("see"), 48, 24, true);
  private final Linear hidden = Linear.create(parameters.at("hidden"), 24, 32, true);
  private final Linear lamps = Linear.create(parameters.at("lamps"), 32, 9, true);
  private final List<Convolution> convolutions = new ArrayList<>();
  private FeatureMapAttention attention; // null for convolutions

  private ChartModel() {}

  static ChartModel attending() {
    ChartModel model = new ChartModel();
    model.attention =
        FeatureMapAttention.create(
            model.parameters.at("attention"),
            24,
            FeatureMapOptions.withDefaults().withKeyReduction(2));
    return model;
  }

  static ChartModel convolving(int layers) {
    ChartModel model = new ChartModel();
    for (int i = 0; i < layers; i++) {
      model.convolutions.add(
          Convolution.create(model.parameters.at("convolution." + i), 24, 24, 3));
    }
    return model;
  }

  private <T> T features(TensorOps<T> ops, T charts) {
    T cells = ops.splitAxis(ops.splitAxis(charts, 3, 6, 4), 2, 6, 4); // (B, 3, 6, 4, 6, 4)
    T ordered = ops.permute(cells, 0, 2, 4, 1, 3, 5);
    T pixels = ops.mergeAxes(ops.mergeAxes(ordered, 4), 3); // (B, 6, 6, 48)
    return ops.permute(ops.relu(see.apply(ops, pixels)), 0, 3, 1, 2);
  }

  private <T> T logits(TensorOps<T> ops, T charts) {
    T map = features(ops, charts);
    map = attention == null ? map : attention.output(ops, map);
    for (Convolution convolution : convolutions) {
      map = ops.add(map, ops.relu(convolution.apply(ops, map)));
    }
    T places = ops.permute(ops.mergeAxes(map, 2), 0, 2, 1); // (B, 36, 24)
    return lamps.apply(ops, ops.relu(hidden.apply(ops, places)));
  }

  /** How many of the 36 cells move the answers of the place in row 3, column 3, counted from 1. */
  int reach() {
    if (attention != null) {
      parameters.get("attention.residual").assign(1);
    }
    INDArray asked = Nd4j.zeros(DataType.FLOAT, 1, 36, 9);
    for (int answer = 0; answer < 9; answer++) {
      asked.putScalar(0, 2 * 6 + 2, answer, 1);
    }
    TapeOps tape = TapeOps.create();
    Tensor chart = tape.variable(Nd4j.rand(DataType.FLOAT, 1, 3, 24, 24));
    INDArray gradient = tape.backward(logits(tape, chart), asked).of(chart);
    INDArray cells = Transforms.abs(gradient).sum(1).reshape(6, 4, 6, 4).max(1, 3);
    return cells.gt(0).castTo(DataType.INT32).sumNumber().intValue();
  }

  void train() {
    INDArray classes = TRAIN.shipLamps().mul(3).add(TRAIN.harbourLamps()).reshape(4000, 4, 1);
    INDArray target = Nd4j.stack(1, TRAIN.ships().mul(classes).sum(1), TRAIN.ships().sum(1));
    PolySchedule rate = new PolySchedule(ScheduleType.ITERATION, 0.01, 1, STEPS);
    Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .steps(STEPS)
        .train(
            Batches.of(TRAIN.pictures(), target, 32, SEED),
            (ops, batch) -> {
              Tensor both = ops.constant(batch.target());
              return Losses.crossEntropy(
                  ops,
                  logits(ops, ops.constant(batch.input())),
                  ops.select(both, 1, 0),
                  ops.select(both, 1, 1));
            });
  }

  /** The share of right answers among the ships whose harbour is so far away. */
  double accuracy(int from, int to) {
    INDArray likeliest = logits(NdArrayOps.eager(), TEST.pictures()).argMax(2);
    INDArray said = likeliest.castTo(DataType.FLOAT).fmod(4).eq(0).castTo(DataType.FLOAT);
    INDArray atShips = TEST.ships().mul(said.reshape(500, 1, 36)).sum(2);
    INDArray right = atShips.eq(TEST.mayEnter()).castTo(DataType.FLOAT);
    INDArray counts = TEST.distances().gte(from).castTo(DataType.FLOAT);
    counts = counts.mul(TEST.distances().lte(to).castTo(DataType.FLOAT));
    return right.mul(counts).sumNumber().doubleValue() / counts.sumNumber().doubleValue();
  }

  /** The weight that ships give to their own harbour, on average. */
  double massOnTheHarbour() {
    INDArray map = features(NdArrayOps.eager(), TEST.pictures());
    INDArray ofShips = Nd4j.matmul(TEST.ships(), attention.attend(map).weights()); // (N, 4, 36)
    return ofShips.mul(TEST.harbours()).sum(2).meanNumber().doubleValue();
  }

  double gamma() {
    return parameters.get("attention.residual").getDouble(0);
  }
}
