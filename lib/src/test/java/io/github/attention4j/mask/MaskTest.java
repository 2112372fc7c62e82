package io.github.attention4j.mask;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MaskTest {
  private final INDArray scores = Nd4j.zeros(DataType.DOUBLE, 2, 3, 4); // (B, Tq, Tk)
  private final INDArray headedScores = Nd4j.zeros(DataType.DOUBLE, 2, 5, 3, 4); // (B, H, Tq, Tk)

  private static INDArray allowed(Mask<INDArray> mask, INDArray scores) {
    INDArray allowed = mask.allowed(NdArrayOps.eager(), "attention", scores);
    return scores.add(allowed); // broadcast
  }

  private static void assertRefused(String message, Mask<INDArray> mask, INDArray scores) {
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> allowed(mask, scores));
    assertEquals(message, refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void causalCountsBothFromTheFirst() {
    INDArray triangle = Nd4j.create(new double[][] {{1, 0, 0, 0}, {1, 1, 0, 0}, {1, 1, 1, 0}});
    assertClose(triangle, allowed(Mask.causal(), scores).slice(1), "causal");
    assertClose(triangle, allowed(Mask.causal(), headedScores).slice(1).slice(2), "with heads");
  }

  @Test
  void causalWithAPastLetsTheLastQuerySeeEveryKey() {
    INDArray triangle = Nd4j.create(new double[][] {{1, 1, 0, 0}, {1, 1, 1, 0}, {1, 1, 1, 1}});
    assertClose(triangle, allowed(Mask.causal(1), scores).slice(0), "causal");
    RuntimeException refusal = assertThrows(IllegalArgumentException.class, () -> Mask.causal(-1));
    assertEquals("causal: past is -1, expected at least 0", refusal.getMessage());
  }

  @Test
  void windowsAllowTheNeighbours() {
    INDArray near = Nd4j.create(new double[][] {{1, 1, 0, 0}, {1, 1, 1, 0}, {0, 1, 1, 1}});
    assertClose(near, allowed(Mask.window(1), scores).slice(1), "window");
    assertClose(near, allowed(Mask.window(1), headedScores).slice(1).slice(4), "with heads");
    INDArray causal = Nd4j.create(new double[][] {{1, 0, 0, 0}, {1, 1, 0, 0}, {0, 1, 1, 0}});
    assertClose(causal, allowed(Mask.window(1, 0), scores).slice(0), "causal window");
    Mask<INDArray> both = Mask.<INDArray>window(1).and(Mask.causal());
    assertClose(causal, allowed(both, scores).slice(0), "the same in other words");
    INDArray itself = Nd4j.create(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}});
    assertClose(itself, allowed(Mask.window(0), scores).slice(0), "no neighbours");
    assertClose(Nd4j.ones(3, 4), allowed(Mask.window(9), scores).slice(0), "a wide window");
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> Mask.window(2, -1));
    assertEquals("window: after is -1, expected at least 0", refusal.getMessage());
  }

  /** Beyond the keys, a query may attend to nothing. */
  @Test
  void windowsMayHoldNoKeyAtAll() {
    INDArray moreQueries = Nd4j.zeros(DataType.DOUBLE, 1, 3, 1);
    INDArray expected = Nd4j.createFromArray(1.0, 1, 0).reshape(1, 3, 1);
    assertClose(expected, allowed(Mask.window(1), moreQueries), "window");
  }

  @Test
  void windowsAreTheSameInAnOpenGraph() {
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable open = ops.placeholder("scores", DataType.DOUBLE, -1, -1, -1);
    SDVariable allowed = ops.add(open, Mask.<SDVariable>window(1, 2).allowed(ops, "test", open));
    assertClose(
        allowed(Mask.window(1, 2), scores),
        ops.output(Map.of("scores", scores), allowed).get(allowed.name()),
        "window");
  }

  @Test
  void paddingAllowsTheFirstKeysOfEachSequence() {
    INDArray allowed = allowed(Mask.padding(1, 4), scores);
    assertClose(Nd4j.createFromArray(1.0, 0, 0, 0), allowed.slice(0).slice(2), "first");
    assertClose(Nd4j.createFromArray(1.0, 1, 1, 1), allowed.slice(1).slice(0), "second");
    INDArray headed = allowed(Mask.padding(1, 4), headedScores);
    assertClose(allowed, headed.permute(1, 0, 2, 3).slice(3), "with heads");
    INDArray one = allowed(Mask.padding(1), Nd4j.zeros(DataType.DOUBLE, 1, 3, 4));
    assertClose(allowed.slice(0), one.slice(0), "a batch of one");
  }

  /** As when a decoder with a cache answers queries of several lengths at once. */
  @Test
  void paddingMayTellALengthForEachQuery() {
    INDArray lengths = Nd4j.createFromArray(new long[][] {{1, 2, 0}, {4, 3, 1}}); // (B, Tq)
    INDArray expected =
        Nd4j.create(
            new double[][][] {
              {{1, 0, 0, 0}, {1, 1, 0, 0}, {0, 0, 0, 0}},
              {{1, 1, 1, 1}, {1, 1, 1, 0}, {1, 0, 0, 0}}
            });
    assertClose(expected, allowed(Mask.padding(lengths), scores), "lengths");
    INDArray headed = allowed(Mask.padding(lengths), headedScores);
    assertClose(expected, headed.permute(1, 0, 2, 3).slice(3), "with heads");
    assertRefused(
        "attention: lengths axis 1 (Tq) is 2, expected 3 to match scores",
        Mask.padding(Nd4j.ones(DataType.INT64, 2, 2)),
        scores);
    assertRefused(
        "attention: lengths holds 5.0 at element 1, expected whole numbers from 0 to 4",
        Mask.padding(Nd4j.createFromArray(new long[][] {{1, 5, 0}, {4, 3, 1}})),
        scores);
  }

  @Test
  void numbersAreAddedAndHideNothing() {
    INDArray numbers = Nd4j.linspace(DataType.DOUBLE, 1.0, 1.0, 12).reshape(3, 4);
    Mask<INDArray> mask = Mask.<INDArray>causal().plus(numbers).and(Mask.padding(2, 4));
    INDArray added = mask.added(NdArrayOps.eager(), "attention", headedScores);
    assertClose(headedScores.add(numbers.reshape(1, 1, 3, 4)), added, "added");
    INDArray without = allowed(Mask.<INDArray>causal().and(Mask.padding(2, 4)), headedScores);
    assertClose(without, allowed(mask, headedScores), "allowed");
    assertTrue(Mask.<INDArray>all().plus(numbers).allowsEveryKey());
    assertFalse(mask.allowsEveryKey());
    Mask<INDArray> twice = Mask.<INDArray>all().plus(numbers).plus(numbers);
    assertClose(
        scores.add(numbers.mul(2).reshape(1, 3, 4)),
        twice.added(NdArrayOps.eager(), "attention", scores),
        "twice");
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    assertNumbersRefused(
        "attention: numbers axis 1 (Tk) is 5, expected 1 or 4 to match scores",
        Nd4j.ones(DataType.DOUBLE, 3, 5));
    assertNumbersRefused(
        "attention: numbers is FLOAT, expected DOUBLE to match scores",
        Nd4j.ones(DataType.FLOAT, 3, 4));
    assertNumbersRefused("attention: numbers is null, expected (B, Tq, Tk)", null);
  }

  private void assertNumbersRefused(String message, INDArray numbers) {
    Mask<INDArray> mask = Mask.<INDArray>all().plus(numbers);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> mask.added(NdArrayOps.eager(), "attention", scores));
    assertEquals(message, refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void paddingRefusesLengthsThatDoNotFit() {
    assertRefused(
        "attention: lengths axis 0 (B) is 3, expected 2 to match scores",
        Mask.padding(1, 2, 3),
        scores);
    assertRefused(
        "attention: lengths holds 5.0 at element 1, expected whole numbers from 0 to 4",
        Mask.padding(1, 5),
        scores);
    assertRefused(
        "attention: lengths holds -1.0 at element 0, expected whole numbers from 0 to 4",
        Mask.padding(-1, 4),
        scores);
    assertRefused(
        "attention: lengths is null, expected (B)", Mask.padding((INDArray) null), scores);
  }

  @Test
  void givenMasksStretch() {
    INDArray shared =
        Nd4j.create(new double[][] {{1, 0, 1, 0}, {0, 0, 0, 1}, {1, 1, 1, 1}}); // (Tq, Tk)
    assertClose(shared, allowed(Mask.of(shared), scores).slice(1), "shared");
    assertClose(
        shared,
        allowed(Mask.of(shared.castTo(DataType.BOOL)), headedScores).slice(1).slice(4),
        "B");
    INDArray keys = Nd4j.createFromArray(1.0, 0, 1, 0, 0, 1, 1, 1).reshape(2, 1, 4); // (B, 1, Tk)
    assertClose(
        Nd4j.createFromArray(0.0, 1, 1, 1),
        allowed(Mask.of(keys), scores).slice(1).slice(2),
        "keys");
  }

  @Test
  void givenMasksThatDoNotFitAreRefused() {
    assertRefused(
        "attention: mask axis 1 (Tq) is 2, expected 1 or 3 to match scores",
        Mask.of(Nd4j.ones(DataType.DOUBLE, 2, 2, 4)),
        scores);
    assertRefused(
        "attention: mask has rank 3, expected 4 to match scores",
        Mask.of(Nd4j.ones(DataType.DOUBLE, 2, 3, 4)),
        headedScores);
    assertRefused(
        "attention: mask axis 1 (Tk) is 5, expected 1 or 4 to match scores",
        Mask.of(Nd4j.ones(DataType.DOUBLE, 3, 5)),
        scores);
    assertRefused(
        "attention: mask holds 0.5 at element 0, expected whole numbers from 0 to 1",
        Mask.of(Nd4j.valueArrayOf(new long[] {3, 4}, 0.5)),
        scores);
    assertRefused("attention: mask is null, expected (B, Tq, Tk)", Mask.of(null), scores);
  }

  @Test
  void bothAllowWhatEachAllows() {
    INDArray allowed = allowed(Mask.<INDArray>causal().and(Mask.padding(2, 4)), scores);
    INDArray first = Nd4j.create(new double[][] {{1, 0, 0, 0}, {1, 1, 0, 0}, {1, 1, 0, 0}});
    assertClose(first, allowed.slice(0), "first");
  }

  @Test
  void allAllowsEveryKey() {
    assertClose(Nd4j.ones(DataType.DOUBLE, 2, 3, 4), allowed(Mask.all(), scores), "all");
  }
}
