package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.block.BlockOptions;
import io.github.attention4j.block.EncoderBlock;
import io.github.attention4j.datasets.LogFiles;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Batches;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The experiment of lesson 16 as the page runs it, yours to change: stacks of four and of two
 * layers with a window of 8. It trains for some ten seconds. Grade it with {@code ./kit grade 16
 * --experiment}.
 */
public class WindowExperiment implements WindowReader {
  private static final int STEPS = 200;
  private static final int BATCH = 32;
  private static final long SEED = 1;

  private final Model four = new Model(4);
  private final Model two = new Model(2);

  /** Trains both models. */
  public WindowExperiment() {
    LogFiles files = LogFiles.of(STEPS * BATCH, SEED);
    four.train(files);
    two.train(files);
  }

  @Override
  public INDArray weights(INDArray files) {
    return four.weights(files);
  }

  @Override
  public INDArray zones(INDArray files) {
    return four.zones(files);
  }

  @Override
  public INDArray zonesByTwoLayers(INDArray files) {
    return two.zones(files);
  }

  /** Lines become vectors, layers with a window pass on what they know, every line answers. */
  private static final class Model {
    private static final int WINDOW = 8;
    private static final int WIDTH = 32;

    private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    private final Embedding lines = Embedding.create(parameters.at("lines"), LogFiles.LINES, WIDTH);
    private final List<EncoderBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear answer;

    Model(int depth) {
      for (int i = 0; i < depth; i++) {
        BlockOptions options = BlockOptions.of(WIDTH, 1).withHiddenDim(WIDTH).withNormFirst();
        blocks.add(EncoderBlock.create(parameters.at("blocks." + i), options));
      }
      norm = LayerNorm.create(parameters.at("norm"), WIDTH);
      answer = Linear.create(parameters.at("answer"), WIDTH, LogFiles.ZONES, true);
    }

    /** (B, T) -> (B, T, 8). */
    <T> T logits(TensorOps<T> ops, INDArray files) {
      T x = lines.apply(ops, ops.constant(files));
      for (EncoderBlock block : blocks) {
        x = block.output(ops, x, Mask.window(WINDOW, 0));
      }
      return answer.apply(ops, norm.apply(ops, x));
    }

    INDArray zones(INDArray files) {
      return logits(NdArrayOps.eager(), files).argMax(2).castTo(DataType.FLOAT);
    }

    INDArray weights(INDArray files) {
      INDArray x = lines.apply(NdArrayOps.eager(), files);
      List<INDArray> maps = new ArrayList<>();
      for (EncoderBlock block : blocks) {
        AttentionResult<INDArray> result = block.attend(x, Mask.window(WINDOW, 0));
        maps.add(result.weights()); // (B, 1, T, T)
        x = result.output();
      }
      return Nd4j.concat(1, maps.toArray(INDArray[]::new));
    }

    void train(LogFiles files) {
      INDArray asked = files.asked();
      INDArray right = asked.mulColumnVector(files.zones().reshape(-1, 1));
      CycleSchedule rate =
          new CycleSchedule(ScheduleType.ITERATION, 0.0025, 0.01, STEPS, STEPS / 10, 0.1);
      Trainer.of(parameters, new Adam(rate))
          .clipNorm(1)
          .steps(STEPS)
          .train(
              Batches.of(files.lines(), Nd4j.stack(1, right, asked), BATCH, SEED),
              (ops, batch) -> {
                Tensor both = ops.constant(batch.target()); // (B, 2, T): zones, and where to ask
                return Losses.crossEntropy(
                    ops,
                    logits(ops, batch.input()),
                    ops.select(both, 1, 0),
                    ops.select(both, 1, 1));
              });
    }
  }
}
