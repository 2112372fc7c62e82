package io.github.attention4j.solutions.hostile;

import io.github.attention4j.solutions.lesson04.ScaledDotProduct;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A right answer that does something else as well when it is asked for step 3. */
abstract class Deeds extends ScaledDotProduct {

  @Override
  public final INDArray output(INDArray weights, INDArray value) {
    try {
      return output(super.output(weights, value), weights, value);
    } catch (Exception e) {
      throw Deeds.<RuntimeException>unchecked(e);
    }
  }

  /** Does the deed and returns what is returned; the right result if there is nothing to say. */
  INDArray output(INDArray right, INDArray weights, INDArray value) throws Exception {
    act();
    return right;
  }

  void act() throws Exception {}

  /** Tells the reader that a deed succeeded. */
  static void harm(String what) {
    System.out.println(Contained.HARM + ": " + what);
  }

  /** Tells it if nothing stops what is tried. */
  static void harmUnlessRefused(Callable<?> tried) {
    try {
      harm(String.valueOf(tried.call()));
    } catch (Exception | LinkageError e) {
      // As it should be.
    }
  }

  static void shell(String script) throws IOException {
    new ProcessBuilder("/bin/sh", "-c", script).start();
  }

  static void shellAndWait(String script) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start().waitFor();
  }

  static void spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  @SuppressWarnings("unchecked")
  static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
