package io.github.attention4j.exercises.lesson05;

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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The experiment of lesson 05 as the page runs it, yours to change: one layer, no mask, fewer
 * steps. It trains for some twenty seconds. Grade it with {@code ./kit grade 05 --experiment}, or
 * in the page.
 */
public class BracketExperiment implements BracketMatcher {
  private static final int LENGTH = 16;
  private static final int WIDTH = 32;
  private static final int STEPS = 750;
  private static final int STEPS_WITHOUT_POSITIONS = 150;
  private static final long SEED = 1;

  private final Model model;
  private final Model withoutPositions;

  /** Trains both models. */
  public BracketExperiment() {
    Brackets train = Brackets.split(20_000, 1, LENGTH, SEED).train();
    model = new Model(2, true, true);
    model.train(train, STEPS);
    withoutPositions = new Model(2, false, false);
    withoutPositions.train(train, STEPS_WITHOUT_POSITIONS);
  }

  @Override
  public INDArray weights(INDArray tokens) {
    return model.attend(NdArrayOps.eager(), tokens).weights();
  }

  @Override
  public INDArray kinds(INDArray tokens) {
    return model.logits(NdArrayOps.eager(), tokens).argMax(2);
  }

  @Override
  public INDArray weightsWithoutPositions(INDArray tokens) {
    return withoutPositions.attend(NdArrayOps.eager(), tokens).weights();
  }

  /** Self-attention once or twice, and a linear map to one number for each kind. */
  private static final class Model {
    private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    private final int layers;
    private final boolean hasPositions;
    private final boolean causal;

    private final Embedding tokens =
        Embedding.create(parameters.at("tokens"), Brackets.TOKENS.size(), WIDTH);
    private final INDArray positions =
        parameters.create("positions", Initializer.NORMAL, LENGTH, WIDTH);
    private final LayerNorm firstNorm = LayerNorm.create(parameters.at("firstNorm"), WIDTH);
    private final SelfAttention first =
        SelfAttention.create(
            parameters.at("first"), WIDTH, ProjectionOptions.of(WIDTH, WIDTH).withOutputDim(WIDTH));
    private final LayerNorm secondNorm = LayerNorm.create(parameters.at("secondNorm"), WIDTH);
    private final SelfAttention second =
        SelfAttention.create(parameters.at("second"), WIDTH, ProjectionOptions.of(WIDTH, WIDTH));
    private final Linear kinds = Linear.create(parameters.at("kinds"), WIDTH, Brackets.KINDS, true);

    Model(int layers, boolean hasPositions, boolean causal) {
      this.layers = layers;
      this.hasPositions = hasPositions;
      this.causal = causal;
    }

    /** The layer that answers: (B, T) -> output (B, T, D), weights (B, T, T). */
    <T> AttentionResult<T> attend(TensorOps<T> ops, T ids) {
      Mask<T> mask = causal ? Mask.causal() : Mask.all();
      T x = tokens.apply(ops, ids); // (B, T, D)
      if (hasPositions) {
        x = ops.add(x, ops.expand(ops.parameter("positions", positions), 0));
      }
      if (layers == 2) {
        x = ops.add(x, first.output(ops, firstNorm.apply(ops, x), mask));
      }
      return second.attend(ops, secondNorm.apply(ops, x), mask);
    }

    /** (B, T) -> (B, T, kinds). */
    <T> T logits(TensorOps<T> ops, T ids) {
      return kinds.apply(ops, attend(ops, ids).output());
    }

    /** The log loss at the closers alone. */
    Tensor loss(TapeOps ops, Batch batch) {
      Tensor target = ops.constant(batch.target()); // (B, 2, T)
      return Losses.crossEntropy(
          ops,
          logits(ops, ops.constant(batch.input())),
          ops.select(target, 1, 0),
          ops.select(target, 1, 1));
    }

    void train(Brackets strings, int steps) {
      INDArray target = Nd4j.stack(1, strings.kinds(), strings.closers()); // (N, 2, T)
      PolySchedule rate =
          new PolySchedule(
              ScheduleType.ITERATION, 0.01, 1, steps); // ND4J lets it rise, to twice that
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .steps(steps)
          .train(Batches.of(strings.tokens(), target, 48, SEED), this::loss);
    }
  }
}
