package io.github.attention4j.exercises.lesson09;

import io.github.attention4j.datasets.Canvases;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
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
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The experiment of lesson 09 as the page runs it, yours to change: another window, another start
 * of the gate, fewer steps. Grade it with {@code ./kit grade 09 --experiment}, or in the page.
 */
public class SpatialExperiment implements SpatialReader {

  private static final int CLEAN_STEPS = 400;
  private static final int CLUTTERED_STEPS = 300;
  private static final double LEARNING_RATE = 0.02; // rises to twice that
  private static final int CANVASES_IN_A_STEP = 32;
  private static final int CLEAN_SIDE = 16;
  private static final int SIDE = 24;
  private static final int SCRAPS = 24;
  private static final double GATE_STARTS_AT = -4; // almost closed everywhere: sigmoid(-4) = 0.018

  /** Two convolutions, a gate or none, the average over all places, and an answer. */
  static final class Reader {
    private final Parameters parameters;
    private final Convolution first;
    private final Convolution second;
    private final SpatialAttention gate; // null for none
    private final LayerNorm norm;
    private final Linear answer;

    /** A window of 0 means no gate. */
    Reader(long seed, int window, double gateStartsAt) {
      parameters = Parameters.seeded(DataType.FLOAT, seed);
      first = Convolution.create(parameters.at("first"), 1, 8, 3);
      second = Convolution.create(parameters.at("second"), 8, 16, 3);
      parameters.get("first.weight").muli(Math.sqrt((1 + 8) / 1.0)); // as He et al. 2015 start what
      parameters.get("second.weight").muli(Math.sqrt((8 + 16) / 8.0)); // a relu follows
      norm = LayerNorm.create(parameters.at("norm"), 16);
      answer = Linear.create(parameters.at("answer"), 16, 10, true);
      gate = window == 0 ? null : gate(parameters.at("gate"), window, gateStartsAt);
    }

    private static SpatialAttention gate(Parameters parameters, int window, double bias) {
      SpatialOptions options =
          SpatialOptions.withDefaults().withWindow(window).withoutBatchNorm().withBias();
      SpatialAttention gate = SpatialAttention.create(parameters, options);
      parameters.get("convolution.bias").assign(bias);
      return gate;
    }

    /** (B, 1, H, W) -> (B, 16, H / 2, W / 2). */
    <T> T features(TensorOps<T> ops, T pictures) {
      T strokes = ops.relu(halved(ops, first.apply(ops, pictures))); // (B, 8, H / 2, W / 2)
      return ops.relu(second.apply(ops, strokes));
    }

    /** The largest of every block of 2 x 2. */
    private static <T> T halved(TensorOps<T> ops, T map) {
      long half = ops.shape(map).size(2) / 2;
      T blocks = ops.splitAxis(ops.splitAxis(map, 3, half, 2), 2, half, 2); // (B, C, h, 2, w, 2)
      return ops.squeeze(ops.squeeze(ops.max(ops.max(blocks, 3), 5), 5), 3); // (B, C, h, w)
    }

    /** (B, 1, H, W) -> (B, 10). */
    <T> T logits(TensorOps<T> ops, T pictures) {
      T features = features(ops, pictures);
      T gated = gate == null ? features : gate.output(ops, features);
      T average = ops.squeeze(ops.mean(ops.mergeAxes(gated, 2), 2), 2); // (B, 16)
      return answer.apply(ops, norm.apply(ops, average));
    }

    Tensor loss(TapeOps ops, Canvases canvases) {
      Tensor logits = logits(ops, ops.constant(canvases.pictures()));
      INDArray labels = Nd4j.createFromArray(canvases.labels());
      return Losses.crossEntropy(ops, logits, ops.constant(labels));
    }

    Reader startAs(Reader other) {
      other
          .parameters
          .paths()
          .forEach(path -> parameters.get(path).assign(other.parameters.get(path)));
      return this;
    }

    /** Trains on canvases that are new in every step. */
    Reader train(Digits digits, int side, int scraps, int steps, long firstSeed) {
      PolySchedule rate = new PolySchedule(ScheduleType.ITERATION, LEARNING_RATE, 1, steps);
      List<Long> seeds = LongStream.range(firstSeed, firstSeed + steps).boxed().toList();
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .train(
              seeds,
              (ops, seed) ->
                  loss(ops, Canvases.of(digits, CANVASES_IN_A_STEP, side, scraps, seed)));
      return this;
    }
  }

  private final Reader gated;
  private final Reader ungated;

  /** Trains the model and its baseline. */
  public SpatialExperiment() {
    this(1);
  }

  SpatialExperiment(long seed) {
    Digits digits = Digits.load().split(360, 0).train();
    Reader reader = new Reader(seed, 0, 0).train(digits, CLEAN_SIDE, 0, CLEAN_STEPS, 10_000 * seed);
    gated = cluttered(new Reader(seed, 7, GATE_STARTS_AT).startAs(reader), digits, seed);
    ungated = cluttered(new Reader(seed, 0, 0).startAs(reader), digits, seed);
  }

  private static Reader cluttered(Reader reader, Digits digits, long seed) {
    return reader.train(digits, SIDE, SCRAPS, CLUTTERED_STEPS, 10_000 * seed + CLEAN_STEPS);
  }

  @Override
  public INDArray gate(INDArray pictures) {
    return gated.gate.attend(gated.features(NdArrayOps.eager(), pictures)).gate();
  }

  @Override
  public INDArray read(INDArray pictures) {
    return gated.logits(NdArrayOps.eager(), pictures);
  }

  @Override
  public INDArray readWithoutGate(INDArray pictures) {
    return ungated.logits(NdArrayOps.eager(), pictures);
  }
}
