package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.datasets.Harbours;
import io.github.attention4j.ops.NdArrayOps;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The experiment of lesson 11 as the page runs it, yours to change: self-attention over the places
 * of a chart, and the same network with two convolutions instead. It trains for some fifteen
 * seconds. Grade it with {@code ./kit grade 11 --experiment}.
 */
public class ChartExperiment implements ChartReader {
  private static final int STEPS = 400;
  private static final long SEED = 1;

  private final Model attending = new Model(true);
  private final Model convolving = new Model(false);

  /** Trains both models. */
  public ChartExperiment() {
    Harbours charts = Harbours.of(4000, SEED);
    attending.train(charts);
    convolving.train(charts);
  }

  @Override
  public INDArray weights(INDArray charts) {
    return attending.attention.attend(attending.features(NdArrayOps.eager(), charts)).weights();
  }

  @Override
  public INDArray mayEnter(INDArray charts) {
    return attending.mayEnter(charts);
  }

  @Override
  public INDArray mayEnterByConvolutions(INDArray charts) {
    return convolving.mayEnter(charts);
  }

  /** What sees the cells, what joins them, and what answers at each. */
  private static final class Model {
    private static final int CHANNELS = 24;
    private static final int CELL = Harbours.CELL;
    private static final int GRID = Harbours.GRID;

    private final boolean attends;
    private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    private final Linear see = Linear.create(parameters.at("see"), 3 * CELL * CELL, CHANNELS, true);
    private final Linear hidden = Linear.create(parameters.at("hidden"), CHANNELS, 32, true);
    private final Linear lamps = Linear.create(parameters.at("lamps"), 32, 9, true);
    private final FeatureMapAttention attention =
        FeatureMapAttention.create(
            parameters.at("attention"),
            CHANNELS,
            FeatureMapOptions.withDefaults().withKeyReduction(2));
    private final Convolution first =
        Convolution.create(parameters.at("first"), CHANNELS, CHANNELS, 3);
    private final Convolution second =
        Convolution.create(parameters.at("second"), CHANNELS, CHANNELS, 3);

    Model(boolean attends) {
      this.attends = attends;
    }

    /** A convolution of 4 x 4 with stride 4: (B, 3, 24, 24) -> (B, C, 6, 6). */
    <T> T features(TensorOps<T> ops, T charts) {
      T cells = ops.splitAxis(ops.splitAxis(charts, 3, GRID, CELL), 2, GRID, CELL);
      T ordered = ops.permute(cells, 0, 2, 4, 1, 3, 5); // (B, 6, 6, 3, 4, 4)
      T pixels = ops.mergeAxes(ops.mergeAxes(ordered, 4), 3); // (B, 6, 6, 48)
      return ops.permute(ops.relu(see.apply(ops, pixels)), 0, 3, 1, 2);
    }

    /** (B, 3, 24, 24) -> (B, 36, 9): class 3 own + other of the lamps of ship and harbour. */
    <T> T logits(TensorOps<T> ops, T charts) {
      T map = features(ops, charts);
      if (attends) {
        map = attention.output(ops, map);
      } else {
        map = ops.add(map, ops.relu(first.apply(ops, map)));
        map = ops.add(map, ops.relu(second.apply(ops, map)));
      }
      T places = ops.permute(ops.mergeAxes(map, 2), 0, 2, 1); // (B, 36, C)
      return lamps.apply(ops, ops.relu(hidden.apply(ops, places)));
    }

    /** Of the classes 0 to 8 these are 0, 4 and 8, where both lamps are alike. */
    INDArray mayEnter(INDArray charts) {
      INDArray likeliest = logits(NdArrayOps.eager(), charts).argMax(2).castTo(DataType.FLOAT);
      return likeliest.fmod(4).eq(0).castTo(DataType.FLOAT);
    }

    void train(Harbours charts) {
      int size = charts.size();
      INDArray classes = charts.shipLamps().mul(3).add(charts.harbourLamps());
      INDArray ships = charts.ships(); // (N, 4, 36)
      INDArray right = ships.mul(classes.reshape(size, Harbours.PAIRS, 1)).sum(1);
      INDArray target = Nd4j.stack(1, right, ships.sum(1)); // (N, 2, 36): classes, and where to ask
      PolySchedule rate =
          new PolySchedule(
              ScheduleType.ITERATION, 0.01, 1, STEPS); // ND4J lets it rise, to twice that
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .steps(STEPS)
          .train(
              Batches.of(charts.pictures(), target, 32, SEED),
              (ops, batch) -> {
                Tensor asked = ops.constant(batch.target());
                return Losses.crossEntropy(
                    ops,
                    logits(ops, ops.constant(batch.input())),
                    ops.select(asked, 1, 0),
                    ops.select(asked, 1, 1));
              });
    }
  }
}
