package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.datasets.Tides;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.ScoreFunction;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The experiment of lesson 01 as the page runs it, yours to change: another score, another start,
 * more steps, or readings that may look themselves up. Grade it with {@code ./kit grade 01
 * --experiment}, or in the page.
 */
public class TideExperiment implements TideReader {

  private static final int READINGS = 100;
  private static final long SEED = 1;

  /** Width to begin with, in hours: neither so cold nor so hot that the gradient is dead. */
  private static final double START = 3;

  private static final double LEARNING_RATE = 1;
  private static final int STEPS = 100;

  private final Parameters parameters = Parameters.seeded(DataType.DOUBLE, SEED);
  private final INDArray logWidth = parameters.add("logWidth", logarithm(START));

  /** Learns the width from a log: every reading is asked for, and only the others may answer. */
  public TideExperiment() {
    Tides log = Tides.logged(READINGS, SEED);
    INDArray hours = column(log.hours());
    INDArray levels = column(log.levels());
    INDArray others = Nd4j.eye(READINGS).castTo(DataType.DOUBLE).rsub(1); // 0 on the diagonal
    Attention dictionary = new Attention(new Distance(logWidth));
    Trainer.of(parameters, new Sgd(LEARNING_RATE))
        .steps(STEPS)
        .train(
            List.of(log),
            (ops, batch) -> {
              Tensor hour = ops.constant(hours);
              Tensor level = ops.constant(levels);
              Mask<Tensor> mask = Mask.of(ops.constant(others));
              Tensor found = dictionary.attend(ops, hour, hour, level, mask).output();
              return Losses.meanSquaredError(ops, found, level);
            });
  }

  /**
   * The score by distance.
   *
   * @param logWidth ln h, the one number that is learned, (1)
   */
  private record Distance(INDArray logWidth) implements ScoreFunction {
    @Override
    public String name() {
      return "distance";
    }

    @Override
    public <T> T scores(TensorOps<T> ops, T query, T key) {
      T queries = ops.sum(ops.multiply(query, query), -1); // (B, Tq, 1)
      T keys = ops.permute(ops.sum(ops.multiply(key, key), -1), 0, 2, 1); // (B, 1, Tk)
      T products = ops.matmulTransposed(query, key); // (B, Tq, Tk)
      T squares = ops.add(ops.add(queries, keys), ops.scale(products, -2)); // |q - k|^2
      T perWidth = ops.exp(ops.scale(ops.parameter("logWidth", logWidth), -2)); // 1 / h^2
      return ops.scale(ops.multiply(squares, perWidth), -0.5);
    }
  }

  @Override
  public double width() {
    return Math.exp(logWidth.getDouble(0));
  }

  @Override
  public INDArray weights(INDArray asked, INDArray hours, double width) {
    return attend(asked, hours, hours, width).weights().slice(0);
  }

  @Override
  public INDArray read(INDArray asked, INDArray hours, INDArray levels) {
    return attend(asked, hours, levels, width()).output().reshape(asked.length());
  }

  private static AttentionResult<INDArray> attend(
      INDArray asked, INDArray hours, INDArray levels, double width) {
    Attention dictionary = new Attention(new Distance(logarithm(width)));
    return dictionary.attend(column(asked), column(hours), column(levels));
  }

  private static INDArray logarithm(double width) {
    return Nd4j.createFromArray(new double[] {Math.log(width)});
  }

  /** (T) as a batch of one with one feature, (1, T, 1). */
  private static INDArray column(INDArray numbers) {
    return numbers.reshape(1, numbers.length(), 1);
  }
}
