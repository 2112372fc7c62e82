package io.github.attention4j.notebook;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A claim of a lesson's text that its cell proves: it is printed when true, and the cell fails when
 * it is not.
 */
public final class Claim {

  private Claim() {}

  /**
   * Claims something.
   *
   * @throws IllegalStateException if it is not true
   */
  public static void holds(String claim, boolean isTrue) {
    if (!isTrue) {
      throw new IllegalStateException("not true: " + claim);
    }
    System.out.println("\u2713 " + claim);
  }

  /**
   * Claims that two arrays are equal in shape, and element by element within a tolerance.
   *
   * @throws IllegalStateException if they are not; the message names the worst element
   */
  public static void close(String claim, INDArray expected, INDArray actual, double tolerance) {
    String expectedShape = Arrays.toString(expected.shape());
    String actualShape = Arrays.toString(actual.shape());
    if (!expectedShape.equals(actualShape)) {
      throw new IllegalStateException(
          "not true: " + claim + ": shape " + actualShape + ", expected " + expectedShape);
    }
    double[] wanted = expected.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[] found = actual.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int worst = 0;
    double largest = -1;
    for (int i = 0; i < wanted.length; i++) {
      double difference = Math.abs(wanted[i] - found[i]);
      if (!(difference <= largest)) {
        worst = i;
        largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      }
    }
    if (largest > tolerance) {
      throw new IllegalStateException(
          "not true: %s: element %d is %s, expected %s within %s"
              .formatted(claim, worst, found[worst], wanted[worst], tolerance));
    }
    holds(claim + (tolerance == 0 ? " (exactly)" : " (within " + tolerance + ")"), true);
  }
}
