package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Tides;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.ScoreFunction;
import io.github.attention4j.train.History;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Holds what the text of lesson 01 says of its experiment, for five seeds. */
class SoftDictionaryLessonTest {
  private static final int READINGS = 100;
  private static final double START = 3;
  private static final double COLD = 0.01;

  /** The score by distance, as in the page; what is learned is ln h. */
  private record Distance(INDArray logWidth) implements ScoreFunction {
    @Override
    public String name() {
      return "distance";
    }

    @Override
    public <T> T scores(TensorOps<T> ops, T query, T key) {
      T queries = ops.sum(ops.multiply(query, query), -1);
      T keys = ops.permute(ops.sum(ops.multiply(key, key), -1), 0, 2, 1);
      T products = ops.matmulTransposed(query, key);
      T squares = ops.add(ops.add(queries, keys), ops.scale(products, -2));
      T perWidth = ops.exp(ops.scale(ops.parameter("logWidth", logWidth), -2));
      return ops.scale(ops.multiply(squares, perWidth), -0.5);
    }
  }

  /** What training ended with. */
  private record Learned(double width, History history) {}

  /** A log to learn from, and fresh readings of the same tide. */
  private record Harbour(Tides log, Tides fresh) {
    static Harbour of(long seed) {
      return new Harbour(Tides.logged(READINGS, seed), Tides.logged(300, 100 + seed));
    }

    AttentionResult<INDArray> look(INDArray asked, INDArray levels, double width, boolean others) {
      Mask<INDArray> mask = others ? Mask.of(others()) : Mask.all();
      return new Attention(new Distance(logarithm(width)))
          .attend(column(asked), column(log.hours()), column(levels), mask);
    }

    INDArray read(INDArray asked, double width) {
      return look(asked, log.levels(), width, false).output().reshape(asked.length());
    }

    double freshError(double width) {
      return error(read(fresh.hours(), width), fresh.levels());
    }

    double errorByOthers(double width) {
      INDArray found = look(log.hours(), log.levels(), width, true).output();
      return error(found.reshape(READINGS), log.levels());
    }

    double averageError() {
      double average = log.levels().meanNumber().doubleValue();
      return error(fresh.levels().like().assign(average), fresh.levels());
    }

    Learned learn(double start, boolean othersOnly, int steps) {
      Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
      INDArray logWidth = parameters.add("logWidth", logarithm(start));
      Attention soft = new Attention(new Distance(logWidth));
      INDArray hours = column(log.hours());
      INDArray levels = column(log.levels());
      INDArray others = others();
      History history =
          Trainer.of(parameters, new Sgd(1))
              .steps(steps)
              .train(
                  List.of(log),
                  (ops, batch) -> {
                    Tensor hour = ops.constant(hours);
                    Tensor level = ops.constant(levels);
                    Mask<Tensor> may = othersOnly ? Mask.of(ops.constant(others)) : Mask.all();
                    return Losses.meanSquaredError(
                        ops, soft.attend(ops, hour, hour, level, may).output(), level);
                  });
      return new Learned(Math.exp(logWidth.getDouble(0)), history);
    }

    private static INDArray others() {
      return Nd4j.eye(READINGS).castTo(DataType.DOUBLE).rsub(1);
    }
  }

  private static INDArray logarithm(double width) {
    return Nd4j.createFromArray(new double[] {Math.log(width)});
  }

  private static INDArray column(INDArray numbers) {
    return numbers.reshape(1, numbers.length(), 1);
  }

  private static double error(INDArray found, INDArray truth) {
    return found.distance2(truth) / Math.sqrt(truth.length());
  }

  private static double[] sweep() {
    return DoubleStream.iterate(0.03, width -> width < 30, width -> width * 1.2).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theLearnedWidthErrsByAQuarterOfTheAverageAndIsNearTheBest(long seed) {
    Harbour harbour = Harbour.of(seed);
    Learned learned = harbour.learn(START, true, 100);
    assertEquals(0.5, learned.width(), 0.25, "from 0.3 to 0.7 hours");
    double soft = harbour.freshError(learned.width());
    assertEquals(0.27, soft / harbour.averageError(), 0.015, "between 0.26 and 0.28");
    assertTrue(soft < harbour.freshError(COLD), "less than the nearest reading's");
    double byOthers = DoubleStream.of(sweep()).map(harbour::errorByOthers).min().orElseThrow();
    assertTrue(Math.sqrt(learned.history().lastLoss()) <= 1.02 * byOthers);
    double best = DoubleStream.of(sweep()).map(harbour::freshError).min().orElseThrow();
    assertTrue(soft <= 1.05 * best, soft + " against " + best);
    assertTrue(Math.max(harbour.freshError(0.5), harbour.freshError(0.8)) < 1.1 * best);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whoLooksItselfUpLearnsItsLogByHeart(long seed) {
    Harbour harbour = Harbour.of(seed);
    Learned learned = harbour.learn(START, true, 100);
    Learned selfish = harbour.learn(START, false, 300);
    assertTrue(selfish.history().lastLoss() < learned.history().lastLoss() / 4);
    assertTrue(selfish.width() < learned.width() / 3, selfish.width() + " hours");
    assertTrue(harbour.freshError(selfish.width()) > harbour.freshError(learned.width()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fromTheColdNothingMoves(long seed) {
    Harbour harbour = Harbour.of(seed);
    Learned frozen = harbour.learn(0.02, true, 100);
    assertEquals(0.02, frozen.width(), 0.0002);
    assertTrue(Math.sqrt(frozen.history().lastLoss()) > harbour.errorByOthers(0.6));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isTheExactLookupInTheColdAndTheAverageInTheHeat(long seed) {
    Harbour harbour = Harbour.of(seed);
    INDArray hours = harbour.log().hours();
    INDArray levels = harbour.log().levels();
    INDArray map = harbour.look(hours, levels, COLD, false).weights().slice(0);
    assertTrue(Nd4j.eye(READINGS).castTo(DataType.DOUBLE).distance1(map) < 1e-9);
    assertTrue(levels.distance1(harbour.read(hours, COLD)) < 1e-9);
    INDArray hot = harbour.read(hours, 1000);
    double average = levels.meanNumber().doubleValue();
    assertEquals(average, hot.minNumber().doubleValue(), 1e-3);
    assertEquals(average, hot.maxNumber().doubleValue(), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void cutsCrestsAndRepeatsTheLastReadingBeyondItsLog(long seed) {
    Harbour harbour = Harbour.of(seed);
    double width = harbour.learn(START, true, 100).width();
    INDArray everyTenth = Nd4j.arange(480).castTo(DataType.DOUBLE).div(10);
    DoubleStream tide = DoubleStream.of(everyTenth.toDoubleVector()).map(Tides::level);
    var tides = tide.summaryStatistics();
    INDArray calm = harbour.look(everyTenth, harbour.log().calm(), width, false).output();
    assertTrue(calm.maxNumber().doubleValue() < tides.getMax());
    assertTrue(calm.minNumber().doubleValue() > tides.getMin());
    INDArray later = Nd4j.createFromArray(new double[] {60});
    double last = harbour.log().levels().getDouble(READINGS - 1);
    assertEquals(last, harbour.read(later, width).getDouble(0), 0.01);
  }

  @Test
  void theFiguresOfTheFirstLog() {
    Harbour harbour = Harbour.of(1);
    assertEquals(1.1117, harbour.averageError(), 5e-5);
    assertEquals(0.3956, harbour.freshError(COLD), 5e-5);
    Learned learned = harbour.learn(START, true, 100);
    assertEquals(0.568, learned.width(), 5e-4);
    assertEquals(0.3142, harbour.freshError(learned.width()), 5e-4);
    assertEquals(null, hourOf(harbour.log(), 13.8), "nobody read the gauge at 13.8");
  }

  private static Double hourOf(Tides log, double hour) {
    return DoubleStream.of(log.hours().toDoubleVector())
        .filter(read -> read == hour)
        .boxed()
        .findFirst()
        .orElse(null);
  }
}
