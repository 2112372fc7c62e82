package io.github.attention4j.solutions.lesson04;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Right in all but one step, and there it does harm. Grade it in a JVM of its own only. */
final class Hostile {

  private Hostile() {}

  static final class Exits extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      System.out.println("20 of 20 points");
      System.exit(0);
      return null;
    }
  }

  static final class Loops extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      while (true) {
        Thread.onSpinWait();
      }
    }
  }
}
