package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Digits;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Holds what the text of lesson 04 says about the digits and no cell of it proves. */
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

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theRootIsBelowTheBestForEverySeed(long seed) {
    Reader reader = Reader.of(Digits.load().split(360, seed));
    double sharp = reader.accuracy(1);
    assertTrue(sharp >= 0.97, "accuracy at s = 1 is " + sharp);
    assertTrue(reader.accuracy(ROOT) < sharp);
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

  /** The images without what all have in common vary in about 13 directions. */
  @Test
  void pixelsAreNotIndependent() {
    INDArray images = Digits.load().split(360, 0).train().standardisedImages(DataType.DOUBLE);
    INDArray centred = images.subRowVector(images.mean(0));
    INDArray covariance = centred.transpose().mmul(centred).div(images.rows());
    double trace = 0;
    for (int i = 0; i < 64; i++) {
      trace += covariance.getDouble(i, i);
    }
    double squared = covariance.mul(covariance).sumNumber().doubleValue();
    assertEquals(13, trace * trace / squared, 0.5);
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
            rows(images, first, digits.size()),
            rows(images, 0, first),
            rows(oneHot, 0, first),
            rows(oneHot, first, digits.size()));
    assertEquals(0.958, reader.accuracy(1), 0.0005);
  }

  /** (N, D) -> (1, N, D). */
  private static INDArray oneBatch(INDArray rows) {
    return rows.reshape(1, rows.size(0), rows.size(1));
  }

  private static INDArray rows(INDArray array, long from, long to) {
    return oneBatch(array.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c'));
  }
}
