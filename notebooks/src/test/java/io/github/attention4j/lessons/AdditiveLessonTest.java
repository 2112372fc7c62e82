package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.param.GruCell;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Additive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds what the text of lesson 03 says of untrained networks, for other seeds than the page's. */
class AdditiveLessonTest {

  /** "Every word read takes away about the same part of what the state knows", some 40 %. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aWordFadesFromTheStateWithEveryOther(long seed) {
    Nd4j.getRandom().setSeed(seed);
    GruCell cell = GruCell.create(Parameters.seeded(DataType.FLOAT, seed), 32, 32);
    INDArray words = Nd4j.randn(DataType.FLOAT, 50, 29, 32);
    INDArray other = Nd4j.randn(DataType.FLOAT, 50, 32);
    double last = effect(cell, words, other, 28);
    double tenBefore = effect(cell, words, other, 18);
    double factor = Math.pow(tenBefore / last, 0.1);
    assertTrue(factor > 0.4 && factor < 0.75, "by word: " + factor);
  }

  private static double effect(GruCell cell, INDArray words, INDArray other, int place) {
    INDArray exchanged = words.dup();
    for (int i = 0; i < 50; i++) {
      exchanged.slice(i).putRow(place, other.getRow(i));
    }
    return last(cell, exchanged).sub(last(cell, words)).norm2(1).meanNumber().doubleValue();
  }

  private static INDArray last(GruCell cell, INDArray words) {
    NdArrayOps ops = NdArrayOps.eager();
    INDArray start = Nd4j.zeros(DataType.FLOAT, 50, 32);
    return ops.select(cell.sequence(ops, words, start), 1, -1);
  }

  /** The score by hand of section 3. */
  @Test
  void scoresAsByHand() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    Additive score = Additive.create(parameters, 2, 2, 2);
    parameters.get("query.weight").assign(Nd4j.eye(2));
    parameters.get("key.weight").assign(Nd4j.eye(2));
    parameters.get("energy.weight").assign(Nd4j.createFromArray(new double[][] {{2, 1}}));
    INDArray query = Nd4j.createFromArray(new double[][][] {{{1, 0}}});
    INDArray key = Nd4j.createFromArray(new double[][][] {{{0, 0}, {-1, 1}, {1, 0}}});
    INDArray scores = score.scores(NdArrayOps.eager(), query, key);
    assertEquals(1.52, scores.getDouble(0, 0, 0), 0.005);
    assertEquals(0.76, scores.getDouble(0, 0, 1), 0.005);
    assertEquals(1.93, scores.getDouble(0, 0, 2), 0.005);
  }
}
