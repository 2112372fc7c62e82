package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class QuietlyTest {

  @Test
  void gradientBuildPrintsAndIsMuted() {
    assertFalse(
        Printed.by(QuietlyTest::buildGradient).isEmpty(),
        "SameDiff no longer prints; Quietly may go");
    assertEquals("", Printed.by(() -> Quietly.run(QuietlyTest::buildGradient)));
  }

  @Test
  void outputComesBackEvenAfterAnException() {
    PrintStream before = System.out;
    assertEquals(3, Quietly.call(() -> 3));
    assertSame(before, System.out);
    assertThrows(
        IllegalStateException.class,
        () ->
            Quietly.run(
                () -> {
                  throw new IllegalStateException();
                }));
    assertSame(before, System.out);
  }

  private static void buildGradient() {
    SameDiff graph = SameDiff.create();
    SDVariable weight = graph.var("weight", Nd4j.createFromArray(1f, 2f));
    weight.mul(weight).sum().markAsLoss();
    graph.calculateGradients(Map.of(), "weight");
  }
}
