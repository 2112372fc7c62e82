package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Digits;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Holds what the text of lesson 04 says of its experiments: the figures of the lesson's own seeds,
 * and for other seeds that they are no accident.
 */
class ScaledDotProductLessonTest {
  private static final double ROOT = 1 / Math.sqrt(64);

  /** Attention as a classifier: training images are keys, their labels values. */
  private record Reader(INDArray query, INDArray key, INDArray value, INDArray truth) {
    static Reader of(Digits.Split split) {
      return new Reader(
          oneBatch(split.test().standardisedImages()),
          oneBatch(split.train().standardisedImages()),
          oneBatch(split.train().oneHot()),
          oneBatch(split.test().oneHot()));
    }

    AttentionResult<INDArray> read(double scale) {
      return Attention.dot().attend(query.mul(scale), key, value);
    }

    double accuracy(double scale) {
      INDArray right = read(scale).output().argMax(2).eq(truth.argMax(2));
      return right.castTo(DataType.DOUBLE).meanNumber().doubleValue();
    }
  }

  /** 300 training images ask the others; the factor s on their dot products is what is learned. */
  private record Temperature(INDArray products, INDArray answers, INDArray wanted) {
    static Temperature of(Digits train) {
      INDArray images = train.standardisedImages(DataType.DOUBLE);
      INDArray labels = train.oneHot(DataType.DOUBLE);
      int size = train.size();
      return new Temperature(
          rows(images, 0, 300).mmul(rows(images, 300, size).transpose()),
          rows(labels, 300, size),
          rows(labels, 0, 300));
    }

    INDArray squaredError(INDArray found) {
      return found.sub(wanted).mul(2.0 / 300);
    }

    INDArray logLoss(INDArray found) {
      return wanted.div(found.add(1e-300)).mul(-1.0 / 300);
    }

    /** The gradient by ln s of a loss that is given by its gradient with respect to the output. */
    double gradient(double s, UnaryOperator<INDArray> loss) {
      INDArray weights = Nd4j.nn().softmax(products.mul(s), 1);
      INDArray weightsGradient = loss.apply(weights.mmul(answers)).mmul(answers.transpose());
      INDArray average = weights.mul(weightsGradient).sum(true, 1);
      INDArray scoresGradient = weights.mul(weightsGradient.subColumnVector(average));
      return s * scoresGradient.mul(products).sumNumber().doubleValue();
    }

    double descended(double start, UnaryOperator<INDArray> loss) {
      double s = start;
      for (int step = 0; step < 50; step++) {
        s *= Math.exp(-gradient(s, loss));
      }
      return s;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theRootIsBelowTheBestForEverySeed(long seed) {
    Reader reader = Reader.of(Digits.load().split(360, seed));
    double sharp = reader.accuracy(1);
    assertTrue(sharp >= 0.97, "accuracy at s = 1 is " + sharp);
    assertTrue(reader.accuracy(ROOT) < sharp);
  }

  /** The root's gradient is alive and leads to a better temperature; a one-hot softmax stays. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void learningLeavesTheRootButNotTheColdUnlessTheLossMakesUpForIt(long seed) {
    Digits.Split split = Digits.load().split(360, seed);
    Temperature temperature = Temperature.of(split.train());
    double fromRoot = temperature.descended(ROOT, temperature::squaredError);
    assertEquals(1, fromRoot, 0.5);
    Reader reader = Reader.of(split);
    assertTrue(reader.accuracy(fromRoot) > reader.accuracy(ROOT) + 0.02);

    double atRoot = Math.abs(temperature.gradient(ROOT, temperature::squaredError));
    double inTheCold = Math.abs(temperature.gradient(64, temperature::squaredError));
    assertTrue(inTheCold < 0.05 * atRoot, inTheCold + " in the cold, " + atRoot + " at the root");
    assertEquals(1, temperature.descended(64, temperature::logLoss), 0.5);
  }

  @Test
  void inTheLessonsSplitTheColdStaysAsItIs() {
    Temperature temperature = Temperature.of(Digits.load().split(360, 0).train());
    assertEquals(64, temperature.descended(64, temperature::squaredError), 0.64);
    double atRoot = Math.abs(temperature.gradient(ROOT, temperature::squaredError));
    for (int power = -7; power < 7; power++) {
      double there = temperature.gradient(Math.pow(2, power), temperature::squaredError);
      assertTrue(Math.abs(there) <= atRoot, "at 2^" + power + ": " + there);
    }
  }

  @Test
  void theFiguresOfTheFixedSplit() {
    Reader reader = Reader.of(Digits.load().split(360, 0));
    assertEquals(343, Math.round(360 * reader.accuracy(ROOT)));
    assertEquals(358, Math.round(360 * reader.accuracy(1)));
    for (double scale : new double[] {2, 4, 8}) {
      assertEquals(358, 360 * reader.accuracy(scale), 2, "flat within two images");
    }
    AttentionResult<INDArray> soft = reader.read(ROOT);
    INDArray entropy = soft.weights().mul(Transforms.log(soft.weights().add(1e-30))).sum(2).neg();
    assertEquals(650, Transforms.exp(entropy).meanNumber().doubleValue(), 5);
    double rightShare = soft.output().mul(reader.truth).sum(2).meanNumber().doubleValue();
    assertEquals(0.43, rightShare, 0.005);

    INDArray scores = Nd4j.matmul(reader.query, reader.key, false, true, false).slice(0);
    double variance = scores.var(false, 1).meanNumber().doubleValue();
    assertEquals(9.8, Math.sqrt(variance), 0.05);
  }

  /** What pixels make of the derivation: less length, and fewer directions than 64. */
  @Test
  void pixelsAreNotIndependent() {
    INDArray images = Digits.load().split(360, 0).train().standardisedImages(DataType.DOUBLE);
    INDArray average = images.mean(0);
    INDArray centred = images.subRowVector(average);
    INDArray covariance = centred.transpose().mmul(centred).div(images.rows());
    double trace = Nd4j.diag(covariance).sumNumber().doubleValue();
    double squared = covariance.mul(covariance).sumNumber().doubleValue();
    assertEquals(33, trace, 0.5);
    assertEquals(13, trace * trace / squared, 0.5);
    assertEquals(9.2, Math.sqrt(squared), 0.05);

    INDArray row = average.reshape(1, 64);
    double ofAverage = row.mmul(covariance).mmul(row.transpose()).getDouble(0);
    assertEquals(9.8, Math.sqrt(squared + ofAverage), 0.1, "from 9.2 on it is the average image");
  }

  /** The last images of the file, likely by other writers, are harder. */
  @Test
  void otherWritersAreHarder() {
    Digits digits = Digits.load();
    INDArray images = digits.standardisedImages();
    INDArray oneHot = digits.oneHot();
    int first = digits.size() - 360;
    Reader reader =
        new Reader(
            oneBatch(rows(images, first, digits.size())),
            oneBatch(rows(images, 0, first)),
            oneBatch(rows(oneHot, 0, first)),
            oneBatch(rows(oneHot, first, digits.size())));
    assertEquals(0.958, reader.accuracy(1), 0.0005);
  }

  /** Random queries and 32 random keys each: about seven of ten plain rows hardly move. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void withoutTheRootMostRowsAreDead(long seed) {
    Nd4j.getRandom().setSeed(seed);
    INDArray query = Nd4j.randn(DataType.FLOAT, 512, 1024);
    INDArray key = Nd4j.randn(DataType.FLOAT, 512, 1024);
    INDArray scores = query.mmul(key.transpose()).reshape(8192, 32);
    assertEquals(1024, scores.varNumber().doubleValue(), 0.05 * 1024);
    assertEquals(0.7, deadRows(scores, 0.01), 0.05);
    assertTrue(deadRows(scores, 0.001) > 0.5);
    assertEquals(0, deadRows(scores.div(32), 0.1));
  }

  /** The share of rows whose softmax has a Jacobian with a norm below this. */
  private static double deadRows(INDArray scores, double threshold) {
    INDArray weights = Nd4j.nn().softmax(scores, 1);
    INDArray squares = weights.mul(weights);
    INDArray sum = squares.sum(1);
    INDArray normSquared = sum.sub(squares.mul(weights).sum(1).mul(2)).add(sum.mul(sum));
    INDArray dead = normSquared.lt(threshold * threshold);
    return dead.castTo(DataType.DOUBLE).meanNumber().doubleValue();
  }

  /** (N, D) -> (1, N, D). */
  private static INDArray oneBatch(INDArray rows) {
    return rows.reshape(1, rows.size(0), rows.size(1));
  }

  private static INDArray rows(INDArray array, long from, long to) {
    return array.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
  }
}
