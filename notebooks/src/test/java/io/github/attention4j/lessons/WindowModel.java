package io.github.attention4j.lessons;

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

/** The reader of log files of lesson 16, as its page has it: a stack of layers with a window. */
class WindowModel {
  private static final int WIDTH = 32;
  private static final int BATCH = 32;

  private final int window;
  private final Parameters parameters;
  private final Embedding lines;
  private final List<EncoderBlock> blocks = new ArrayList<>();
  private final LayerNorm norm;
  private final Linear answer;

  WindowModel(int window, int depth, long seed) {
    this.window = window;
    parameters = Parameters.seeded(DataType.FLOAT, seed);
    lines = Embedding.create(parameters.at("lines"), LogFiles.LINES, WIDTH);
    for (int i = 0; i < depth; i++) {
      BlockOptions options = BlockOptions.of(WIDTH, 1).withHiddenDim(WIDTH).withNormFirst();
      blocks.add(EncoderBlock.create(parameters.at("blocks." + i), options));
    }
    norm = LayerNorm.create(parameters.at("norm"), WIDTH);
    answer = Linear.create(parameters.at("answer"), WIDTH, LogFiles.ZONES, true);
  }

  /** (B, T) -> (B, T, 8). */
  <T> T logits(TensorOps<T> ops, INDArray file) {
    T x = lines.apply(ops, ops.constant(file));
    for (EncoderBlock block : blocks) {
      x = block.output(ops, x, Mask.window(window, 0));
    }
    return answer.apply(ops, norm.apply(ops, x));
  }

  /** Where each layer looks, (B, T, T). */
  List<INDArray> weights(INDArray file) {
    INDArray x = lines.apply(NdArrayOps.eager(), file);
    List<INDArray> maps = new ArrayList<>();
    for (EncoderBlock block : blocks) {
      AttentionResult<INDArray> result = block.attend(x, Mask.window(window, 0));
      maps.add(result.weights().slice(0, 1));
      x = result.output();
    }
    return maps;
  }

  void train(int steps, long seed) {
    LogFiles files = LogFiles.of(steps * BATCH, seed);
    INDArray asked = files.asked();
    INDArray right = asked.mulColumnVector(files.zones().reshape(-1, 1));
    CycleSchedule rate =
        new CycleSchedule(ScheduleType.ITERATION, 0.0025, 0.01, steps, steps / 10, 0.1);
    Trainer.of(parameters, new Adam(rate))
        .clipNorm(1)
        .steps(steps)
        .train(
            Batches.of(files.lines(), Nd4j.stack(1, right, asked), BATCH, seed),
            (ops, batch) -> {
              Tensor both = ops.constant(batch.target());
              return Losses.crossEntropy(
                  ops, logits(ops, batch.input()), ops.select(both, 1, 0), ops.select(both, 1, 1));
            });
  }

  /** The share of right answers from one distance to another. */
  double accuracy(LogFiles files, int from, int to) {
    INDArray said = logits(NdArrayOps.eager(), files.lines()).argMax(2).castTo(DataType.FLOAT);
    INDArray zones = files.distances().mul(0).addColumnVector(files.zones().reshape(-1, 1));
    INDArray there = between(files.distances(), from, to);
    return said.eq(zones).castTo(DataType.FLOAT).mul(there).sumNumber().doubleValue()
        / there.sumNumber().doubleValue();
  }

  /** What a layer gives, of the lines that can learn the zone there, to those that know it. */
  double onThoseWhoKnow(LogFiles files, int layer) {
    INDArray behind = files.distances();
    long size = files.size();
    INDArray knows = between(behind, 0, layer * window).reshape(size, LogFiles.LENGTH, 1);
    INDArray learns = between(behind, layer * window + 1, (layer + 1) * window);
    INDArray mass = Nd4j.matmul(weights(files.lines()).get(layer).dup('c'), knows);
    return mass.reshape(size, LogFiles.LENGTH).mul(learns).sumNumber().doubleValue()
        / learns.sumNumber().doubleValue();
  }

  private static INDArray between(INDArray numbers, int from, int to) {
    return numbers.gte(from).castTo(DataType.FLOAT).mul(numbers.lte(to).castTo(DataType.FLOAT));
  }
}
