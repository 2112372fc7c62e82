package io.github.attention4j.mask;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
